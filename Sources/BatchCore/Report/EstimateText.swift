/// `batch estimate`: what is left to do and what it is likely to take, for people.
package struct EstimateText {
  private let report: EstimateReport

  package init(_ report: EstimateReport) { self.report = report }

  package func lines(_ style: Style = .plain) -> [String] {
    let forecast = report.forecast
    let roles = forecast.roles.flatMap { lines(of: $0) }
    let total =
      forecast.roles.count > 1
      ? ["", Painted("All: \(Wording.counted(forecast.tasks, "task")), \(cost), \(time).")] : []
    return (roles + total + [""] + ending).map { $0.text(style) }
  }

  private func lines(of role: RoleForecast) -> [Painted] {
    let head = "\(role.role)  \(Wording.counted(role.articles, "article")) to do, \(role.model)"
    guard role.articles > 0 else { return [Painted(head)] }
    let sections =
      role.cutArticles > 0
      ? "about \(Wording.grouped(role.cutArticles)) of them in sections, " : ""
    let attempts = Wording.grouped(role.attempts)
    let requests =
      "\(sections)\(role.attempts == role.sums.requests ? "" : "about ")\(attempts) "
      + (role.attempts == 1 ? "request" : "requests")
    return [
      Painted(head),
      Painted(
        "  \(requests), \(Self.about(role.sums.promptTokens)) tokens in, "
          + "\(Self.about(role.sums.completionTokens)) out"),
      price(of: role),
      Painted("  " + time(of: role)),
      Painted("  " + source(of: role), .quiet),
    ] + start(of: role) + tooLong(role)
  }

  private func start(of role: RoleForecast) -> [Painted] {
    guard let moved = role.moved else { return [] }
    return [
      Painted(
        "  new articles start with \(role.model), as \(moved.model) \(moved.matter)", .held)
    ]
  }

  private func tooLong(_ role: RoleForecast) -> [Painted] {
    guard role.tooLongArticles > 0 else { return [] }
    return [
      Painted(
        "  about \(Wording.grouped(role.tooLongArticles)) are too long for every model of the "
          + "ladder, and fail unsent", .held)
    ]
  }

  private func price(of role: RoleForecast) -> Painted {
    guard let cost = role.sums.cost else {
      let models = role.unpricedModels.joined(separator: ", ")
      return Painted(
        "  What \(models) costs is not known: its price varies, or the model list does not have it.",
        .held)
    }
    let more = role.overheadPercent - 100
    let overhead =
      role.learnedFrom > 0 && more > 0 ? ", with \(more) % for more tries and other models" : ""
    let batches =
      role.batched > 0
      ? "; \(Wording.counted(role.batched, "request")) in batches at half the price" : ""
    return Painted("  about \(Wording.dollars(cost.dollars))\(overhead)\(batches)")
  }

  private func time(of role: RoleForecast) -> String {
    let batches = role.batched > 0 ? "batches come back within a day" : nil
    guard let seconds = report.forecast.seconds(role) else {
      return batches.map { "\($0); how long the rest takes is not known before the first answers" }
        ?? "how long it takes is not known before the first answers"
    }
    let span =
      "about \(Wording.span(seconds: seconds)) with \(report.forecast.concurrency) in flight"
    guard let batches else { return span }
    return seconds > 0 ? "\(batches); the rest takes \(span)" : batches
  }

  private func source(of role: RoleForecast) -> String {
    role.learnedFrom > 0
      ? "corrected by \(Wording.counted(role.learnedFrom, "answer")) so far"
      : "from the length of the texts; the first answers make it more certain"
  }

  private var cost: String {
    report.forecast.sums.cost.map { "about \(Wording.dollars($0.dollars))" } ?? "cost not known"
  }

  private var time: String {
    report.forecast.seconds.map { "about \(Wording.span(seconds: $0))" } ?? "time not known yet"
  }

  /// What is there to pay with.
  private var ending: [Painted] {
    var ending: [Painted] = []
    if report.spent > .zero, let all = report.costOfAll {
      ending.append(
        Painted(
          "The queue has cost \(Wording.dollars(report.spent.dollars)) so far, about "
            + "\(Wording.dollars(all.dollars)) with this."))
    }
    for allowance in report.allowances {
      let isShort = allowance.covers(report.forecast) == false
      let remedy = isShort ? " \(allowance.remedy)" : ""
      ending.append(
        Painted(allowance.sentence(report.forecast), isShort ? .held : .good) + Painted(remedy))
    }
    if !report.allowances.contains(where: { $0.source == .account }) {
      ending.append(
        Painted(
          "What the account holds is not known: it stands at openrouter.ai/settings/credits, and "
            + "a key in OPENROUTER_MANAGEMENT_KEY shows it here."))
    }
    return ending
  }

  /// To three digits: `12,100,000`.
  private static func about(_ number: Int) -> String {
    var unit = 1
    while number / unit >= 1000 { unit *= 10 }
    let rounded = unit == 1 ? number : (number / unit + (number % unit * 2 >= unit ? 1 : 0)) * unit
    return unit == 1 ? Wording.grouped(rounded) : "about \(Wording.grouped(rounded))"
  }
}
