/// One thing that `batch check` found: well, worth a thought, or in the way of a run.
package struct CheckFinding: Sendable, Equatable, Encodable {
  package enum Level: String, Sendable, Encodable, CaseIterable { case ok, warning, error }
  package enum Subject: String, Sendable, Encodable {
    case job, key, model, provider, queue, cost, library
  }

  package var level: Level
  package var subject: Subject
  package var sentence: String
  /// What to do; nil where nothing needs to be done, or the sentence says it.
  package var remedy: String?
  /// The exit status that it asks for; 0 unless it is an error.
  package var exitStatus: Int32 = 0

  private enum CodingKeys: String, CodingKey { case level, subject, sentence, remedy }

  package func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(level, forKey: .level)
    try members.encode(subject, forKey: .subject)
    try members.encode(sentence, forKey: .sentence)
    try members.encode(remedy, forKey: .remedy)
  }

  static func ok(_ subject: Subject, _ sentence: String) -> CheckFinding {
    CheckFinding(level: .ok, subject: subject, sentence: sentence)
  }

  static func warning(
    _ subject: Subject, _ sentence: String, remedy: String? = nil
  ) -> CheckFinding {
    CheckFinding(level: .warning, subject: subject, sentence: sentence, remedy: remedy)
  }

  static func error(
    _ subject: Subject, _ sentence: String, remedy: String? = nil, exit: Int32
  ) -> CheckFinding {
    CheckFinding(
      level: .error, subject: subject, sentence: sentence, remedy: remedy, exitStatus: exit)
  }

  /// Its one line for people.
  var painted: Painted {
    let text = " " + sentence + (remedy.map { " " + $0 } ?? "")
    return switch level {
    case .ok: Painted("ok", .good) + Painted(text)
    case .warning: Painted("warning:", .held) + Painted(text)
    case .error: Painted("error:", .bad) + Painted(text)
    }
  }
}
