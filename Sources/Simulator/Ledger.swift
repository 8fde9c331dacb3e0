import Foundation

/// Every request since the start; a value, so that a copy can be asked at leisure.
package struct Ledger: Sendable {
  package private(set) var rows: [LedgerRow] = []
  package private(set) var inFlight = 0
  package private(set) var maxInFlight = 0
  private var bodies: [Int: Data] = [:]
  /// Names repeat thousands of times: each is stored once.
  private var names: [String: String] = [:]

  /// The rows about the article of this title.
  package func rows(about article: String) -> [LedgerRow] {
    rows.filter { $0.article == article }
  }

  /// The rows that arrived after row `number`.
  package func rows(after number: Int) -> ArraySlice<LedgerRow> {
    rows.dropFirst(number)
  }

  /// The rows that arrived in these milliseconds since the start.
  package func rows(arrived window: Range<Double>) -> [LedgerRow] {
    rows.filter { window.contains($0.arrived) }
  }

  /// The rows of each body that was sent more than once, in order.
  package var duplicates: [[LedgerRow]] {
    Dictionary(grouping: rows, by: \.bodyHash).values.filter { $0.count > 1 }
      .sorted { $0[0].number < $1[0].number }
  }

  /// The body of row `number`, where the settings keep bodies.
  package func body(of number: Int) -> Data? {
    bodies[number]
  }

  package var summary: LedgerSummary { LedgerSummary(of: self) }

  /// Opens a row and returns its number.
  mutating func open(_ body: Data, hash: BodyHash, keepsBody: Bool, at time: Double) -> Int {
    inFlight += 1
    maxInFlight = max(maxInFlight, inFlight)
    let number = rows.count + 1
    rows.append(LedgerRow(number: number, bodyHash: hash, arrived: time, inFlight: inFlight))
    if keepsBody { bodies[number] = body }
    return number
  }

  mutating func describe(_ number: Int, _ request: ChatRequest, cache: Bool, clear: Bool) {
    let article = interned(request.title)
    let model = interned(request.model)
    rows[number - 1].article = article
    rows[number - 1].model = model
    rows[number - 1].stream = request.stream
    rows[number - 1].cache = cache
    rows[number - 1].cacheClear = clear
  }

  mutating func judge(_ number: Int, verdict: String, isHit: Bool = false) {
    let verdict = interned(verdict)
    rows[number - 1].verdict = verdict
    rows[number - 1].isHit = isHit
  }

  mutating func settle(_ number: Int, _ usage: Usage) {
    rows[number - 1].cost = usage.cost
    rows[number - 1].tokens = usage.promptTokens + usage.completionTokens
  }

  mutating func send(_ number: Int, status: Int) {
    rows[number - 1].status = status
  }

  func isInFlight(_ number: Int) -> Bool {
    rows[number - 1].ending == .inFlight
  }

  /// Closes a row, once; a later ending changes nothing.
  mutating func close(_ number: Int, _ ending: LedgerRow.Ending, at time: Double) {
    guard rows[number - 1].ending == .inFlight else { return }
    inFlight -= 1
    rows[number - 1].ending = ending
    rows[number - 1].answered = time
  }

  private mutating func interned(_ name: String) -> String {
    if let known = names[name] { return known }
    names[name] = name
    return name
  }
}
