/// The `id` of an answer: the ledger row's number in the form of OpenRouter's own.
enum GenerationID {
  private static let prefix = "gen-1763706413-simulated"

  static func text(of number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
  }

  static func number(of text: String) -> Int? {
    text.hasPrefix(prefix) ? Int(text.dropFirst(prefix.utf8.count)) : nil
  }
}
