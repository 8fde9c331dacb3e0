import ArgumentParser
import BatchControl
import BatchCore
import Confinement
import Foundation

/// `batch dashboard`.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "Watch, steer and review in a browser: a page on this machine.",
    discussion: """
      Progress and plots, pauses with their remedy, failures with the way back, every article and \
      its history, and a review of what was written, before and after side by side. Beside a run \
      or without one; until Ctrl-C.

        batch dashboard
        batch dashboard --port 8080

      The page is on 127.0.0.1 alone, behind an address that nobody can guess: whoever has it may \
      do what the page does. From another machine: ssh -L 8080:127.0.0.1:8080 HOST, with --port 8080.

      Exit status: 0; 65 not our database, or a newer one; 66 no database; 73 the port is taken.
      """)

  @Option(help: ArgumentHelp("The page's port (default: one that is free).", valueName: "n"))
  var port: UInt16 = 0
  @OptionGroup var queue: QueueOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output: the page's address.") var json = false

  func run() throws {
    try reporting {
      _ = try QueueFile.reader(queue)
      let ended = Rest<Void>()
      let signals = Signals([SIGINT, SIGTERM]) { ended.wake(()) }
      defer { signals.cancel() }
      let (feed, courses) = (EventFeed(), CourseKeeper())
      let server = try start(
        Dashboard(path: queue.path, jobs: JobShelf(jobs), courses: courses), feed)
      defer { server.stop() }
      let watch = DashboardWatch(path: queue.path, feed: feed, courses: courses)
      watch.start()
      try tell(server.url)
      withExtendedLifetime(watch) { ended.wait() }
      return .done
    }
  }

  private func start(_ dashboard: Dashboard, _ feed: EventFeed) throws -> DashboardServer {
    do {
      return try DashboardServer.start(
        port: port, token: Self.token(), page: .carried, source: dashboard, feed: feed)
    } catch {
      throw Complaint(
        "the page cannot be shown on port \(port): it is taken, or may not be used. Choose another "
          + "with --port, or leave it out for one that is free.", .cannotCreate)
    }
  }

  private func tell(_ url: String) throws {
    if json { return try Terminal.emit(json: ["url": url], onOneLine: true) }
    try Terminal.emit([url])
    Terminal.talk("Open it in a browser on this machine. It ends with Ctrl-C; a run goes on.")
  }

  /// 128 bits that nobody can guess.
  private static func token() -> String {
    var luck = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(luck.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
