import Glibc

/// What the disk itself takes, below every program.
enum DiskFloor {
  /// Writes so many bytes and syncs them.
  ///
  /// - Returns: how long it took, in seconds.
  static func write(_ count: Int, to path: String) throws -> Double {
    let descriptor = try create(path)
    defer { close(descriptor) }
    let piece = [UInt8](repeating: 0x61, count: 1 << 18)
    let start = ContinuousClock.now
    var left = count
    while left > 0 {
      let written = Glibc.write(descriptor, piece, min(left, piece.count))
      guard written > 0 else { throw Child.Failed(description: "\(path): \(errno)") }
      left -= written
    }
    fsync(descriptor)
    return start.duration(to: .now).inSeconds
  }

  /// Appends a page and syncs it, again and again.
  ///
  /// - Returns: how long each took, in seconds.
  static func syncs(in path: String, seconds: Double) throws -> [Double] {
    let descriptor = try create(path)
    defer { close(descriptor) }
    let page = [UInt8](repeating: 0x61, count: 4096)
    let end = ContinuousClock.now + .seconds(seconds)
    var spans: [Double] = []
    while ContinuousClock.now < end {
      let start = ContinuousClock.now
      guard Glibc.write(descriptor, page, page.count) == page.count, fdatasync(descriptor) == 0
      else { throw Child.Failed(description: "\(path): \(errno)") }
      spans.append(start.duration(to: .now).inSeconds)
    }
    return spans
  }

  private static func create(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Child.Failed(description: "\(path): \(errno)") }
    return descriptor
  }
}
