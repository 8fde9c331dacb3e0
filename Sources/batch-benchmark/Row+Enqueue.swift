extension Row {
  /// Articles into the queue, beside the same rows into a plain table.
  static func enqueue(_ name: String, count: Int, bytes: Int) -> Row {
    Row(
      name: name,
      method: "batch enqueue of \(count) articles with bodies of \(bytes) bytes into a new queue, "
        + "from start to end of the program, beside sqlite3 .import of the same rows into a table "
        + "(id unique, title, body); rates are of the median round, the share is the median of "
        + "the rounds' shares.",
      seconds: 0
    ) { effort in
      let count = effort.articles(count)
      let batch = try BuiltProgram()
      let sqlite = try Tool.sqlite3.path()
      try Corpus(count: count, bytes: bytes).write(
        lines: batch.scratch.file("articles.jsonl"), table: batch.scratch.file("articles.tsv"))
      var rounds: [(own: Child.Usage, floor: Child.Usage)] = []
      for _ in 0..<effort.rounds {
        batch.scratch.remove("import.sqlite")
        let floor = try Child.run(
          sqlite,
          [
            "import.sqlite", "-cmd", table, "-cmd", ".mode tabs", ".import articles.tsv article",
          ], in: batch.scratch.path)
        batch.scratch.remove("batch.sqlite", "batch.sqlite-wal", "batch.sqlite-shm")
        rounds.append((try batch.run("enqueue", "articles.jsonl"), floor))
      }
      let rate = Effort.median(rounds.map { Double(count) / $0.own.seconds })
      return [
        Figure(name: "enqueued", value: rate.rounded(), unit: "a second"),
        Figure(
          name: "imported by sqlite3",
          value: Effort.median(rounds.map { Double(count) / $0.floor.seconds }).rounded(),
          unit: "a second"),
        Figure(
          name: "of its rate",
          value: 100 * Effort.median(rounds.map { $0.floor.seconds / $0.own.seconds }), unit: "%",
          goal: .atLeast(50)),
        Figure(
          name: "of processor time an article",
          value: Effort.median(rounds.map { $0.own.processorSeconds * 1e6 / Double(count) }),
          unit: "µs"),
        Figure(
          name: "of memory at most", value: rounds.map(\.own.peakMegabytes).max() ?? 0,
          unit: "MB", goal: .atMost(64)),
      ]
    }
  }

  private static let table =
    "CREATE TABLE article(id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL) STRICT"
}
