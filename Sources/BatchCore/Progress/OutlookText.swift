/// Rate and time left in words; what is not known is said to be so.
enum OutlookText {
  static func words(_ outlook: Outlook) -> String {
    if outlook.isStill { return "stands still, time left unknown" }
    guard let perMinute = outlook.perMinute else { return "rate and time left not known yet" }
    guard perMinute > 0 else { return "none finished in the last minutes, time left unknown" }
    let left = outlook.secondsLeft.map { "about \(Wording.span(seconds: $0)) left" }
    return "\(Wording.rate(perMinute: perMinute)), \(left ?? "time left unknown")"
  }
}
