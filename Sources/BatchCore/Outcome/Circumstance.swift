/// What a failure says about the way on, beside its kind.
package struct Circumstance: Sendable, Equatable {
  /// The provider's own hint: wait at least this long (`Retry-After`, `X-RateLimit-Reset`, the
  /// body).
  package var wait: Duration?
  /// The limit that a throttle names, with its window (S22 to S24).
  package var limit: ToldLimit?
  /// The hint counts for the whole account, not for one model.
  package var isAccountWide = false
  /// The hint counts for all `:free` models, and for no paid one (S24).
  package var isForFreeModels = false
  /// What the schema or a check found wrong, for the complaint (S44).
  package var complaint: String?
  /// The answer's length that could still be paid for, in tokens (S4).
  package var affordableTokens: Int?
  /// What the window leaves for the answer, in tokens (S18).
  package var roomInWindow: Int?
  /// The longest answer that the provider gives, in tokens.
  package var longestAnswer: Int?
  /// The provider behind OpenRouter that failed (S2, S29).
  package var provider: String?
  /// How often the same may be asked again; nil: for as long as tries are left (S39 to S41, S51, a
  /// failed check).
  package var repeatLimit: Int?
  /// The answer went into the reasoning or a tool call instead of the text (S40).
  package var wroteElsewhere = false
  /// The provider may have finished the answer that did not reach us: the same bytes find it in the
  /// response cache (S36, S51).
  package var mayBeCached = false
  /// The key's own cap, not the balance, makes it too dear (S4, S5).
  package var isKeyCapped = false
  /// The answer came to its end, bad as it is: the response cache may give it again (S33 to S37).
  package var cameWhole = false
  /// This one request is larger than the budget for all that are in flight (S7).
  package var exceedsInFlightBudget = false
  /// The account's own guardrail: no model would be asked (S11).
  package var isGuardrail = false
  /// Refused without a reason (403): perhaps the account is the matter, perhaps the article.
  package var isUnexplained = false
  /// The provider refused the key that OpenRouter gave it: whatever the article (S2).
  package var isKeyRefused = false
  /// The words name the way to ask for JSON, or the routing found nobody for it: no article's
  /// matter.
  package var isFormats = false
  /// The article is the matter, not the job.
  package var isArticles = false
  /// The model does not make what was asked for by chat (S46).
  package var needsImages = false
  /// The image API completed no image and charged nothing (S47): the provider's matter, no answer.
  package var isUnfinishedImage = false
  /// What can be dropped so that somebody may answer (S16, S17, S20).
  package var constraint: Constraint?
  /// Another section of a long article is the matter of the whole, not the one that was asked for.
  package var section: Int?
  /// The answer to the one that was asked for, which is kept.
  package var kept: FinishedStep?
  /// When a cap or budget starts anew (S8, S9).
  package var resetsAt: Timestamp?

  package init(_ note: (inout Circumstance) -> Void = { _ in }) { note(&self) }
}
