import BatchCore
import Foundation

/// The roles that were run on a queue, for commands that are given one.
struct KnownRoles {
  let names: [String]

  init(of reader: any QueueReader) throws(StoreFailure) {
    names = try reader.figures(now: Timestamp(Date())).roles.map(\.role)
  }

  /// Complains about a role that was never run here, naming the nearest.
  func check(_ role: String) throws {
    guard !names.contains(role) else { return }
    let near = nearest(role, in: names).map { " Did you mean \($0)?" } ?? ""
    throw Complaint(
      printable("The role \(role) was never run here; nothing was changed.\(near)"), .missing)
  }
}
