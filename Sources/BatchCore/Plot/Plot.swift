import Foundation

/// A course drawn, for the page and the report.
package struct Plot: Sendable, Equatable {
  /// `rate`, `throttling`, `cost`, `latency` or `models`.
  package var name: String
  package var title: String
  /// The same in a sentence, for those who do not see it.
  package var summary: String
  /// A whole `svg` element: classes, no style and no script.
  package var svg: String

  /// Every plot that there is anything to draw of.
  package static func all(of course: Course, zone: TimeZone) -> [Plot] {
    guard !course.isEmpty else { return [] }
    return [
      rate(course, zone), throttling(course, zone), cost(course, zone), latency(course, zone),
      models(course, zone),
    ].compactMap { $0 }
  }

  /// What the classes of a drawing look like, by day, by night and on paper; lines differ by their
  /// dashes too.
  package static let style = """
    :root{--plot-ink:#3d4450;--plot-grid:#d5d9e0;--plot-1:#0b62c4;--plot-2:#b3261e;--plot-3:#2c7a37;\
    --plot-4:#8a5a00;--plot-5:#7a3fb0;--plot-6:#5b6472}
    @media (prefers-color-scheme:dark){:root{--plot-ink:#c3c9d4;--plot-grid:#3a404b;--plot-1:#6cb2ff;\
    --plot-2:#ff8a80;--plot-3:#7fd08a;--plot-4:#f0b95a;--plot-5:#cfa0ff;--plot-6:#a3adbb}}
    @media print{:root{--plot-ink:#222;--plot-grid:#ccc;--plot-1:#0b62c4;--plot-2:#b3261e;\
    --plot-3:#2c7a37;--plot-4:#8a5a00;--plot-5:#7a3fb0;--plot-6:#5b6472}}
    .plot{display:block;width:100%;height:auto;overflow:visible}
    .plot text{fill:var(--plot-ink);font:11px system-ui,sans-serif}
    @media (max-width:40rem){.plot text{font-size:17px}.plot :nth-child(even of .middle){display:none}}
    .plot .end{text-anchor:end}.plot .middle{text-anchor:middle}
    .plot .grid{stroke:var(--plot-grid);stroke-width:1;fill:none}
    .plot .line{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
    .plot .line-1{stroke:var(--plot-1)}.plot .line-2{stroke:var(--plot-2);stroke-dasharray:6 4}
    .plot .line-3{stroke:var(--plot-3);stroke-dasharray:2 4}
    .plot .line-4{stroke:var(--plot-4);stroke-dasharray:10 4}
    .plot .line-5{stroke:var(--plot-5);stroke-dasharray:8 4 2 4}
    .plot .line-6{stroke:var(--plot-6);stroke-dasharray:1 5}
    """
}

extension Plot {
  private static func rate(_ course: Course, _ zone: TimeZone) -> Plot {
    let done = course.perMinute { $0.sums.done }
    let minutes = Double(course.worked) / 60_000
    let mean = minutes > 0 ? Double(course.total.done) / minutes : 0
    let summary =
      "\(Wording.counted(course.total.done, "request")) done, \(Wording.grouped(course.total.failed)) "
      + "failed. While there was work \(Wording.rate(perMinute: mean)) were done, at most "
      + "\(Wording.rate(perMinute: done.max() ?? 0))."
    return drawn(
      "rate", "Requests a minute", summary, course, zone,
      [.init(name: "done", values: done)]
        + (course.total.failed == 0
          ? [] : [.init(name: "failed", values: course.perMinute { $0.sums.failed })]),
      label: figure)
  }

  /// nil: nobody asked to slow down.
  private static func throttling(_ course: Course, _ zone: TimeZone) -> Plot? {
    guard course.total.throttled > 0 else { return nil }
    let all = course.total.throttled + course.total.answered
    let share = course.total.throttled * 1_000 / max(all, 1)
    return drawn(
      "throttling", "Requests told to slow down, a minute",
      "\(Wording.grouped(course.total.throttled)) of \(Wording.counted(all, "request")) were told to "
        + "slow down, \(share / 10).\(share % 10) %. They cost nothing and count as no try.",
      course, zone, [.init(name: "throttled", values: course.perMinute { $0.sums.throttled })],
      label: figure)
  }

