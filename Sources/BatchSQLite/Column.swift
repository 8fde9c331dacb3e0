import BatchCore
import Foundation

/// How values are written to columns, and read back.
enum Column {
  /// A row holds something this program never writes.
  struct Damage: Error, CustomStringConvertible {
    var description: String
  }

  static func word<Word: RawRepresentable<String>>(_ text: String) throws -> Word {
    guard let word = Word(rawValue: text) else {
      throw Damage(description: "“\(text)” is not a \(Word.self)")
    }
    return word
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// A JSON array of words, of which every attempt has one: written by hand where no letter needs
  /// an escape, since an encoder takes a twelfth of a whole turn (perf, 5 settlements and 5
  /// claims).
  static func list(_ words: [String]) throws -> String {
    let isPlain = words.allSatisfy { word in
      word.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      }
    }
    guard isPlain else { return try json(words) }
    return words.isEmpty ? "[]" : "[\"\(words.joined(separator: "\",\""))\"]"
  }

  static func value<Value: Decodable>(_ json: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    } catch {
      throw Damage(description: "“\(json.prefix(80))” is not a \(Value.self)")
    }
  }

  /// The prices of a request, as picodollars and counts with spaces between them: every attempt has
  /// them.
  static func ceiling(_ ceiling: PriceCeiling?) -> String? {
    ceiling.map { ceiling in
      let prices = [ceiling.prompt, ceiling.completion, ceiling.request, ceiling.image]
      return
        (prices.map { String($0.picodollars) }
        + [String(ceiling.longestAnswer), ceiling.isSent ? "1" : "0"]).joined(separator: " ")
    }
  }

  static func ceiling(_ text: String?) throws -> PriceCeiling? {
    guard let text else { return nil }
    let numbers = text.split(separator: " ").compactMap { Int64($0) }
    guard numbers.count == 6 else {
      throw Damage(description: "“\(text.prefix(80))” is no list of prices")
    }
    let prices = numbers.map(Money.init(picodollars:))
    return PriceCeiling(
      prompt: prices[0], completion: prices[1], request: prices[2], image: prices[3],
      longestAnswer: Int(numbers[4]), isSent: numbers[5] == 1)
  }

  /// nil for the plain request, which most are.
  static func adjustment(_ adjustment: Adjustment) throws -> String? {
    adjustment == .none ? nil : try json(adjustment)
  }

  static func adjustment(_ json: String?) throws -> Adjustment {
    guard let json else { return .none }
    return try value(json)
  }
}
