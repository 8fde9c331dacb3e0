import Foundation
import Yams

/// A scalar of a job file, resolved by the YAML 1.2 core schema (section 10.3.2): `no`, `on` and
/// `12:30` are texts, as their writer expects, not the YAML 1.1 values that Yams would make of
/// them.
package enum YAMLScalar: Equatable {
  case null
  case bool(Bool)
  /// As it was written, and so that it is a JSON number too.
  case number(String)
  case text(String)

  package init(_ scalar: Node.Scalar) {
    let text = scalar.string
    guard scalar.style == .plain || scalar.style == .any,
      scalar.tag.rawValue != "tag:yaml.org,2002:str"
    else {
      self = .text(text)
      return
    }
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    default:
      let isNumber = text.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/#) != nil
      self = isNumber ? .number(text) : .text(text)
    }
  }

  /// How it reads in a message.
  var name: String {
    switch self {
    case .null: "nothing"
    case .bool(let flag): "`\(flag)`"
    case .number(let text): "`\(text)`"
    case .text(let text): text.count <= 40 && !text.contains("\n") ? "`\(text)`" : "a text"
    }
  }
}
