/// A task's output taken apart: what a table's columns and a file's front matter hold.
struct OutputFields {
  enum Value: Equatable {
    case text(String)
    /// As it stands in the output, no digit lost.
    case number(String)
    case flag(Bool)
    case null
    /// An object or an array as JSON without white space between its tokens.
    case nested(String)
  }

  struct Field: Equatable {
    var name: String
    var value: Value
  }

  /// The name under which an output stands that is no object, such as a text.
  static let wholeName = "output"

  /// An object's members in their own order; one field `output` for anything else.
  var fields: [Field]
  var isObject: Bool

  /// - Parameter output: one strict JSON document.
  init(_ output: String) {
    let bytes = Array(output.utf8)
    if let members = try? JSONReader.members(bytes[...]) {
      isObject = true
      fields = members.map { Field(name: $0.name, value: Self.value($0.value, bytes[$0.range])) }
    } else {
      isObject = false
      let whole = try? JSONReader.document(bytes[...])
      // The store holds documents only; what is none is shown, not dropped.
      let value = whole.map { Self.value($0, bytes[...]) } ?? .text(output)
      fields = [Field(name: Self.wholeName, value: value)]
    }
  }

  func text(_ name: String) -> String? {
    guard case .text(let text) = fields.first(where: { $0.name == name })?.value else { return nil }
    return text
  }

  private static func value(_ value: JSONValue, _ bytes: ArraySlice<UInt8>) -> Value {
    switch value {
    case .null: .null
    case .bool(let flag): .flag(flag)
    case .string(let text): .text(text)
    case .number: .number(String(decoding: compactJSON(bytes), as: UTF8.self))
    case .array, .object: .nested(String(decoding: compactJSON(bytes), as: UTF8.self))
    }
  }
}
