import Foundation
import Glibc
import TestSupport
import Testing

/// What `batch enqueue` keeps in memory does not grow with what it reads.
struct EnqueueMemoryTests {
  private static let megabyte = 1 << 20

  /// Lines of 8 kB that come through a pipe, made as they are read.
  ///
  /// - Returns: the most the program had in memory, in kilobytes.
  private static func peak(megabytes: Int) throws -> Int {
    let batch = try BatchProgram()
    let pipe = batch.folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let enqueue = try batch.startShell("exec \"$BATCH\" enqueue - <pipe")
    let end = try FileHandle(forWritingTo: URL(fileURLWithPath: pipe))
    let lines = megabytes * megabyte / 8192
    for number in 1...lines { try end.write(contentsOf: line(number)) }
    try end.close()
    var peak = 0
    while enqueue.isRunning,
      let sample = ProcessSample(
        enqueue.pid, log: batch.folder.file("batch.sqlite-wal"), answers: 0)
    {
      peak = max(peak, sample.peak)
      usleep(1000)
    }
    let ending = enqueue.wait()
    #expect(ending.status == 0, "\(ending.talk)")
    #expect(try batch.status()["articles"] as? Int == lines)
    return peak
  }

  private static let body = String(repeating: "Oil alone will not cure it. ", count: 290)

  private static func line(_ number: Int) -> Data {
    Data(#"{"id":"a\#(number)","title":"Article \#(number)","body":"\#(body)"}"#.utf8 + [0x0A])
  }

  @Test func `six times as much takes no more`() async throws {
    try await blocking {
      let began = Date()
      let small = try Self.peak(megabytes: 10)
      let large = try Self.peak(megabytes: 60)
      print(
        "enqueue: at most \(small) kB for 10 MB, \(large) kB for 60 MB,",
        "\(Int(Date().timeIntervalSince(began))) s")
      #expect(abs(large - small) < 16 * 1024, "\(small) and \(large) kB")
      #expect(large < 96 * 1024, "\(large) kB")
    }
  }
}