  /// nil: nothing has cost anything.
  private static func cost(_ course: Course, _ zone: TimeZone) -> Plot? {
    guard course.total.cost > .zero else { return nil }
    var sum = Money.zero
    let values: [Double?] = course.buckets.map { bucket in
      sum = sum + bucket.sums.cost
      return Double(sum.picodollars) / 1e12
    }
    let unknown = course.total.costUnknown
    return drawn(
      "cost", "Cost so far",
      "\(Wording.dollars(course.total.cost.dollars)) in all"
        + (unknown == 0
          ? "." : "; the cost of \(Wording.counted(unknown, "request")) is not known."),
      course, zone, [.init(name: "cost", values: values)],
      label: { "$" + figure($0) })
  }

  /// nil: nobody knows how long anything took.
  private static func latency(_ course: Course, _ zone: TimeZone) -> Plot? {
    guard let half = course.total.latency.percentile(0.5),
      let most = course.total.latency.percentile(0.95)
    else { return nil }
    func values(_ share: Double) -> [Double?] {
      course.buckets.map { bucket in
        bucket.sums.latency.percentile(share).map { Double($0) / 1_000 }
      }
    }
    return drawn(
      "latency", "Seconds until an answer was whole",
      "Half of the answers took \(Wording.span(milliseconds: half)) or less, 95 of 100 "
        + "\(Wording.span(milliseconds: most)) or less.",
      course, zone,
      [
        .init(name: "half (p50)", values: values(0.5)),
        .init(name: "95 % (p95)", values: values(0.95)),
      ],
      label: { figure($0) + " s" })
  }

  /// Lines of their own at most; the others are one together.
  private static let mostModels = 5

  /// nil: one model has done everything.
  private static func models(_ course: Course, _ zone: TimeZone) -> Plot? {
    let ranked = course.models.filter { $0.value.done > 0 }
      .sorted { ($1.value.done, $0.key) < ($0.value.done, $1.key) }.map(\.key)
    guard ranked.count > 1 else { return nil }
    let shown = ranked.count > mostModels + 1 ? Array(ranked.prefix(mostModels)) : ranked
    let rest = Set(ranked.dropFirst(shown.count))
    var lines = shown.map { model in
      PlotDrawing.Line(name: model, values: course.perMinute { $0.models[model] ?? 0 })
    }
    if !rest.isEmpty {
      let values = course.perMinute { bucket in
        bucket.models.reduce(0) { rest.contains($1.key) ? $0 + $1.value : $0 }
      }
      lines.append(.init(name: "\(rest.count) others", values: values))
    }
    let counts = shown.map { "\($0) \(Wording.grouped(course.models[$0]?.done ?? 0))" }
    return drawn(
      "models", "Requests done a minute, by model",
      "Done by \(counts.joined(separator: ", "))\(rest.isEmpty ? "" : " and others").", course,
      zone,
      lines, label: figure)
  }

  private static func drawn(
    _ name: String, _ title: String, _ summary: String, _ course: Course, _ zone: TimeZone,
    _ lines: [PlotDrawing.Line], label: @escaping (Double) -> String
  ) -> Plot {
    let drawing = PlotDrawing(
      name: name, title: title, summary: summary, course: course, lines: lines, zone: zone,
      label: label)
    return Plot(name: name, title: title, summary: summary, svg: drawing.svg)
  }

  /// `1,200`, `12`, `0.5`, `0.002`: as many places as there is anything to tell.
  private static func figure(_ value: Double) -> String {
    guard value < 10, value != value.rounded() else { return Wording.grouped(Int(value.rounded())) }
    return value.formatted(
      .number.precision(.significantDigits(1...2)).locale(Locale(identifier: "en_US_POSIX")))
  }
}

extension Course {
  /// A count of every part as a rate.
  fileprivate func perMinute(_ count: (Bucket) -> Int) -> [Double] {
    buckets.enumerated().map { index, bucket in
      Double(count(bucket)) * 60_000 / Double(elapsed(of: index))
    }
  }

  /// The time of the parts in which anything ended, in milliseconds.
  fileprivate var worked: Int64 {
    buckets.indices.reduce(0) { sum, index in
      let sums = buckets[index].sums
      return sums.answered + sums.throttled == 0 ? sum : sum + elapsed(of: index)
    }
  }
}
