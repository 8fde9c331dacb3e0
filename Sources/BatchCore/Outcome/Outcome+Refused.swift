extension Outcome {
  /// Not what the schema asks for.
  static func offSchema(_ complaints: [String]) -> Outcome {
    // A member's name may be a page long, and the complaint becomes a message.
    let complaints = complaints.map { Excerpt.of($0, limit: 200) }
    return .failed(
      Failure(.offSchema, words: complaints.joined(separator: "; ")),
      Circumstance { $0.complaint = complaints.joined(separator: "\n") })
  }

  /// In the right shape, but not what the checks ask for: what a model lost twice, it loses again.
  static func failedCheck(_ complaints: [AnswerChecks.Complaint]) -> Outcome {
    let words = complaints.map { "\($0.check): \($0.sentence)" }
    return .failed(
      Failure(.failedCheck, words: words.joined(separator: " ")),
      Circumstance {
        $0.complaint = complaints.map(\.sentence).joined(separator: "\n")
        $0.repeatLimit = 1
      })
  }
}
