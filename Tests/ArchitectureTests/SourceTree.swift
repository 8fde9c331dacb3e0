import Foundation

/// The repository's own files, as text.
struct SourceTree {
  struct File {
    /// From the repository's root, such as `Sources/BatchCore/Task/TaskRecord.swift`.
    var path: String
    var text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// The target, such as `BatchCore`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var imports: [String] {
      lines.filter { $0.contains("import ") }.compactMap { line in
        line.wholeMatch(
          of:
            /(?:@testable |package |private |internal )*import (?:struct |func |class )?([A-Za-z_]+).*/
        )
        .map { String($0.1) }
      }
    }
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below a folder of the repository.
  static func swiftFiles(below folder: String) throws -> [File] {
    let base = root.appendingPathComponent(folder)
    let names =
      FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      File(
        path: "\(folder)/\(name)",
        text: try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
    }
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }
}
