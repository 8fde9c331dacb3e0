import ArgumentParser
import BatchCore
import Foundation

/// `batch export`.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write finished work in input order: JSON Lines, a table, or one file an article.",
    discussion: """
        batch export --role rewrite -o rewritten.jsonl
        batch export --role rewrite | jq -r .output.title
        batch export --role rewrite --format csv -o rewritten.csv
        batch export --role rewrite --format markdown -o articles
        batch export --role rewrite --accepted -o reviewed.jsonl
        batch export --role rewrite --status failed

      jsonl: one line an article: id, role, status, output, model, attempts, costUSD, finishedAt, \
      and the input line's other fields under "article".

      csv: the same columns, then one for each field of the outputs. A text that a spreadsheet \
      would take for a formula gets an apostrophe before it.

      markdown: one file an article, named after its id, with YAML front matter; files of other \
      names in the folder are left alone.

      Images are files: with -o out/blog.jsonl each is put into out/blog-images, one file an \
      article, and its line names it. A table and Markdown name it too, the latter in the same \
      folder. Images of the same name are replaced, also those in another format.

      What a reviewer has rejected is left out, unless --status all asks for everything; --accepted \
      leaves out all that nobody has accepted. A result that was judged says so ("verdict").

      A run may be at work meanwhile; the same queue gives the same bytes.

      Exit status: 0; 66 no database, or the role was never run; 73 the output cannot be created; \
      74 disk; 130 interrupted.
      """)

  @Option(help: "Whose work.") var role: String
  @Option(help: ArgumentHelp("How it is written.", valueName: "jsonl|csv|markdown"))
  var format: ExportFormat = .jsonl
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write, beside and then renamed (default: standard output); for markdown the "
        + "folder.", valueName: "path"))
  var output: String?
  @Option(help: ArgumentHelp("Which tasks: done, failed or all.", valueName: "done|failed|all"))
  var status: ExportFilter = .done
  @Flag(help: "Only results that a reviewer has accepted.") var accepted = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions

  func validate() throws {
    if let output, output.isEmpty {
      throw ValidationError("-o takes the name of a file or folder.")
    }
    if accepted, status == .failed {
      throw ValidationError(
        "What failed has no result that could be accepted. Take --accepted or --status failed, "
          + "not both.")
    }
    if format == .markdown, output == nil {
      throw ValidationError("Markdown is one file an article: name the folder for them with -o.")
    }
  }

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let reader = try QueueFile.reader(queue)
      let now = Timestamp(Date())
      let roles = try StatusReport(of: reader, database: queue.path, now: now).roles
      guard let tasks = roles.first(where: { $0.role == role }) else {
        throw neverRun(roles.map(\.role))
      }
      return try ExportWork(
        reader: reader, role: role, filter: accepted ? .accepted : status, format: format,
        output: output, tasks: tasks
      ).run()
    }
  }

  private func neverRun(_ known: [String]) -> Complaint {
    let near = nearest(role, in: known).map { " Did you mean \($0)?" } ?? ""
    return Complaint(
      "The role \(printable(role)) was never run here.\(near) Start it: "
        + NextSteps(database: queue.path).run(printable(role)),
      .missing)
  }
}

extension ExportFilter: ExpressibleByArgument {
  /// One of them is a flag of its own.
  private static let statuses: [ExportFilter] = [.done, .failed, .all]

  package init?(argument: String) {
    guard let filter = Self.statuses.first(where: { $0.rawValue == argument }) else { return nil }
    self = filter
  }

  package static var allValueStrings: [String] { statuses.map(\.rawValue) }
}
extension ExportFormat: ExpressibleByArgument {}
