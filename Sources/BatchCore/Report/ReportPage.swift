import Foundation

/// `batch report`: one HTML document that needs nothing beside it, loads nothing and runs nothing.
package struct ReportPage {
  package var overview: WorkOverview
  package var now: Timestamp
  package var zone: TimeZone

  package init(_ overview: WorkOverview, now: Timestamp, zone: TimeZone = .current) {
    self.overview = overview
    self.now = now
    self.zone = zone
  }

  package var bytes: [UInt8] { Array(document.utf8) }

  private var document: String {
    let sections = [head, roles, pauses, plots, models, failures, extremes].joined()
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(markedUp(title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <main>
      \(sections)</main>
      </body>
      </html>

      """
  }

  private var title: String { "Report on \(overview.status.database)" }

  /// Nothing is loaded and nothing runs; the one style sheet is known by its hash.
  private static let policy =
    "default-src 'none'; style-src \(SelfContainedPage.hash(style)); base-uri 'none'; "
    + "form-action 'none'"

  private var head: String {
    let status = overview.status
    let made = "\(moment(now)), batch \(ProductVersion.number)"
    var facts = ["\(Wording.counted(status.articles, "article")) in the queue."]
    if !overview.course.isEmpty {
      facts.append(
        "Worked on from \(moment(overview.course.start)) to \(moment(overview.course.end)).")
    }
    facts.append(bill)
    if let run = status.run {
      facts.append(
        "A run was at work when this was written, \(Wording.counted(run.inFlight, "request")) in flight."
      )
    }
    return "<h1>\(markedUp(title))</h1>\n<p class=\"note\">\(markedUp(made))</p>\n"
      + facts.map { "<p>\(markedUp($0))</p>\n" }.joined()
  }

  /// Of the roles that are told.
  private var bill: String {
    let roles = overview.status.roles
    let spent = roles.map(\.costUSD).reduce(0, +)
    let unknown = roles.map(\.costUnknown).reduce(0, +)
    let open = roles.filter { $0.ready + $0.claimed > 0 }
    let projected = roles.compactMap(\.projectedCostUSD)
    var bill = "Cost so far: \(Wording.dollars(spent))"
    if !open.isEmpty, projected.count == roles.count {
      bill += ", about \(Wording.dollars(projected.reduce(0, +))) when all is done"
    }
    if unknown > 0 {
      bill += "; the cost of \(Wording.counted(unknown, "request")) is not known"
    }
    return bill + "."
  }

  private var roles: String {
    let roles = overview.status.roles
    guard !roles.isEmpty else { return section("Roles", "<p>No role was run yet.</p>\n") }
    var table = ReportTable("What was done, by role", [""] + roles.map(\.role))
    func add(_ name: String, always: Bool = true, _ count: (StatusReport.Role) -> Int) {
      guard always || roles.contains(where: { count($0) > 0 }) else { return }
      table.add([.text(name)] + roles.map { .figure(Wording.grouped(count($0))) })
    }
    add("Done", \.done)
    add("Failed", \.failed)
    add("To do") { $0.ready + $0.claimed }
    add("Cancelled", always: false, \.cancelled)
    add("Accepted by a reviewer", always: false, \.accepted)
    add("Rejected by a reviewer", always: false, \.rejected)
    add("Made with an earlier prompt", always: false, \.stale)
    add("Requests", \.attempts)
    add("Told to slow down", \.throttled)
    add("Tokens in", \.tokens.prompt)
    add("Tokens out", \.tokens.completion)
    table.add(
      [.text("Cost")] + roles.map { .figure(Self.cost($0.costUSD, unknown: $0.costUnknown)) })
    return section("Roles", table.html)
  }

  private static func cost(_ dollars: Decimal, unknown: Int) -> String {
    Wording.dollars(dollars) + (unknown == 0 ? "" : ", \(Wording.grouped(unknown)) unknown")
  }

  private var pauses: String {
    guard !overview.status.pauses.isEmpty else { return "" }
    let items = overview.status.pauses.map { pause in
      "<li><strong>\(ReportTable.isolated(pause.scopeInWords))</strong>: \(ReportTable.isolated(pause.message))<br>"
        + "\(ReportTable.isolated(pause.remedy))</li>\n"
    }
    return section("Paused", "<ul>\n\(items.joined())</ul>\n")
  }

  private var plots: String {
    let plots = Plot.all(of: overview.course, zone: zone)
    guard !plots.isEmpty else { return "" }
    let figures = plots.map { plot in
      "<figure>\n<h3>\(markedUp(plot.title))</h3>\n\(plot.svg)\n"
        + "<figcaption>\(markedUp(plot.summary))</figcaption>\n</figure>\n"
    }
    let note =
      overview.pruned == 0
      ? ""
      : "<p class=\"note\">\(Wording.counted(overview.pruned, "request")) were pruned from the "
        + "ledger: they count in every sum, and are in no plot.</p>\n"
    return section(
      "How it went",
      "<p class=\"note\">Times are those of \(markedUp(zone.identifier)).</p>\n"
        + figures.joined() + note)
  }

  func section(_ title: String, _ content: String) -> String {
    "<section>\n<h2>\(markedUp(title))</h2>\n\(content)</section>\n"
  }

  /// `21 November 2026, 03:10`.
  private func moment(_ moment: Timestamp) -> String {
    var style = Date.FormatStyle(locale: Locale(identifier: "en_GB"), timeZone: zone)
    style = style.day().month(.wide).year().hour(.twoDigits(amPM: .omitted)).minute(.twoDigits)
    return moment.date.formatted(style)
  }
}
