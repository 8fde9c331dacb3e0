import BatchCore
import Foundation
import Simulator
import Synchronization
import TestSupport
import Testing

@testable import BatchControl

struct PeerCheckTests {
  @Test(arguments: [
    (1000, 1000, true), (1000, 0, true), (1000, 1001, false), (1000, Int(uid_t.max), false),
    (0, 1000, false), (0, 0, true),
  ])
  func `only the run's own user and root are welcome`(_ own: Int, _ peer: Int, _ isWelcome: Bool) {
    let check = PeerCheck(address: "a", user: uid_t(own))
    #expect(check.isWelcome(uid_t(peer)) == isWelcome)
  }

  @Test func `the user at the other end of a connection is seen`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let server = try bench.start()
      defer { server.stop() }
      let seen = Mutex<[[uid_t]]>([])
      let address = server.address
      server.attach(
        PretendedRun { errand in
          let users = [address, "/elsewhere"].map { PeerCheck(address: $0).peers }
          seen.withLock { $0 = users }
          if errand.begin() { errand.answer(.success(.paused)) }
        })
      #expect(try bench.send(.resume(nil))?.status == 200)
      #expect(seen.withLock { $0 } == [[geteuid()], []])
    }
  }
}
