import Crypto
import Foundation

/// The identity of what a job asks: results made with another digest are stale.
enum JobDigest {
  /// SHA-256, hex, over a canonical text of role, prompt, output, sections, describe (not its
  /// model) and those request parameters that shape an answer. How it travels (`stream`, `timeout`,
  /// `cache`) is left out: changing it must not make finished work stale.
  static func hex(
    role: String, request: RequestParameters, prompt: PromptTemplates, output: OutputShape,
    sections: SectionRule? = nil, describe: DescribeRule? = nil
  ) -> String {
    var text = JSONText(reserving: 4096)
    text.openObject()
    text.name("role")
    text.string(role)
    text.name("system")
    text.string(prompt.system)
    text.name("user")
    text.string(prompt.user)
    text.name("output")
    switch output {
    case .text: text.string("text")
    case .json(let schema): text.raw(schema.text)
    case .image: text.string("image")
    }
    if let temperature = request.temperature {
      text.name("temperature")
      text.raw("\(temperature)")
    }
    text.name("maxTokens")
    switch request.maxTokens {
    case .auto: text.string("auto")
    case .fixed(let count): text.integer(count)
    }
    if let reasoning = request.reasoning {
      text.name("reasoning")
      text.string(reasoning)
    }
    if let ratio = request.aspectRatio {
      text.name("aspectRatio")
      text.string(ratio)
    }
    if let sections {
      text.name("sections")
      text.integer(sections.over)
      text.name("merge")
      text.string(sections.merge ?? "")
    }
    if let describe {
      text.name("describe")
      text.string(describe.prompt.system)
      text.name("description")
      text.string(describe.prompt.user)
    }
    text.closeObject()
    return SHA256.hash(data: text.bytes).hex
  }
}

extension Digest {
  /// Lower case.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * Self.byteCount)
    for byte in self {
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 0xF)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
