import BatchCore
import BatchEngine
import Confinement
import Foundation

/// Tells of a run's moments by a command of the user's, one after the other and beside the work.
final class Announcer: Sendable {
  private let queue: Confined<Bool>
  private let command: ShellCommand
  private let roles: [String]
  private let database: String
  private let reader: any QueueReader
  private let secrets: [String]
  private let say: @Sendable (Painted) -> Void

  /// - Parameters:
  ///   - secrets: keys that the command must not be handed.
  ///   - say: is told once if the command fails.
  init(
    _ command: ShellCommand, roles: [String], database: String, reader: any QueueReader,
    secrets: [String], say: @escaping @Sendable (Painted) -> Void
  ) {
    self.command = command
    self.roles = roles
    self.database = database
    self.reader = reader
    self.secrets = secrets
    self.say = say
    queue = Confined("batch.announcements", false)
  }

  /// Returns at once.
  func tell(_ announcement: Announcement) {
    queue.post { [self] hasFailed in run(announcement, &hasFailed) }
  }

  /// Blocks until the command has been told everything.
  func finish() {
    let done = Rest<Void>()
    queue.post { _ in done.wake(()) }
    done.wait()
  }

  private func run(_ announcement: Announcement, _ hasFailed: inout Bool) {
    let now = Timestamp(Date())
    let figures = (try? reader.figures(now: now)) ?? QueueFigures(articles: 0)
    let environment = announcement.environment(
      StatusReport(figures, database: database, now: now), roles: roles,
      inherited: ProcessInfo.processInfo.environment, secrets: secrets)
    guard let failure = command.run(environment), !hasFailed else { return }
    hasFailed = true
    say(
      Painted(
        "The command of --notify \(failure.words). The run goes on; its command is still told, and "
          + "nothing more is said of it.", .held))
  }
}
