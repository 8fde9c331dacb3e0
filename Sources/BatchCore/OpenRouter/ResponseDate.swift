import Foundation

/// Moments as they are written in headers and bodies.
package enum ResponseDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// An HTTP date (RFC 9110 5.6.7, IMF-fixdate): `Sun, 06 Nov 1994 08:49:37 GMT`.
  package static func http(_ text: String) -> Timestamp? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
    guard words.count == 6, words[5] == "GMT" || words[5] == "UTC",
      let day = Int(words[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(words[2])),
      let year = Int(words[3]), (1970...9999).contains(year)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    let seconds = ((days(year, month + 1, day) * 24 + clock[0]) * 60 + clock[1]) * 60 + clock[2]
    return Timestamp(milliseconds: Int64(seconds) * 1000)
  }

  /// An ISO 8601 moment such as `2026-12-01T00:00:00.000Z`, or an epoch number in seconds or
  /// milliseconds.
  package static func moment(_ value: JSONValue) -> Timestamp? {
    if case .number(let number) = value {
      return epoch(NSDecimalNumber(decimal: number).doubleValue)
    }
    guard let text = value.text else { return nil }
    if let number = Double(text) { return epoch(number) }
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return ((try? plain.parse(text)) ?? (try? fractional.parse(text))).map(Timestamp.init)
  }

  /// Over 10¹¹ milliseconds since 1970, over 10⁹ seconds, anything smaller is no moment:
  /// `X-RateLimit-Reset` is in milliseconds, some write seconds.
  package static func epoch(_ number: Double) -> Timestamp? {
    guard number.isFinite, number > 1e9, number < 1e14 else { return nil }
    return Timestamp(milliseconds: Int64(number > 1e11 ? number : number * 1000))
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
