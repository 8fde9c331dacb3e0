import BatchCore
import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

@testable import BatchControl

struct SocketPlaceTests {
  private static func mode(_ path: String) -> UInt32? {
    var facts = stat()
    return lstat(path, &facts) == 0 ? facts.st_mode : nil
  }

  @Test func `the socket is the user's alone and goes with the run`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let before = umask(0o022)
      defer { umask(before) }
      let server = try bench.start()
      #expect(Self.mode(bench.path) == S_IFSOCK | 0o600)
      let mask = umask(0o022)
      #expect(mask == 0o022)
      server.stop()
      #expect(Self.mode(bench.path) == nil)
    }
  }

  @Test func `a path may be longer than a socket's address`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench(depth: 4)
      #expect(bench.path.utf8.count > 200)
      let server = try bench.start()
      defer { server.stop() }
      server.attach(PretendedRun.answering(.success(.paused)))
      #expect(try bench.send(.resume(nil))?.answer.report == .paused)
    }
  }

  @Test func `a dead run's socket is no obstacle`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bench.path.utf8) }
      let isBound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(dead, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      close(dead)
      #expect(isBound && Self.mode(bench.path) != nil)
      let server = try bench.start()
      defer { server.stop() }
      server.attach(PretendedRun.answering(.success(.paused)))
      #expect(try bench.send(.resume(nil))?.answer.report == .paused)
    }
  }

  @Test func `a file that is no socket is left alone, and the run works without control`() throws {
    let bench = try ControlBench()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: bench.path))
    #expect(throws: ControlFailure.self) { try bench.start() }
    #expect(try String(contentsOfFile: bench.path, encoding: .utf8) == "mine")
  }

  @Test func `a name too long for a socket is told`() throws {
    let folder = try TemporaryFolder()
    let failure = ControlFailure(reason: "the queue's name is too long for a socket beside it")
    #expect(throws: failure) {
      try SocketPlace(path: folder.file(String(repeating: "n", count: 120) + ".sock"))
    }
  }

  @Test func `a run that stops late leaves the next one's socket alone`() async throws {
    try await OwnThread.run {
      let bench = try ControlBench()
      let first = try bench.start()
      let second = try bench.start()
      defer { second.stop() }
      first.stop()
      first.stop()
      #expect(Self.mode(bench.path) != nil)
      second.attach(PretendedRun.answering(.success(.paused)))
      #expect(try bench.send(.resume(nil))?.answer.report == .paused)
    }
  }
}
