import BatchCore
import Foundation

/// The roles that were run on a queue, for commands that are given one.
struct KnownRoles {
  let names: [String]
  /// Models that worked for them.
  let models: [String]

  init(of reader: any QueueReader) throws(StoreFailure) {
    let roles = try reader.figures(now: Timestamp(Date())).roles
    names = roles.map(\.role)
    models = roles.flatMap(\.models).map(\.model)
  }

  /// Complains about a role that was never run here, naming the nearest.
  ///
  /// - Parameter changes: the command would have changed something.
  func check(_ role: String, changes: Bool = true) throws {
    guard !names.contains(role) else { return }
    let near = nearest(role, in: names).map { " Did you mean \($0)?" } ?? ""
    throw Complaint(
      printable(
        "The role \(role) was never run here\(changes ? "; nothing was changed" : "").\(near)"),
      .missing)
  }
}
