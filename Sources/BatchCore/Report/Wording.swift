import Foundation

/// Figures and spans as people read them.
package enum Wording {
  /// `3,109`.
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// `1 article`, `3,109 articles`.
  package static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  package static func listed(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `40 s`, `12 min`, `3 h 20 min`, `2 days 4 h`.
  package static func span(seconds: Int) -> String {
    switch seconds {
    case ..<90: "\(max(seconds, 0)) s"
    case ..<5400: "\((seconds + 30) / 60) min"
    case ..<172_800: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    default: "\(seconds / 86_400) days \(seconds % 86_400 / 3600) h"
    }
  }

  /// `60 ms`, `1.2 s`, `40 s`: how long one request took.
  package static func span(milliseconds: Int64) -> String {
    switch milliseconds {
    case ..<1000: "\(max(milliseconds, 0)) ms"
    case ..<90_000: "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    default: span(seconds: Int(milliseconds / 1000))
    }
  }

  /// `12 requests a second`, `1.5 requests a second`, `20 requests a minute`.
  package static func rate(perSecond: Double) -> String {
    let isMinute = perSecond < 1
    let figure = isMinute ? perSecond * 60 : perSecond
    let rounded = figure < 9.95 ? (figure * 10).rounded() / 10 : figure.rounded()
    let text = rounded == rounded.rounded() ? grouped(Int(rounded)) : "\(rounded)"
    return "\(text) \(rounded == 1 ? "request" : "requests") a \(isMinute ? "minute" : "second")"
  }

  /// `58 a minute`, `5.3 a minute`, `12 an hour`: how many are finished.
  package static func rate(perMinute: Double) -> String {
    let isHour = perMinute < 1
    let figure = isHour ? perMinute * 60 : perMinute
    let rounded = figure < 9.95 ? (figure * 10).rounded() / 10 : figure.rounded()
    let text = rounded == rounded.rounded() ? grouped(Int(rounded)) : "\(rounded)"
    return "\(text) \(isHour ? "an hour" : "a minute")"
  }

  /// `$3.12`; four places under ten cents, so that a small cost is not shown as nothing.
  package static func dollars(_ amount: Decimal) -> String {
    let places = amount != 0 && amount.magnitude < 0.1 ? 4 : 2
    var value = amount
    var rounded = Decimal()
    NSDecimalRound(&rounded, &value, places, .plain)
    return "$"
      + rounded.formatted(
        .number.precision(.fractionLength(places)).locale(Locale(identifier: "en_US_POSIX")))
  }

  /// `640 KB`, `1.2 MB`, `12 MB`, `3.4 GB`; thousands, as disks are sold.
  package static func bytes(_ count: Int) -> String {
    switch count {
    case ..<1_000_000: "\((max(count, 0) + 999) / 1000) KB"
    case ..<10_000_000: "\(count / 1_000_000).\(count % 1_000_000 / 100_000) MB"
    case ..<1_000_000_000: "\(count / 1_000_000) MB"
    default: "\(grouped(count / 1_000_000_000)).\(count % 1_000_000_000 / 100_000_000) GB"
    }
  }

  /// `03:10` today, `20 Nov 03:10` otherwise; UTC is said by the caller if it matters.
  package static func clock(_ moment: Timestamp, now: Timestamp, zone: TimeZone = .current)
    -> String
  {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents([.day, .month, .hour, .minute], from: moment.date)
    let time = padded(parts.hour ?? 0) + ":" + padded(parts.minute ?? 0)
    if calendar.isDate(moment.date, inSameDayAs: now.date) { return time }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(parts.day ?? 0) \(months[max((parts.month ?? 1) - 1, 0)]) \(time)"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
