extension NumberScan {
  /// What `100 000` is written with: numbers that plain spaces part, which may be one in groups of
  /// three digits.
  struct Run {
    var numbers: [Number]

    /// As one number.
    private var value: String? {
      guard numbers.count > 1, let last = numbers.last else { return nil }
      let tail = last.groups.count == 1 ? last.groups[0] : last.value
      return numbers.dropLast().map { $0.groups[0] }.joined() + tail
    }

    var written: String { numbers.map(\.written).joined(separator: " ") }

    /// All that it may be read as, as a whole and in parts.
    ///
    /// - Parameter mark: what stands before fractions in the text; nil: not known.
    func readings(_ mark: DecimalMark?) -> [String] {
      numbers.flatMap { $0.readings(mark) } + (value.map { [$0] } ?? [])
    }

    func isFound(in readings: Set<String>, _ mark: DecimalMark?) -> Bool {
      if let value, readings.contains(value) { return true }
      return numbers.allSatisfy { $0.isFound(in: readings, mark) }
    }

    fileprivate func goesOn(with next: Number) -> Bool {
      guard next.isBeside, let first = numbers.first?.groups[0], let last = numbers.last else {
        return false
      }
      let isHead = (1...3).contains(first.count) && first.first != "0"
      let isFraction = next.groups.count == 2 && next.groups[1].count != 3
      return isHead && last.groups.count == 1 && next.groups[0].count == 3
        && (next.groups.count == 1 || isFraction)
    }
  }

  static func runs(in bytes: [UInt8]) -> [Run] {
    var runs: [Run] = []
    for number in numbers(in: bytes) {
      if let last = runs.indices.last, runs[last].goesOn(with: number) {
        runs[last].numbers.append(number)
      } else {
        runs.append(Run(numbers: [number]))
      }
    }
    return runs
  }
}

extension NumberScan.Number {
  /// A list or date such as `17.05.2024` may be written apart; the digits of a fraction keep their
  /// zeros, else 3.05 would do for 3.5.
  fileprivate func readings(_ mark: DecimalMark?) -> [String] {
    let apart = groups.count > 2 ? groups.compactMap(Self.plain) : []
    return [value] + groups + apart + [fraction, exact(mark)].compactMap(\.self)
  }

  /// `3.5` for `3.500`, where its sign is the one before fractions for certain.
  private func exact(_ mark: DecimalMark?) -> String? {
    asFraction.flatMap { $0.mark == mark ? $0.value : nil }
  }

  fileprivate func isFound(in readings: Set<String>, _ mark: DecimalMark?) -> Bool {
    let whole = [value, fraction, exact(mark)].compactMap(\.self)
    if whole.contains(where: readings.contains) { return true }
    return groups.allSatisfy { group in
      readings.contains(group) || Self.plain(group).map(readings.contains) == true
    }
  }

  /// Without its first zeros; nil: it has no other digits.
  private static func plain(_ group: String) -> String? {
    let plain = group.drop { $0 == "0" }
    return plain.isEmpty ? nil : String(plain)
  }
}
