import ArgumentParser
import BatchCore
import Glibc

/// `batch enqueue`.
struct Enqueue: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Queue articles.",
    discussion: """
      An article is a JSON object with an id, a title and a body; its other members are kept and \
      exported again. A file holds one a line (JSON Lines) or is one JSON array; either may be \
      compressed with gzip. Enqueuing the same file again changes nothing.

        batch enqueue articles.jsonl
        zcat old.jsonl.gz | batch enqueue -
        wp post list --format=json --fields=ID,post_title,post_content > posts.json
        batch enqueue posts.json \\
          --id-field ID --title-field post_title --body-field post_content

      Exit status: 0 all articles are queued; 65 some lines were rejected or conflicting (the good \
      ones are queued), an input was damaged, or there were no articles in it; 66 an input cannot \
      be read (nothing is queued); 73 a file cannot be created; 74 reading or writing failed; 130 \
      interrupted: the same command goes on.
      """)

  @Argument(help: "Files to read; - is standard input.") var files: [String]
  @OptionGroup var fields: FieldOptions
  @Flag(help: "Replace articles whose content has changed; their work is done again.")
  var update = false
  @Option(help: ArgumentHelp("Keep rejected and conflicting lines here.", valueName: "file"))
  var rejects: String?
  @Flag(help: "One JSON document on standard output.") var json = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name the files to read; - is standard input.") }
    if files.count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Standard input (-) can be read only once.")
    }
    guard let rejects else { return }
    if rejects == "-" || rejects.isEmpty {
      throw ValidationError("--rejects takes the name of a file.")
    }
    if let same = files.first(where: { EnqueueWork.isSameFile($0, rejects) }) {
      throw ValidationError("\(printable(same)) is read here; name another file for --rejects.")
    }
  }

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let work = EnqueueWork(
        files: files, fields: fields.names, update: update, rejects: rejects, json: json,
        database: queue.path, namedDatabase: queue.database)
      let stop = AbortFlag()
      let signals = Signals([SIGINT, SIGTERM]) { stop.raise() }
      defer { signals.cancel() }
      let status = try work.run(stop: stop) { path throws(StoreFailure) in
        try SharedIntake(path: path, stop: stop)
      }
      return ExitStatus(rawValue: status) ?? .internalFault
    }
  }
}
