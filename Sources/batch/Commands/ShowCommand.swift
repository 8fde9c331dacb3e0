import ArgumentParser
import BatchCore
import Foundation

/// `batch show`.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show all that happened to one article: attempts, cost, before and after.",
    discussion: """
        batch show blog/2015-05-15-hello
        batch show 1734 --json

      Exit status: 0; 65 not our database; 66 no database, or no such article; 74 disk.
      """)

  @Argument(help: "The article's id.") var article: String
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      let history = try QueueFile.reader(queue).history(article: article)
      if json {
        try Terminal.emit(ArticleReport(history).bytes + [0x0A])
      } else {
        try Terminal.emit(
          ArticleText(history, database: queue.path, now: Timestamp(Date())).lines)
      }
      return .done
    }
  }
}
