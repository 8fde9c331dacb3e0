extension Row {
  /// What a sync costs where the queue lies: no durable answer is faster.
  static let disk = Row(
    name: "disk",
    method: "A page of 4,096 bytes appended to a file in the temporary folder and synced "
      + "(fdatasync), again and again: below every durable figure.",
    seconds: 2
  ) { effort in
    let scratch = try Scratch()
    let spans = try DiskFloor.syncs(in: scratch.file("pages"), seconds: effort.seconds).sorted()
    return [
      Figure(name: "a sync, the median", value: Effort.median(spans) * 1e6, unit: "µs"),
      Figure(
        name: "of 100 syncs, all but the slowest", value: spans[spans.count * 99 / 100] * 1e6,
        unit: "µs"),
      Figure(
        name: "syncs", value: (Double(spans.count) / spans.reduce(0, +)).rounded(),
        unit: "a second"),
    ]
  }

  /// What a finished queue takes on disk.
  static let texts = Row(
    name: "texts",
    method: "A queue of 20,000 articles of 9,000 bytes, all rewritten in answers of as much: the "
      + "database beside the titles, bodies and answers that it keeps; "
      + "and its export, beside a plain write and sync of as many bytes.",
    seconds: 0
  ) { effort in
    let answer = try FixedAnswer.completion(bytes: 9000)
    let server = try LatencyServer(answer: answer)
    defer { server.stop() }
    let batch = try BuiltProgram(baseURL: server.baseURL)
    let count = effort.articles(20_000)
    try batch.enqueue(Corpus(count: count, bytes: 9000))
    try batch.work(count)
    try batch.run("status")
    let exported = try export(batch, rounds: effort.rounds, status: "done", goal: .atLeast(50))
    // Title, body and answer: each line of the export holds the last of these.
    let kept = Double(count * 9000 * 2)
    let size = Double(batch.scratch.size(of: "batch.sqlite"))
    return [
      Figure(
        name: "times the text kept", value: size / kept, unit: "", goal: .atMost(1.5))
    ] + exported
  }
}
