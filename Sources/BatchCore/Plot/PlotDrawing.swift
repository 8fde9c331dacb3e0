import Foundation

/// Draws lines over time as SVG: classes and no style, so that a page's own sheet colours it.
struct PlotDrawing {
  struct Line {
    var name: String
    /// One for each part of the time; nil: nothing is known of it.
    var values: [Double?]
  }

  /// For the ids of its parts: a letter, then letters and digits.
  var name: String
  var title: String
  var summary: String
  var course: Course
  var lines: [Line]
  var zone: TimeZone
  /// A value at the axis.
  var label: (Double) -> String

  private static let (width, height) = (640.0, 220.0)
  private static let (left, right, top, bottom) = (62.0, 628.0, 34.0, 192.0)

  var svg: String {
    let largest = lines.flatMap(\.values).compactMap { $0 }.max() ?? 0
    let ticks = PlotAxis.values(to: largest, label: label)
    let scale = ticks.last?.value ?? 1
    var svg = """
      <svg class="plot" viewBox="0 0 640 220" role="img" aria-labelledby="plot-\(name)-title \
      plot-\(name)-desc" xmlns="http://www.w3.org/2000/svg">\
      <title id="plot-\(name)-title">\(markedUp(title))</title>\
      <desc id="plot-\(name)-desc">\(markedUp(summary))</desc>
      """
    for tick in ticks {
      let y = Self.written(y(tick.value, scale))
      svg +=
        "<path class=\"grid\" d=\"M\(Self.written(Self.left)) \(y)H\(Self.written(Self.right))\"/>"
      svg += text(tick.label, "axis end", Self.left - 6, self.y(tick.value, scale) + 4)
    }
    for tick in PlotAxis.moments(from: course.start, to: finish, zone: zone) {
      let x = x(tick.value)
      svg += "<path class=\"grid\" d=\"M\(Self.written(x)) 192v4\"/>"
      svg += text(tick.label, "axis middle", min(max(x, Self.left), Self.right - 16), 210)
    }
    for (index, line) in lines.enumerated() {
      svg += "<path class=\"line line-\(index + 1)\" d=\"\(path(line.values, scale))\"/>"
    }
    return svg + legend + "</svg>"
  }

  private var finish: Timestamp { course.start(of: course.buckets.count) }

  private var legend: String {
    var x = Self.left
    var legend = ""
    for (index, line) in lines.enumerated() {
      let name = line.name.count > 34 ? line.name.prefix(33) + "…" : line.name[...]
      let width = 44 + 8.4 * Double(name.count)
      guard x + width <= Self.width + 20 else { break }
      legend += "<path class=\"line line-\(index + 1)\" d=\"M\(Self.written(x)) 16h18\"/>"
      legend += text(String(name), "legend", x + 23, 20)
      x += width
    }
    return legend
  }

  private func path(_ values: [Double?], _ scale: Double) -> String {
    var path = ""
    var isOpen = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isOpen = false
        continue
      }
      let middle = course.start(of: index).milliseconds + course.width / 2
      let place = "\(Self.written(x(Double(middle)))) \(Self.written(y(value, scale)))"
      // One that stands alone is a dot.
      path += isOpen ? "L\(place)" : "M\(place)h0"
      isOpen = true
    }
    return path
  }

  private func x(_ milliseconds: Double) -> Double {
    let start = Double(course.start.milliseconds)
    let span = max(Double(finish.milliseconds) - start, 1)
    return Self.left + (milliseconds - start) / span * (Self.right - Self.left)
  }

  private func y(_ value: Double, _ scale: Double) -> Double {
    Self.bottom - value / max(scale, .leastNormalMagnitude) * (Self.bottom - Self.top)
  }

  private func text(_ text: String, _ style: String, _ x: Double, _ y: Double) -> String {
    "<text class=\"\(style)\" x=\"\(Self.written(x))\" y=\"\(Self.written(y))\">\(markedUp(text))</text>"
  }

  /// One decimal, which is a tenth of a point.
  private static func written(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
