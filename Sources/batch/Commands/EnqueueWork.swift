import BatchCore
import BatchEngine
import BatchZlib
import Foundation
import Glibc

/// What `batch enqueue` does once its arguments are read.
struct EnqueueWork {
  var files: [String]
  var fields: FieldNames
  var update: Bool
  var rejects: String?
  var json: Bool
  var database: String
  /// The queue's name as the next command has to give it; nil where it finds the queue by itself.
  var namedDatabase: String?

  /// Checks the inputs, then opens the queue (a misspelt file makes no database), then reads.
  ///
  /// - Parameters:
  ///   - stop: raised by a signal; the batch at hand is still committed.
  ///   - openIntake: opens or creates the queue at a path.
  /// - Returns: the exit status.
  func run(
    stop: AbortFlag, openIntake: (String) throws(StoreFailure) -> sending any ArticleIntake
  ) throws -> Int32 {
    let sources = files.map(InputSource.init)
    do {
      try Enqueuer.check(sources)
      let kept = try rejects.map { path throws(OutputFile.Failure) in try OutputFile(path: path) }
      var report = try enqueuer(try openIntake(database), kept, stop).enqueue(sources)
      report.run = Steering(path: database, purpose: .enqueue).holder?.pid
      return try tell(report)
    } catch let failure as SourceFailure {
      Terminal.complain(failure.sentence)
      return failure.exitStatus
    } catch let failure as OutputFile.Failure {
      Terminal.complain("\(printable(failure.path)) cannot be created: \(failure.reason).")
      return 73
    }
  }

  /// Whether two names are the same file now; false if either does not exist.
  static func isSameFile(_ left: String, _ right: String) -> Bool {
    var one = stat()
    var other = stat()
    guard stat(left, &one) == 0, stat(right, &other) == 0 else { return false }
    return one.st_mode & S_IFMT == S_IFREG && one.st_dev == other.st_dev
      && one.st_ino == other.st_ino
  }

  private func enqueuer(
    _ intake: sending any ArticleIntake, _ kept: OutputFile?, _ stop: AbortFlag
  ) -> Enqueuer {
    let start = ContinuousClock.now
    return Enqueuer(
      intake: intake, fields: fields, update: update, rejects: kept,
      elapsed: { ContinuousClock.now - start }, shouldStop: { stop.isRaised },
      say: { Terminal.talk(Painted(message: $0.text), keepingLines: true) })
  }

  /// A failure of the store goes on to whoever knows what to say of it.
  private func tell(_ report: EnqueueReport) throws -> Int32 {
    if json { print(try report.json()) } else { talk(report.text(database: namedDatabase)) }
    if case .storeFailed(let failure) = report.ending { throw failure }
    return report.exitStatus
  }

  private func talk(_ line: String) { Terminal.talk(line) }
}
