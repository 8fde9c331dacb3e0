import Foundation

/// A folder for one row's files, gone with it.
final class Scratch {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("batch-benchmark-\(UUID())")
      .path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
  }

  func remove(_ names: String...) {
    for name in names { try? FileManager.default.removeItem(atPath: file(name)) }
  }

  /// The size of a file in bytes, 0 if there is none.
  func size(of name: String) -> Int {
    let about = try? FileManager.default.attributesOfItem(atPath: file(name))
    return (about?[.size] as? Int) ?? 0
  }
}
