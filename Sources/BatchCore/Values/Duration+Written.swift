extension Duration {
  /// Reads `90s`, `10m` or `2h`: a whole number above 0 and its unit; nil for anything else.
  package init?(written text: String) {
    guard let match = text.wholeMatch(of: #/([0-9]{1,6})(s|m|h)/#), let count = Int64(match.1),
      count > 0
    else { return nil }
    let unit: Int64 =
      switch match.2 {
      case "h": 3600
      case "m": 60
      default: 1
      }
    self = .seconds(count * unit)
  }
}
