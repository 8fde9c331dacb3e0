import BatchCore

extension Scenario {
  /// S10 to S21: moderation, models, routing, the request itself.
  static let routes: [Scenario] = [
    .refused(
      "S10 moderated", 403,
      #"{"error":{"code":403,"message":"Input was flagged","metadata":{"reasons":["violence"],"flagged_input":"the battle ... of 1812","provider_name":"OpenAI","model_slug":"openai/gpt-4o-mini"}}}"#,
      kind: .moderated, first: .escalate, last: .fail),
    .refused(
      "S11 guardrail", 403,
      #"{"error":{"code":403,"message":"Request blocked: matched a content filter","metadata":{"patterns":["card number"]}}}"#,
      kind: .moderated, first: .fail),
    .refused(
      "S11 guardrail, unlabelled", 403,
      #"{"error":{"code":403,"message":"Request blocked: prompt injection detected"}}"#,
      kind: .moderated, first: .fail),
    .refused(
      "S10 refused without a reason", 403,
      #"{"error":{"code":403,"message":"This request cannot be processed"}}"#,
      kind: .moderated, first: .escalate, last: .fail),
    .refused(
      "a key without permission", 403,
      #"{"error":{"code":403,"message":"You may not use this model","metadata":{"error_type":"permission_denied"}}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "an account that is suspended", 403,
      #"{"error":{"code":403,"message":"Your account has been suspended"}}"#,
      kind: .badKey, first: .pauseQueue(.badKey)),
    .refused(
      "an address that is shut out", 403,
      #"{"error":{"code":403,"message":"Access denied from this IP address"}}"#,
      kind: .badKey, first: .pauseQueue(.badKey)),
    .refused(
      "words that could be about the article too", 403,
      #"{"error":{"code":403,"message":"Forbidden: you do not have permission for this"}}"#,
      kind: .moderated, first: .escalate, last: .fail),
    .refused(
      "a conflict", 409, #"{"error":{"code":409,"message":"Conflict"}}"#,
      kind: .unknown, first: .retry, last: .retry, spent: .fail),
    .refused(
      "a precondition", 412,
      #"{"error":{"code":412,"message":"No","metadata":{"error_type":"precondition_failed"}}}"#,
      kind: .unknown, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S12 content policy as 400", 400,
      #"{"error":{"code":400,"message":"Provider returned error","metadata":{"error_type":"content_policy_violation","provider_name":"Azure"}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S12 terms of service", 403,
      #"{"error":{"code":403,"message":"The request is prohibited due to a violation of provider Terms Of Service.","metadata":{"provider_name":null}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S12 a filter's code as 400", 400,
      #"""
      {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"The response was filtered\",\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400}}","provider_name":"Azure"}}}
      """#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S12 a risk as 400", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Content Exists Risk\",\"type\":\"invalid_request_error\"}}","provider_name":"DeepSeek"}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S12 an inspection as 400", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"code\":\"data_inspection_failed\",\"message\":\"Input data may contain something.\"}","provider_name":"Alibaba"}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S12 a usage policy, relayed as 403", 403,
      #"{"error":{"message":"Provider returned error","code":403,"metadata":{"raw":"Content violates usage guidelines.","provider_name":"xAI"}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .plain(
      "S12 refusal inside a 200",
      #"{"id":"gen-1","error":{"code":403,"message":"Refused","metadata":{"error_type":"refusal"}}}"#,
      kind: .declined, first: .escalate, last: .fail),
    .refused(
      "S14 unknown model", 400,
      #"{"error":{"message":"gpt-4o-minni is not a valid model ID","code":400},"user_id":"user_2abcdefgh"}"#,
      kind: .unknownModel, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S14 as the help page has it", 404,
      #"{"error":{"message":"X is not a valid model ID","code":404}}"#,
      kind: .unknownModel, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S14 by availability, no code", 400,
      #"{"error":{"message":"No such model","http_status":400,"availability":{"code":"model_not_found","retryable":false}}}"#,
      kind: .unknownModel, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S19 an address that is not the API's", 404,
      #"{"error":{"message":"Not Found","code":404}}"#,
      kind: .badRequest, first: .pauseQueue(.badRequest)),
    .refused(
      "S15 no endpoints", 404,
      #"{"error":{"message":"No endpoints found for meta-llama/llama-3-8b.","code":404}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S15 free variant ended", 404,
      #"{"error":{"message":"The free variant ended","availability":{"code":"free_variant_ended","fallback_models":["a/b"]}}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S16 data policy: once without the schema", 404,
      #"{"error":{"message":"No endpoints found matching your data policy (Free model training). Configure: https://openrouter.ai/settings/privacy","code":404}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)),
    .refused(
      "S17 parameters", 404,
      #"{"error":{"message":"No endpoints found that can handle the requested parameters.","code":404}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)),
    .refused(
      "S17 price", 404,
      #"{"error":{"message":"No endpoints found that satisfy the max price for this request","code":404,"metadata":{"failed_routing_step":"Filter by Max Price"}}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S17 of providers, none of which we passed over", 404,
      #"{"error":{"message":"No allowed providers are available for the selected model.","code":404}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
    .refused(
      "S17 a named constraint", 404,
      #"{"error":{"message":"Nobody is left","http_status":404,"availability":{"code":"constraint_filtered","constraint":{"field":"response_format","detail":"json_schema"}}}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)),
    .refused(
      "S18 enough is left for the answer", 400,
      #"{"error":{"message":"This endpoint's maximum context length is 131072 tokens. However, you requested about 132,900 tokens (128,400 of text input, 500 of tool input, 4000 in the output). Please reduce the length.","code":400}}"#,
      kind: .tooLong, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S18 too little is left", 400,
      #"{"error":{"message":"This endpoint's maximum context length is 131072 tokens. However, you requested about 134072 tokens (130072 of text input, 4000 in the output). Please reduce the length.","code":400}}"#,
      kind: .tooLong, first: .escalate, last: .fail),
    .refused(
      "S18 a provider's longest answer", 400,
      #"""
      {"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"max_tokens is too large: 4000. This model supports at most 3072 completion tokens.\",\"param\":\"max_tokens\"}}","provider_name":"OpenAI"}}}
      """#,
      kind: .tooLong, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S18 a provider's longest answer, the other way round", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"max_tokens: 4000 > 3072, which is the maximum allowed number of output tokens","provider_name":"Anthropic"}}}"#,
      kind: .tooLong, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S18 a provider's longest answer, in yet other words", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"`max_tokens` must be less than or equal to `3072`, the maximum value","provider_name":"Novita"}}}"#,
      kind: .tooLong, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S18 by type", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"error_type":"context_length_exceeded","provider_name":"Together"}}}"#,
      kind: .tooLong, first: .escalate, last: .fail),
    .refused(
      "S19 validation", 400,
      #"{"error":{"message":"Unrecognized key(s) in object: 'foo'","code":400}}"#,
      kind: .badRequest, first: .pauseQueue(.badRequest)),
    .refused(
      "S19 of one prompt", 400,
      #"{"error":{"message":"Invalid prompt","code":400,"metadata":{"error_type":"invalid_prompt"}}}"#,
      kind: .badRequest, first: .escalate, last: .fail),
    .refused(
      "S20 schema dialect", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"Invalid schema for response_format 'article'\"}}","provider_name":"Azure"}}}"#,
      kind: .unsupportedParameter, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S20 a relayed 400 nobody knows", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":{"__kind":"OK","data":"bad luck"},"provider_name":"Azure"}}}"#,
      kind: .providerError, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S20 a provider that cannot, whatever is dropped", 400,
      #"{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"tools are not supported","provider_name":"Azure"}}}"#,
      kind: .unsupportedParameter, first: .retry, last: .retry, spent: .fail),
    .refused(
      "S21 body too large", 413, #"{"error":{"message":"Payload too large","code":413}}"#,
      kind: .tooLarge, first: .escalate, last: .fail),
    .refused(
      "S21 string too long", 400,
      #"{"error":{"message":"too long","code":400,"metadata":{"error_type":"string_too_long"}}}"#,
      kind: .tooLarge, first: .escalate, last: .fail),
    .refused(
      "S21 unprocessable", 422,
      #"{"error":{"message":"Unprocessable Entity","code":422,"metadata":{"error_type":"unprocessable"}}}"#,
      kind: .tooLarge, first: .escalate, last: .fail),
    .refused(
      "S46 a model that only makes images", 404,
      #"{"error":{"message":"No endpoints found that support the requested output modalities: text","code":404,"metadata":{"failed_routing_step":"Filter by Model Output Modalities"}}}"#,
      kind: .noEndpoints, first: .escalate, last: .pauseModel(.unknownModel)),
  ]
}
