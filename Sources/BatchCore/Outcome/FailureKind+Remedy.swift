extension FailureKind {
  /// What the user can do about it, or that nothing needs to be done: the help page's advice, by
  /// kind.
  package var remedy: String {
    switch self {
    case .badKey:
      """
      Check the key: no spaces or quotes around it, and it starts with sk-or-. If it is refused \
      still, revoke it at https://openrouter.ai/keys, create a new one, and run again.
      """
    case .upstreamRefused:
      "Another provider or model is asked. If it stays, choose a model that is served in your region."
    case .insufficientCredits:
      """
      Top up at https://openrouter.ai/settings/credits ($10 to $20 keep it fast), then run again, \
      or batch resume where a run waits: nothing is lost. The bill is at https://openrouter.ai/activity.
      """
    case .unaffordable:
      """
      Top up at https://openrouter.ai/settings/credits, lower request.maxTokens in the job file, or \
      choose a cheaper model.
      """
    case .inFlightBudget:
      """
      Nothing: it goes on as soon as running requests are settled. A larger balance, a lower \
      --concurrency or a lower request.maxTokens make it faster.
      """
    case .keyLimit:
      """
      Raise this key's spending cap at https://openrouter.ai/settings/keys, or wait until it starts \
      anew; the balance itself is not the matter.
      """
    case .budgetExceeded:
      "Ask your organisation's administrator to raise the budget, or wait until it starts anew."
    case .moderated:
      """
      A person should read this article. Add an unmoderated model to the ladder (batch models \
      shows which are moderated), then: batch retry; or look at the guardrails at \
      https://openrouter.ai/settings/privacy.
      """
    case .declined:
      "A person should read this article; or try another model: batch retry, then batch run --model ID."
    case .unknownModel:
      """
      Check the model's id in the job file: it may be misspelt or retired, and it needs its author, \
      as in openai/gpt-4o-mini. The list is at https://openrouter.ai/models.
      """
    case .noEndpoints:
      """
      Choose another model (https://openrouter.ai/models), drop :free from its id, or allow more \
      providers at \
      https://openrouter.ai/settings/privacy.
      """
    case .tooLong:
      """
      Add a model with a larger context (such as google/gemini-2.5-pro) to the job's models, or \
      have long articles cut: sections: { over: 5000 words } in the job file, or fewer words.
      """
    case .badRequest:
      "Check the job file's request block and the base URL; then run again."
    case .unsupportedParameter:
      """
      It is asked again in a plainer way. If that fails too, remove the parameter from the job file, \
      or switch to anthropic/claude-haiku-4.5 or openai/gpt-4o-mini.
      """
    case .tooLarge:
      "Have long articles cut: sections: { over: 5000 words } in the job file, or fewer words."
    case .throttled:
      """
      Wait; it is asked again by itself, more slowly. A model with less load, such as \
      openai/gpt-4o-mini, is faster.
      """
    case .freeDailyLimit:
      """
      Wait until 00:00 UTC, buy credits ($10 raise it to 1,000 a day) at \
      https://openrouter.ai/settings/credits, or use the paid model (its id without :free).
      """
    case .edgeBlocked:
      "Wait; it is asked again by itself. If it stays, lower --concurrency."
    case .serverError, .providerError, .overloaded:
      """
      Wait 1 to 5 minutes; it is asked again by itself. If it lasts over 30 minutes, see \
      https://status.openrouter.ai.
      """
    case .timedOut:
      """
      It is asked again by itself. If it stays: stream: true, a longer request.timeout, a \
      shorter article, or a faster model; over 30 minutes, see https://status.openrouter.ai.
      """
    case .cut:
      "It is asked again by itself. If it stays, check the network and https://status.openrouter.ai."
    case .unreachable:
      "Check the network, its proxy and DNS, and the base URL; it goes on by itself."
    case .reasoningOnly:
      """
      Raise request.maxTokens or lower request.reasoning in the job file (none, where the model \
      allows it).
      """
    case .empty:
      """
      Try a different model with a larger context (batch retry, then batch run --model ID), or \
      have long articles cut, with sections in the job file.
      """
    case .truncated:
      """
      Raise request.maxTokens in the job file, or have long articles cut, with its sections.
      """
    case .notJSON, .offSchema:
      """
      Switch to anthropic/claude-haiku-4.5 or openai/gpt-4o-mini, avoid :online variants and models \
      with a very small context.
      """
    case .failedCheck:
      """
      Look at the article with batch show ID. Put a model that keeps more first, or, where the check \
      asks too much of these articles, take it out of the job file's checks; then batch retry.
      """
    case .noImage:
      """
      Check that the model makes images (https://openrouter.ai/models?output_modalities=image), or \
      switch to google/gemini-3-pro-image-preview.
      """
    case .oversized:
      "Lower request.maxTokens in the job file, or choose another model."
    case .aborted:
      "Nothing: the next run asks again."
    case .lost:
      """
      Nothing: the same request is sent again, free where the first answer was finished. What the \
      lost one cost is at https://openrouter.ai/activity.
      """
    case .returned:
      "Nothing: the live lane asks."
    case .unknown:
      "Try again (batch retry); if it stays, see https://status.openrouter.ai or try another model."
    }
  }
}
