import Foundation

extension Timestamp {
  /// ISO 8601 in UTC, whole seconds: `2026-11-21T03:10:00Z`.
  package var iso: String {
    var bytes: [UInt8] = []
    writeISO(onto: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds `iso`.
  func writeISO(onto bytes: inout [UInt8]) {
    // Every line of an export has a moment, and Foundation would look for a calendar for each; it is
    // left those of other calendars and of years of other lengths.
    guard milliseconds >= 0, milliseconds < 253_402_300_800_000 else {
      bytes += date.formatted(.iso8601).utf8
      return
    }
    let seconds = UInt64(milliseconds / 1000)
    let (year, month, day) = Self.day(seconds / 86_400)
    bytes.append(digits: year, atLeast: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: month, atLeast: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(digits: day, atLeast: 2)
    bytes.append(UInt8(ascii: "T"))
    bytes.append(digits: seconds / 3600 % 24, atLeast: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: seconds / 60 % 60, atLeast: 2)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(digits: seconds % 60, atLeast: 2)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// The date of a day counted from 1970-01-01. Its years begin in March, so that a leap day is the
  /// last, and are counted in periods of 400, all equally long (H. Hinnant, Low-Level Date
  /// Algorithms).
  private static func day(_ number: UInt64) -> (year: UInt64, month: UInt64, day: UInt64) {
    let days = number + 719_468
    let ofPeriod = days % 146_097
    let year = (ofPeriod - ofPeriod / 1460 + ofPeriod / 36_524 - ofPeriod / 146_096) / 365
    let ofYear = ofPeriod - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let isNext = month >= 10
    return (
      days / 146_097 * 400 + year + (isNext ? 1 : 0), isNext ? month - 9 : month + 3,
      ofYear - (153 * month + 2) / 5 + 1
    )
  }
}
