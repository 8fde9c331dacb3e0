import Foundation

/// An OpenRouter key; nothing that prints it shows more than its first letters.
package struct APIKey: Sendable, CustomStringConvertible {
  package enum Mistake: Error, Sendable, Equatable {
    case missing, whiteSpace, quoted, foreign, notASCII
    case unreadable(String)

    /// What is wrong and what to do; without the key.
    package var sentence: String {
      switch self {
      case .missing:
        "No API key. Make one at openrouter.ai/keys, then: export OPENROUTER_API_KEY=sk-or-..., "
          + "or name a file with --api-key-file."
      case .whiteSpace:
        "The API key holds a space or a line break. Copy it again from openrouter.ai/keys, without "
          + "anything before, after or inside it."
      case .quoted:
        "The API key is wrapped in quotes. Take them away: a key starts with sk-or-."
      case .foreign:
        "The API key does not start with sk-or-: it is not an OpenRouter key. Copy it from "
          + "openrouter.ai/keys."
      case .notASCII:
        "The API key holds a character that no key has. Copy it again from openrouter.ai/keys."
      case .unreadable(let path):
        "The key file \(path) cannot be read. Check its name and that you may read it."
      }
    }
  }

  /// For the Authorization header only.
  package let secret: String

  package init(_ text: String?) throws(Mistake) {
    guard let text, !text.isEmpty else { throw .missing }
    if text.contains(where: \.isWhitespace) { throw .whiteSpace }
    if text.first == "\"" || text.first == "'" { throw .quoted }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .notASCII }
    guard text.hasPrefix("sk-or-") else { throw .foreign }
    secret = text
  }

  /// A key file may end with a line break, as editors write it.
  package init(fileText: String) throws(Mistake) {
    try self.init(fileText.trimmingCharacters(in: .newlines))
  }

  package var description: String { "sk-or-..." }
}
