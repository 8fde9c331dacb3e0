/// A way for a request to go wrong; the numbers are the scenarios of the wire contract (S1 to S53).
///
/// Its name, as the command line and the control endpoint write it, is the case's, followed by its
/// arguments after colons: `prose`, `slow:2000`, `rateLimited:retryAfter:5`.
package enum Fault: Sendable, Hashable {
  /// S1: 401, our own key.
  case badKey
  /// S2: 401 of a provider, with `provider_name`.
  case upstreamKey
  /// S3: 402, the balance is used up.
  case insufficientCredits
  /// S4: 402, no more than this many tokens can be paid.
  case cannotAfford(tokens: Int)
  /// S5: 402, the prompt alone cannot be paid.
  case promptTooDear
  /// S6: 402, too much in flight for the balance.
  case inFlightBudget(retryAfter: Int)
  /// S7: 402, this one request is larger than the budget in flight.
  case weightExceedsBudget
  /// S8: 403, the key's own cap.
  case keyLimit
  /// S8: the same as a 402 with `limit_source`.
  case keyLimitPayment
  /// S9: 403, an organisation's budget.
  case workspaceBudget
  /// S10: 403, the input was moderated.
  case moderated
  /// S11: 403, the account's guardrail.
  case guardrail
  /// S12: 403, the provider's terms of service.
  case providerPolicy
  /// S13: 200, finish `content_filter` with a refusal.
  case contentFilter
  /// S14: 400, no such model.
  case unknownModel
  /// S15: 404, the model has no endpoint.
  case noEndpoints
  /// S16: 404, the account's privacy settings leave none.
  case privacy
  /// S17: 404, no endpoint takes these parameters.
  case unsupportedParameters
  /// S18: 400, prompt and answer do not fit the window.
  case contextLength
  /// S19: 400, validation.
  case badRequest
  /// S20: 400, the endpoint's own schema dialect.
  case schemaDialect
  /// S20: the temperature is not the model's own.
  case temperatureRefused
  /// S21: 413.
  case bodyTooLarge
  /// S21: 422.
  case unprocessable
  /// S22, S26: 429 of a provider's shared pool.
  case rateLimited(RetryHint, seconds: Double)
  /// S23: 429, a model's cap a minute.
  case modelPerMinute
  /// S24: 429, 20 free requests a minute.
  case freePerMinute
  /// S25: 429, the free requests of the day.
  case freeDaily
  /// S27: an HTML page of the edge, 403, 429 or 503.
  case cloudflare(status: Int)
  /// S28: 500, masked.
  case internalError
  /// S29: 502 with `raw` in one of its forms.
  case badGateway(RawForm)
  /// S30: 503, with or without Retry-After.
  case overloaded(retryAfter: Int?)
  /// S31: 408.
  case requestTimeout
  /// S31: 504.
  case gatewayTimeout
  /// S31: 524.
  case edgeTimeout
  /// S31: 529.
  case providerOverloaded
  /// S32: any status with an HTML body.
  case htmlError(status: Int)
  /// S32: any status with a plain text body.
  case plainError(status: Int)
  /// S32: any status with no body.
  case emptyError(status: Int)
  /// S33: 200 whose body holds only an error.
  case errorInside(code: Int)
  /// An error inside an error (gh:tailcallhq/forgecode#571).
  case nestedError
  /// S34: 200, finish `error` beside half of the text.
  case finishError
  /// S35: an error as an event in the middle of a stream; on a plain request S33.
  case streamError
  /// S36: the connection is cut after this many bytes of the body.
  case cut(afterBytes: Int)
  /// S37: white space, then a clean end.
  case whitespaceOnly
  /// S37: half of the JSON document, then a clean end.
  case halfDocument
  /// White space before a good body (keep-alive of slow plain answers).
  case whitespaceFirst
  /// S38: finish `length`, all of it reasoning.
  case reasoningAteBudget
  /// S39: empty, finish `stop`, no completion token.
  case empty
  /// S39: empty, finish null, no completion token: not billed.
  case emptyUnfinished
  /// S40: content null, the text stands in `reasoning`.
  case reasoningOnly
  /// S41: `choices` is empty.
  case noChoices
  /// S41: `choices` is absent.
  case choicesMissing
  /// A choice without a message.
  case noMessage
  /// S42: finish `length`, part of the text.
  case truncated
  /// S43: prose instead of JSON.
  case prose
  /// S43: JSON in a fence.
  case fencedJSON
  /// S43: JSON with prose around it.
  case jsonInProse
  /// S43: a comma after the last member.
  case trailingComma
  /// S43: bare names and single quotes.
  case json5
  /// S44: the last required field is missing.
  case missingField
  /// S44: the last required field is empty.
  case emptyField
  /// S44: a tenth of the last required field.
  case shrunkField
  /// S44: accented letters of the last required field without their accents.
  case accentless
  /// A NUL at the beginning of the last required field.
  case nulCharacter
  /// U+FFFD there, what decoders leave of a character that they did not understand.
  case replacementCharacter
  /// S45: words and no image; at the image API nothing.
  case noImage
  /// S45: the provider's filter took the image away.
  case imageSafety
  /// S45: half of the image.
  case brokenImage
  /// S45: something else where the image should be.
  case notAnImage
  /// A good image under another media type.
  case wrongMediaType
  /// S46: 404, the model makes nothing of what was asked for by chat.
  case outputModalities
  /// S47: 502, no image was completed.
  case imageUnfinished
  /// Content as an array of parts.
  case contentParts
  /// S48: another model answered.
  case otherModel
  /// S49: no usage.
  case usageMissing
  /// Not a byte for this long, then the answer.
  case hang(milliseconds: Int)
  /// White space or comments for this long, then the connection is cut.
  case drip(milliseconds: Int)
  /// No answer at all.
  case odd(Oddity)
  /// A good answer, this much later.
  case slow(milliseconds: Int)

  /// The shapes of `metadata.raw`.
  package enum RawForm: String, Sendable, Hashable, CaseIterable {
    case text
    case json
    case object
  }
}
