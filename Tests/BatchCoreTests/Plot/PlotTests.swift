import BatchCore
import Foundation
import Testing

struct PlotTests {
  private func course(models: [String] = ["a/b"], minutes: Int64 = 90) -> Course {
    var course = Course()
    for minute in 0..<minutes {
      for (index, model) in models.enumerated() where Int(minute) % (index + 1) == 0 {
        course.add(CourseTests.point(minute * 60_000, model: model, cost: 2_000_000_000))
      }
      course.add(
        CourseTests.point(minute * 60_000 + 1, outcome: "throttled", isThrottle: true, cost: 0))
    }
    return course
  }

  private func wellFormed(_ svg: String) -> Bool { XMLCheck.isWellFormed(svg) }

  @Test func `each plot is a whole drawing with a title and a sentence`() {
    let plots = Plot.all(of: course(models: ["a/b", "c/d"]), zone: .gmt)
    #expect(plots.map(\.name) == ["rate", "throttling", "cost", "latency", "models"])
    for plot in plots {
      #expect(wellFormed(plot.svg), "\(plot.svg)")
      #expect(plot.svg.contains("<title id=\"plot-\(plot.name)-title\">\(plot.title)</title>"))
      #expect(plot.summary.hasSuffix("."))
      for word in ["style", "script", "onload", "href", "nan", "inf"] {
        #expect(!plot.svg.lowercased().contains(word), "\(word)")
      }
      #expect(plot.svg.utf8.count < 20_000)
    }
    #expect(plots[0].summary.hasPrefix("135 requests done, 0 failed."), "\(plots[0].summary)")
    #expect(plots[1].summary.contains("90 of 225 requests were told to slow down, 40.0 %"))
    #expect(plots[2].summary == "$0.27 in all.")
    #expect(plots[4].summary == "Done by a/b 90, c/d 45.")
  }

  @Test func `nothing is drawn of what never was`() {
    #expect(Plot.all(of: Course(), zone: .gmt).isEmpty)
    var course = Course()
    course.add(CourseTests.point(0, took: 0, cost: 0))
    let plots = Plot.all(of: course, zone: .gmt)
    #expect(plots.map(\.name) == ["rate"] && plots.allSatisfy { wellFormed($0.svg) })
  }

  @Test func `many models are the first five and the others`() {
    let models = (1...9).map { "m/\($0)" }
    let plot = Plot.all(of: course(models: models), zone: .gmt).last
    #expect(plot?.svg.contains(">4 others<") == true)
    #expect(plot?.svg.contains("line-6") == true && plot?.svg.contains("line-7") == false)
  }

  @Test func `a model's name cannot leave the drawing`() {
    let name = "<script>alert(1)</script>\"'&\u{202E}\u{1B}[31m"
    let plots = Plot.all(of: course(models: ["a/b", name]), zone: .gmt)
    for plot in plots {
      #expect(wellFormed(plot.svg) && !plot.svg.contains("<script"))
      #expect(!plot.svg.contains("\u{202E}") && !plot.svg.contains("\u{1B}"))
    }
  }

  @Test(
    arguments: [
      ("GMT", 90, "23:00"), ("Asia/Kolkata", 90, "04:30"), ("GMT", 60 * 30, "15 Nov"),
      ("GMT", 60 * 24 * 12, "21 Nov"), ("GMT", 2, "22:14:00"),
    ] as [(String, Int64, String)])
  func `moments are round where the reader lives`(
    _ zone: String, _ minutes: Int64, _ label: String
  ) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let svg = Plot.all(of: course(minutes: minutes), zone: zone)[0].svg
    #expect(svg.contains(">\(label)<"), "\(svg)")
    let labels = svg.matches(of: /class="axis middle"/).count
    #expect((1...8).contains(labels), "\(labels)")
  }

  @Test func `every class that is drawn has its look`() {
    for name in ["grid", "line", "end", "middle"] + (1...6).map({ "line-\($0)" }) {
      #expect(Plot.style.contains(".\(name){"))
    }
  }
}

/// Tags that are closed in order, quoted attributes, and no bare `&` or `<`.
enum XMLCheck {
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard isText(rest[..<start]), let end = rest[start...].firstIndex(of: ">") else {
        return false
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
        continue
      }
      guard tag.wholeMatch(of: #/[a-z]+(?: [a-zA-Z:-]+="[^"<>]*")*/?/#) != nil else { return false }
      if !tag.hasSuffix("/") { open.append(tag.prefix { $0 != " " }) }
    }
    return open.isEmpty && isText(rest)
  }

  private static func isText(_ text: Substring) -> Bool {
    !text.contains(">")
      && text.ranges(of: "&").count == text.matches(of: /&(?:amp|lt|gt|quot|#39);/).count
  }
}
