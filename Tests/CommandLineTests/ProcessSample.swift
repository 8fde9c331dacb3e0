import Foundation

/// What a process takes at one moment, as the kernel tells it.
struct ProcessSample: CustomStringConvertible {
  var answers: Int
  /// Kilobytes in memory now, and at most so far.
  var memory: Int
  var peak: Int
  var descriptors: Int
  /// Bytes of the queue's log.
  var log: Int

  /// nil if the process has gone.
  init?(_ pid: pid_t, log path: String, answers: Int) {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let memory = Self.kilobytes("VmRSS", in: status),
      let peak = Self.kilobytes("VmHWM", in: status),
      let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
    else { return nil }
    (self.answers, self.memory, self.peak) = (answers, memory, peak)
    descriptors = open.count
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    log = (facts?[.size] as? NSNumber)?.intValue ?? 0
  }

  private static func kilobytes(_ name: String, in status: String) -> Int? {
    status.split(separator: "\n").first { $0.hasPrefix(name + ":") }?
      .split { !$0.isNumber }.first.flatMap { Int($0) }
  }

  var description: String {
    "after \(answers): \(memory) kB (at most \(peak)), \(descriptors) descriptors, log \(log) bytes"
  }
}
