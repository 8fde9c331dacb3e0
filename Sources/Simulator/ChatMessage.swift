import Foundation

/// A message of a request, its text byte for byte.
///
/// Not by `JSONSerialization`: it drops a U+FEFF that follows an escape.
struct ChatMessage: Decodable {
  struct Document: Decodable {
    var messages: [ChatMessage]
  }

  private struct Part: Decodable {
    var text: String?
  }

  var role: String
  /// The parts of a content that is an array, joined; empty for anything else.
  var text: String

  private enum Key: CodingKey { case role, content }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    role = (try? members.decode(String.self, forKey: .role)) ?? ""
    if let text = try? members.decode(String.self, forKey: .content) {
      self.text = text
    } else {
      let parts = (try? members.decode([Part].self, forKey: .content)) ?? []
      text = parts.compactMap(\.text).joined()
    }
  }

  /// The messages of a request; nil where there are none.
  static func all(in bytes: Data) -> [ChatMessage]? {
    let messages = (try? JSONDecoder().decode(Document.self, from: bytes))?.messages
    return messages?.isEmpty == false ? messages : nil
  }
}
