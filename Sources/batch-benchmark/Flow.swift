import Simulator

/// What a provider let through and refused over time, in seconds since its first request.
struct Flow {
  struct Part {
    var admitted = 0
    var refused = 0
    var count: Int { admitted + refused }
  }

  private var tenths: [Part] = []

  init(_ rows: [LedgerRow]) {
    let first = rows.first?.arrived ?? 0
    for row in rows {
      let tenth = Int((row.arrived - first) / 100)
      while tenths.count <= tenth { tenths.append(Part()) }
      if row.verdict == "rateLimit" {
        tenths[tenth].refused += 1
      } else {
        tenths[tenth].admitted += 1
      }
    }
  }

  /// Seconds from a moment until two seconds in a row satisfy a condition; all of them if none do.
  func seconds(from: Double, to end: Double, until isSo: (Part) -> Bool) -> Double {
    let span = 20
    var start = Int(from * 10)
    while start + span <= min(Int(end * 10), tenths.count) {
      let part = tenths[start..<(start + span)].reduce(into: Part()) {
        $0.admitted += $1.admitted
        $0.refused += $1.refused
      }
      if isSo(part) { return Double(start) / 10 - from }
      start += 1
    }
    return end - from
  }
}
