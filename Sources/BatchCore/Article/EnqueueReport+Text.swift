extension EnqueueReport {
  /// The report for a person, without a line feed at its end.
  ///
  /// - Parameter database: the queue's path, where the next command has to name it.
  package func text(database: String? = nil) -> String {
    ([summary] + notes + [next(database)].compactMap(\.self)).map { printable($0) }
      .joined(separator: "\n")
  }

  private var summary: String {
    let parts = [
      (queued, "queued"), (unchanged, "unchanged"), (updated, "updated"),
      (conflicting, "conflicting"), (rejected, "rejected"), (blank, "blank"),
    ]
    let sum = parts.filter { $0.0 > 0 }.map { "\(Wording.grouped($0.0)) \($0.1)" }
    let noun = elements == 0 ? "line" : "record"
    let total = "\(Wording.counted(read, noun)) read"
    return sum.isEmpty ? "\(total)." : "\(total): \(sum.joined(separator: ", "))."
  }

  private var notes: [String] {
    var notes = empty.map { "\($0) holds no articles." }
    notes += unread.map { "\($0.source) was not read to its end." }
    if hidden > 0 { notes.append("\(Wording.counted(hidden, "more mistake")) not shown.") }
    let refused = rejected + conflicting - tooLong
    if let rejects, refused > 0 {
      let (are, them) = refused == 1 ? ("It is", "it") : ("They are", "them")
      let command = "batch enqueue \(shellQuoted(rejects))"
      notes.append("\(are) kept in \(rejects): repair \(them), then: \(command)")
    } else if refused > 0 {
      notes.append("--rejects FILE keeps the rejected and conflicting lines for repair.")
    }
    if untitled > 0 {
      let have = untitled == 1 ? "has" : "have"
      notes.append(
        "\(Wording.counted(untitled, "article")) \(have) no title; --title-field NAME names its member."
      )
    }
    return notes
  }

  private func next(_ database: String?) -> String? {
    switch ending {
    case .stopped: "Stopped. The same command goes on where it was."
    case .storeFailed: "Stopped: the queue could not be written. The same command goes on."
    case .rejectsFailed(let path, let reason): "\(path) could not be written: \(reason)."
    case .finished where held > 0:
      run.map { "Run \($0) is at work and takes them up." }
        ?? "Next: batch run --role rewrite"
        + (database.map { " --database \(shellQuoted($0))" } ?? "")
    case .finished: nil
    }
  }
}
