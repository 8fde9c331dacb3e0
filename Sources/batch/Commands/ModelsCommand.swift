import ArgumentParser
import BatchAssembly
import BatchCore
import BatchSQLite
import Foundation

/// `batch models`.
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the provider's models: context, prices, what they can do.",
    discussion: """
      Needs no key and no queue. A list that a run asked for within a day is used again; where the \
      provider cannot be asked, an older one, or what this version knows, and it says so.

        batch models
        batch models haiku           those whose id holds haiku
        batch models "google flash"  both words
        batch models --json | jq -r '.models[] | select(.json == "schema").id'

      Exit status: 0; 64 a wrong option or address; 65 not our database; 66 nothing matches, or the \
      queue named with --database is missing; 74 disk.
      """)

  @Argument(help: "Words that the ids hold; all models without it.") var text: String?
  @Flag(help: "One JSON document on standard output.") var json = false
  @OptionGroup var queue: QueueOptions
  @OptionGroup var place: AddressOptions
  @OptionGroup var look: LookOptions

  func run() throws {
    Signals.ignoreDeaths()
    try reporting {
      let base = try place.address()
      let list = ModelList(
        base: base, key: nil, kept: try kept(ModelList.name(of: base)), now: Timestamp(Date()))
      if let warning = list.origin.warning {
        Terminal.talk(Painted(message: "warning: \(warning)"))
      }
      let models = try chosen(of: list.catalogue)
      let report = ModelsReport(models, origin: list.origin)
      if json {
        try Terminal.emit(json: report)
      } else {
        let columns = Terminal.showsToPerson ? Terminal.shownColumns : nil
        try Terminal.emit(ModelsText(report, columns: columns).lines(Terminal.showStyle))
      }
      return .done
    }
  }

  /// The list that the queue keeps; a queue that nobody named need not be there.
  private func kept(_ name: String) throws -> KeptDocument? {
    do throws(StoreFailure) {
      return try SQLiteQueueReader.open(path: queue.path).document(named: name)
    } catch .missing where queue.database == nil {
      return nil
    }
  }

  private func chosen(of catalogue: ModelCatalogue) throws -> [ModelCard] {
    let text = text ?? ""
    let models = catalogue.models(matching: text)
    guard models.isEmpty else { return models }
    let near = catalogue.idsNear(text)
    throw Complaint(
      "No model's id holds \(printable(text)). "
        + (near.isEmpty
          ? "All of them: batch models"
          : "Did you mean \(near.map { printable($0) }.joined(separator: ", "))?"),
      .missing)
  }
}
