import Foundation

/// Where the lines of a grid stand, and what is written at them.
enum PlotAxis {
  struct Tick: Equatable {
    var value: Double
    var label: String
  }

  /// From 0 to at least the largest value, in three to six steps of 1, 2 or 5.
  static func values(to largest: Double, label: (Double) -> String) -> [Tick] {
    let rough = max(largest, 1e-9) / 4
    var unit = 1.0
    while unit * 10 <= rough { unit *= 10 }
    while unit > rough { unit /= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? rough
    let count = Int((largest / step - 1e-9).rounded(.up))
    return (0...max(count, 1)).map {
      Tick(value: Double($0) * step, label: label(Double($0) * step))
    }
  }

  private static let minute: Int64 = 60_000
  private static let hour = 60 * minute
  private static let day = 24 * hour
  private static let steps: [Int64] =
    [1_000, 5_000, 15_000, 30_000].map { $0 }
    + [1, 2, 5, 10, 15, 30].map { $0 * minute } + [1, 2, 3, 6, 12].map { $0 * hour }
    + [1, 2, 7, 14, 30, 90, 365].map { $0 * day }

  /// Round moments of a span, at most seven, as clocks in the zone show them; values in milliseconds.
  static func moments(from start: Timestamp, to end: Timestamp, zone: TimeZone) -> [Tick] {
    let span = max(end.milliseconds - start.milliseconds, 1)
    let step = steps.first { span / $0 <= 6 } ?? span
    // Days and hours begin where the zone has them.
    let shift = Int64(zone.secondsFromGMT(for: start.date)) * 1_000
    let first = (start.milliseconds + shift + step - 1) / step * step - shift
    return stride(from: first, through: end.milliseconds, by: Int64.Stride(step)).map { moment in
      Tick(
        value: Double(moment),
        label: label(Timestamp(milliseconds: moment), step: step, zone: zone))
    }
  }

  private static func label(_ moment: Timestamp, step: Int64, zone: TimeZone) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    let parts = calendar.dateComponents(
      [.month, .day, .hour, .minute, .second], from: moment.date)
    func two(_ number: Int?) -> String { number.map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "" }
    let clock = "\(two(parts.hour)):\(two(parts.minute))"
    if step < minute { return "\(clock):\(two(parts.second))" }
    guard step >= day || parts.hour == 0 && parts.minute == 0 else { return clock }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(parts.day ?? 0) \(months[max((parts.month ?? 1) - 1, 0)])"
  }
}
