extension CheckFacts {
  /// Less than this is little whatever the queue holds.
  private static let leastFree = 100_000_000

  /// Whether a run would find something to do.
  package var hasArticles: Bool {
    if case .open(let articles, _, _, _) = queue { return articles > 0 }
    return false
  }

  var queueFindings: [CheckFinding] {
    switch queue {
    case .absent(let isNamed):
      let next = NextSteps(database: place.path).enqueue
      return [
        isNamed
          ? .error(
            .queue, "There is no queue at \(place.path).",
            remedy: "Make it: \(next)", exit: 66)
          : .ok(.queue, "There is no queue yet at \(place.path): \(next) makes it.")
      ] + placeFindings
    case .unusable(let sentence, let exit): return [.error(.queue, sentence, exit: exit)]
    case .open(let articles, let version, let pauses, let passedOver):
      let told = CheckFinding.ok(
        .queue,
        "\(place.path): \(Wording.counted(articles, "article")), format \(version).")
      return [told]
        + pauses.map { .warning(.queue, "Paused: \($0.message)", remedy: $0.remedy) }
        + passedOver.filter { $0.isInForce(at: now) }.map {
          .warning(
            .model, "\($0.model) \($0.matter); \($0.consequence(next: nil)).", remedy: $0.remedy)
        }
        + placeFindings
    }
  }

  private var placeFindings: [CheckFinding] {
    guard place.isWritable else {
      return [
        .error(
          .queue, "The folder \(place.folder) cannot be written.",
          remedy: "Choose one that you may write to, with --database.", exit: 73)
      ]
    }
    guard let free = place.freeBytes else { return [] }
    // Where nobody knows better, answers take about as much as the articles that the file holds.
    let answers = forecast?.roles.reduce(0) { min($0, .max / 2) + min($1.answerBytes, .max / 2) }
    let wanted = max(answers ?? place.fileBytes, Self.leastFree)
    let queue = place.fileBytes > 0 ? ", for a queue of \(Wording.bytes(place.fileBytes))" : ""
    let growth =
      answers.map { $0 > 0 ? " and answers of about \(Wording.bytes($0))" : "" } ?? ""
    let sentence = "\(Wording.bytes(free)) are free in \(place.folder)\(queue)\(growth)"
    return [
      free < wanted
        ? .warning(
          .queue, "Only \(sentence): the answers may not find room.", remedy: "Make room.")
        : .ok(.queue, "\(sentence).")
    ]
  }
}
