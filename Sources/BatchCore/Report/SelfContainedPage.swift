import Crypto
import Foundation

/// One HTML document with its style and script inside, and the policy under which nothing else
/// runs, loads or frames it (Content Security Policy, level 3).
package struct SelfContainedPage: Sendable {
  package let document: [UInt8]
  /// The value of `Content-Security-Policy`.
  package let policy: String

  /// - Parameters:
  ///   - template: HTML with the marks `/*style*/` and `/*script*/`, once each.
  ///   - style: CSS without `</`.
  ///   - script: JavaScript without `</script`.
  package init(template: String, style: String, script: String) {
    document = Array(
      template.replacing("/*style*/", with: style).replacing("/*script*/", with: script).utf8)
    policy = [
      "default-src 'none'", "script-src \(Self.hash(script))", "style-src \(Self.hash(style))",
      "img-src data:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
      "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types inert",
    ].joined(separator: "; ")
  }

  /// Names a style sheet or script in a policy.
  static func hash(_ text: String) -> String {
    "'sha256-\(Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString())'"
  }
}
