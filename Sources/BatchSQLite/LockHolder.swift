import BatchCore
import Foundation

/// Who writes the queue: the text of the lock file.
package struct LockHolder: Sendable, Equatable, Codable {
  package enum Purpose: String, Sendable, Codable, CaseIterable {
    case run, enqueue, retry, pause, resume, cancel, prune, settings, dashboard
  }

  package var purpose: Purpose
  package var pid: Int32
  package var host: String
  package var since: Timestamp

  package init(purpose: Purpose, pid: Int32, host: String, since: Timestamp) {
    self.purpose = purpose
    self.pid = pid
    self.host = host
    self.since = since
  }

  /// This process, from now on.
  package static func current(_ purpose: Purpose) -> LockHolder {
    LockHolder(
      purpose: purpose, pid: getpid(), host: ProcessInfo.processInfo.hostName,
      since: Timestamp(Date()))
  }

  /// The holder in words, such as `batch run, process 4711, since 03:10`.
  ///
  /// - Parameter zone: the zone in which the time is told.
  package func sentence(zone: TimeZone = .current) -> String {
    let seconds = since.milliseconds / 1000 + Int64(zone.secondsFromGMT(for: since.date))
    let minutes = Int(((seconds % 86400) + 86400) % 86400 / 60)
    let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "batch \(purpose.rawValue), process \(pid), since \(clock.joined(separator: ":"))"
  }
}
