extension StoreFailure {
  /// What happened and what to do, in one or two sentences for the terminal.
  package var sentence: String {
    switch self {
    case .missing(let path):
      "There is no queue at \(path). Make one with: batch enqueue articles.jsonl\(Self.option(path))"
    case .notOurs(let path):
      "\(path) is not a queue of batch. Name another file with --database."
    case .newer(let path, let version):
      "\(path) was made by a newer batch (format \(version)). Use that version; nothing was changed."
    case .cannotCreate(let path, let reason):
      "\(path) cannot be created: \(reason). Choose a folder that you may write to, or another name."
    case .busy(let path, let holder, let isRun):
      isRun
        ? "\(path) is in use by \(holder). Wait for it to end or stop it with Ctrl-C, then try again."
        : "\(path) is in use by \(holder). Try again when it is done."
    case .full(let path):
      "The disk that holds \(path) is full. Make room; nothing that was received is lost."
    case .inputOutput(let path, let reason):
      "\(path) could not be read or written: \(reason)."
    case .unsuitable(let path, let reason):
      "\(path) cannot hold a queue: \(reason)."
    case .corrupt(let path, let reason):
      "\(path) is damaged: \(reason). Check it with: batch verify\(Self.option(path))"
    case .unknownArticle(let id, let nearest):
      "There is no article \"\(id)\"."
        + (nearest.isEmpty ? "" : " Did you mean \(nearest.joined(separator: ", "))?")
    case .refusedReview(.otherResult, let article):
      "The result of \(article) that was looked at is no longer there; nothing was changed. "
        + "Look at the one it has now."
    case .refusedReview(.beingMade, let article):
      "The result of \(article) is being made anew already; nothing was changed."
    case .refusedReview(.notSentBack, let article):
      "\(article) waits for no new result any more; nothing was changed."
    case .refusedReview(.beingAsked, let article):
      "\(article) is being asked for already; its old result is kept until the new one is stored."
    }
  }

  /// How a command names the queue; the default one needs no name.
  private static func option(_ path: String) -> String {
    path == "batch.sqlite" ? "" : " --database \(shellQuoted(path))"
  }
}
