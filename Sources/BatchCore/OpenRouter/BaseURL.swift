import Foundation

/// The provider's address: https, or plain http to this machine only.
package struct BaseURL: Sendable, Equatable {
  package struct Mistake: Error, Sendable, Equatable {
    /// What is wrong and what to do.
    package var sentence: String
  }

  /// Without a trailing slash.
  package let text: String

  package init(_ text: String) throws(Mistake) {
    let example = "Write it like https://openrouter.ai/api/v1."
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      text.contains("://")
    else { throw Mistake(sentence: "The base URL \"\(text)\" is not an address. \(example)") }
    guard scheme == "https" || scheme == "http" else {
      throw Mistake(sentence: "The base URL \"\(text)\" starts with \(scheme)://. \(example)")
    }
    guard let host = parts.host, !host.isEmpty, !host.contains(where: \.isWhitespace) else {
      throw Mistake(sentence: "The base URL \"\(text)\" names no host. \(example)")
    }
    guard parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil else {
      throw Mistake(
        sentence: "The base URL may hold only scheme, host, port and path. \(example)")
    }
    guard scheme == "https" || Self.isLoopback(host) else {
      throw Mistake(
        sentence:
          "The base URL \"\(text)\" would send the key unencrypted. Use https; plain http is "
          + "for this machine only.")
    }
    self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// What was answered once costs nothing when it is asked for again: the provider is OpenRouter,
  /// which keeps answers, or on this machine.
  package var repeatsFree: Bool {
    guard let host = URLComponents(string: text)?.host?.lowercased() else { return false }
    return host == "openrouter.ai" || Self.isLoopback(host)
  }

  /// `localhost`, 127.0.0.0/8 or ::1.
  package static func isLoopback(_ host: String) -> Bool {
    let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased()
    if bare == "localhost" || bare == "::1" { return true }
    let octets = bare.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127"
      && octets.allSatisfy { UInt8($0) != nil && $0.allSatisfy(\.isASCII) }
  }
}
