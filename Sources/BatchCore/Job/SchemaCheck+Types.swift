import Foundation

extension SchemaCheck {
  /// The types of JSON Schema.
  enum TypeName: String, CaseIterable {
    case null, boolean, integer, number, string, array, object

    var phrase: String {
      switch self {
      case .null: "null"
      case .integer, .array, .object: "an \(rawValue)"
      case .boolean, .number, .string: "a \(rawValue)"
      }
    }
  }

  static func typeName(_ value: JSONValue) -> TypeName {
    switch value {
    case .null: .null
    case .bool: .boolean
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// Whether the value of `type`, a name or an array of names, allows a value.
  static func allows(_ type: JSONValue, _ value: JSONValue) -> Bool {
    names(type).contains { name in
      if name == .integer, case .number(let number) = value { return isWhole(number) }
      return name == typeName(value)
    }
  }

  static func phrase(_ type: JSONValue) -> String {
    names(type).map(\.phrase).joined(separator: " or ")
  }

  private static func names(_ type: JSONValue) -> [TypeName] {
    (type.elements ?? [type]).compactMap { $0.text.flatMap(TypeName.init(rawValue:)) }
  }

  /// `2.0` is whole, as JSON Schema has it.
  private static func isWhole(_ number: Decimal) -> Bool {
    var number = number
    var rounded = Decimal()
    NSDecimalRound(&rounded, &number, 0, .plain)
    return rounded == number
  }
}
