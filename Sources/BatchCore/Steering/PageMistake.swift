/// What is wrong with a change that the page asks for.
package enum PageMistake: Equatable, Sendable {
  /// Longer than `PageChange.longestNote`.
  case note(length: Int)
  /// There is no role of that name.
  case role(String, nearest: String?)

  package var sentence: String {
    switch self {
    case .note(let length):
      "The note has \(Wording.grouped(length)) characters, and "
        + "\(Wording.grouped(PageChange.longestNote)) are the most; nothing was changed."
    case .role(let role, _): "The role \(role) was never run here; nothing was changed."
    }
  }

  package var remedy: String? {
    switch self {
    case .note: "Shorten it."
    case .role(_, let nearest): nearest.map { "Did you mean \($0)?" }
    }
  }

  /// The status of an HTTP answer.
  package var status: Int {
    switch self {
    case .note: 400
    case .role: 404
    }
  }
}
