import Foundation

/// The way out of Swift's cooperative pool for code that blocks.
///
/// On two cores that pool has two threads and the simulator lives on it: two tests that block there
/// would wait for answers that nobody can give any more.
package enum OwnThread {
  /// Runs `body` on a thread of its own and awaits its result.
  package static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result(catching: body))
      }
    }
  }
}
