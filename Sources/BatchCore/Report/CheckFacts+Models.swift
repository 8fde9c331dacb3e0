extension CheckFacts {
  /// A model that goes sooner than this is told.
  private static let soon: Duration = .seconds(30 * 86_400)

  struct Rung {
    var job: Job
    var model: String

    var output: OutputShape { job.output(of: model) }
  }

  /// Every rung of every job that was read.
  var ladders: [Rung] {
    jobs.flatMap { fact -> [Rung] in
      guard case .read(_, let read) = fact else { return [] }
      return read.job.ladder.map { Rung(job: read.job, model: $0) }
    }
  }

  var modelFindings: [CheckFinding] {
    switch models {
    case .fetched(let catalogue, let account):
      return ladders.flatMap { findings(of: $0, in: catalogue, account: account) }
        + moderation(catalogue)
    case .kept(let catalogue, let moment):
      let told = CheckFinding.warning(
        .model, "The model list is the one that this queue keeps, of \(moment.iso).",
        remedy: "Check again when the provider is reached.")
      return [told] + ladders.flatMap { findings(of: $0, in: catalogue, account: nil) }
        + moderation(catalogue)
    case .unknown:
      guard !ladders.isEmpty else { return [] }
      return [
        .warning(
          .model, "There is no model list, so the models were not checked.",
          remedy: "Check again when the provider is reached.")
      ]
    }
  }

  /// Of jobs whose every model is moderated: what is flagged has nowhere to go.
  private func moderation(_ catalogue: ModelCatalogue) -> [CheckFinding] {
    jobs.compactMap { fact in
      guard case .read(_, let read) = fact else { return nil }
      let ladder = read.job.ladder
      guard !ladder.isEmpty, catalogue.moderated(of: ladder).count == Set(ladder).count else {
        return nil
      }
      return .warning(
        .model,
        "\(read.job.role): every model of the ladder is moderated, so an article that is flagged "
          + "fails.", remedy: "Add one that is not: batch models shows which are.")
    }
  }

  private func findings(
    of rung: Rung, in catalogue: ModelCatalogue, account: Set<String>?
  ) -> [CheckFinding] {
    let name = "\(rung.job.role): \(rung.model)"
    guard let card = catalogue.card(of: rung.model) else {
      let near = catalogue.nearestIDs(to: rung.model)
      return [
        .error(
          .model, "\(name) does not exist.",
          remedy: near.isEmpty
            ? "All models: openrouter.ai/models."
            : "Did you mean \(near.joined(separator: ", "))?", exit: 78)
      ]
    }
    guard card.answersText || rung.output == .image else {
      return [
        .error(
          .model, "\(name) answers with no text.",
          remedy: "Take one that does: openrouter.ai/models.",
          exit: 78)
      ]
    }
    let warnings =
      [
        images(name, rung, card), withheld(name, rung, card, account), expiry(name, card),
        format(name, rung, card), room(name, rung, card), price(name, card),
      ].compactMap { $0 } + unsupported(name, rung, card)
    return [.ok(.model, "\(name): \(Self.description(card)).")] + warnings
  }

  /// A warning only: some make images that are listed without, and a refusal costs nothing.
  private func images(_ name: String, _ rung: Rung, _ card: ModelCard) -> CheckFinding? {
    guard rung.output == .image, !card.answersImages else { return nil }
    return .warning(
      .model, "\(name) makes no images, as far as its listing says.",
      remedy: "Those that do: openrouter.ai/models?output_modalities=image.")
  }

  private static func description(_ card: ModelCard) -> String {
    var parts = ["\(Wording.grouped(card.contextLength)) tokens of context"]
    if let longest = card.maxCompletionTokens {
      parts.append("answers up to \(Wording.grouped(longest))")
    }
    if let prompt = card.promptPrice, let completion = card.completionPrice {
      parts.append(
        "\(perMillion(prompt)) in and \(perMillion(completion)) out a million tokens")
    }
    if card.isModerated { parts.append("moderated") }
    return parts.joined(separator: ", ")
  }

  private static func perMillion(_ price: Money) -> String {
    Wording.dollars(price.dollars * 1_000_000)
  }

  /// That list holds only models that answer with text.
  private func withheld(
    _ name: String, _ rung: Rung, _ card: ModelCard, _ account: Set<String>?
  ) -> CheckFinding? {
    guard let account, card.answersText, !account.contains(rung.model),
      !account.contains(ModelID.withoutVariant(rung.model))
    else { return nil }
    return .warning(
      .model, "\(name) is not among the models that this account may use.",
      remedy: "Look at openrouter.ai/settings/privacy.")
  }

  private func expiry(_ name: String, _ card: ModelCard) -> CheckFinding? {
    guard let day = card.expiresOn, day <= (now + Self.soon).iso.prefix(10) else { return nil }
    return .warning(
      .model, "\(name) may be gone after \(day).", remedy: "Have another one on the ladder.")
  }

  private func format(_ name: String, _ rung: Rung, _ card: ModelCard) -> CheckFinding? {
    guard case .json = rung.output, card.strongestFormat != .jsonSchema else { return nil }
    return card.strongestFormat == .jsonObject
      ? .warning(
        .model, "\(name) takes JSON mode, but no schema: the shape is asked for in the prompt.",
        remedy: "Answers of another shape are asked for again.")
      : .warning(
        .model, "\(name) takes no response_format: JSON is asked for in the prompt only.",
        remedy: "More of its answers will be no JSON and go to the next model.")
  }

  private func room(_ name: String, _ rung: Rung, _ card: ModelCard) -> CheckFinding? {
    guard case .fixed(let wanted) = rung.job.request.maxTokens else { return nil }
    let longest = min(card.maxCompletionTokens ?? .max, card.contextLength)
    guard wanted > longest else { return nil }
    return .warning(
      .model,
      "\(name) answers with at most \(Wording.grouped(longest)) tokens, not \(Wording.grouped(wanted)).",
      remedy: "maxTokens: auto fits each article and model.")
  }

  private func price(_ name: String, _ card: ModelCard) -> CheckFinding? {
    guard card.promptPrice == nil || card.completionPrice == nil else { return nil }
    return .warning(
      .model, "\(name) has no fixed price: what a job costs is known only afterwards.")
  }

  private func unsupported(_ name: String, _ rung: Rung, _ card: ModelCard) -> [CheckFinding] {
    guard let known = card.supportedParameters else { return [] }
    var findings: [CheckFinding] = []
    if rung.job.request.temperature != nil, !known.contains("temperature") {
      findings.append(.warning(.model, "\(name) takes no temperature; it is not sent there."))
    }
    guard let effort = rung.job.request.reasoning else { return findings }
    if effort == "none", card.reasoning?.isMandatory == true {
      findings.append(
        .warning(.model, "\(name) always reasons, which is paid for; none cannot be asked of it."))
    } else if effort != "none", !known.contains("reasoning") {
      findings.append(.warning(.model, "\(name) does not reason; the effort is not sent there."))
    }
    return findings
  }
}
