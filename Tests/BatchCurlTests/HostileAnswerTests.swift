import BatchCore
import BatchCurl
import Foundation
import Testing

/// Answers of servers that are broken or hostile: bounded in memory and time, and named.
@Suite(.serialized, .timeLimit(.minutes(1))) struct HostileAnswerTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var kind: FailureKind
    var script: RawServer.Script
    var testDescription: String { name }
  }

  private static let limits = ExchangeLimits(
    firstByte: .seconds(2), idle: .seconds(2), total: .milliseconds(2500), responseBytes: 1 << 20)
  private static let open = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"

  static func body(_ content: String) -> String {
    #"{"choices":[{"message":{"content":"\#(content)"},"finish_reason":"stop"}]}"#
  }

  static let examples: [Example] = [
    Example(name: "100 MB with their length", kind: .oversized) { peer in
      try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(100 << 20)\r\n\r\n{\"a\":\"")
      let megabyte = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
      for _ in 0..<100 { try peer.send(megabyte) }
    },
    Example(name: "no end", kind: .oversized) { peer in
      try peer.send(open)
      while true { try peer.send([UInt8](repeating: UInt8(ascii: "["), count: 1 << 16)) }
    },
    Example(name: "a stream without end", kind: .oversized) { peer in
      try peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
      let event = #"data: {"choices":[{"delta":{"content":"again "}}]}"# + "\n\n"
      while true { try peer.send(String(repeating: event, count: 500)) }
    },
    Example(name: "a byte at a time", kind: .timedOut) { peer in
      try peer.send(open + "{\"a\":\"")
      while true {
        try peer.send("a")
        usleep(100_000)
      }
    },
    Example(name: "HTML", kind: .serverError) { peer in
      try peer.answer("<!DOCTYPE html><html>Just a moment...</html>", type: "text/html")
    },
    Example(name: "a length that promises more than a whole document", kind: .notJSON) { peer in
      try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + body("x"))
    },
    Example(name: "a length that promises less", kind: .cut) { peer in
      try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + body("x"))
    },
    Example(name: "a length that is none", kind: .cut) { peer in
      try peer.send("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n" + body("x"))
    },
    Example(name: "bytes that are no UTF-8", kind: .cut) { peer in
      let bytes = Array(body("é").utf8).filter { $0 != 0xA9 }
      try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n")
      try peer.send(bytes)
    },
    Example(name: "NUL in the text", kind: .offSchema) { peer in
      try peer.answer(body(#"{\"title\":\"caf\\u0000e9\",\"body\":\"b\"}"#))
    },
    Example(name: "a lost character in the text", kind: .offSchema) { peer in
      try peer.answer(body(#"{\"title\":\"caf\#u{FFFD}\",\"body\":\"b\"}"#))
    },
    Example(name: "a NUL byte in the document", kind: .cut) { peer in
      try peer.answer(body("a\0b"))
    },
    Example(name: "10,000 levels", kind: .cut) { peer in
      try peer.answer("{\"a\":" + String(repeating: "[", count: 10_000))
    },
    Example(name: "10,000 closed levels in the text", kind: .notJSON) { peer in
      let depth = 10_000
      try peer.answer(
        body(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)))
    },
    Example(name: "10,000 levels of a refusal", kind: .cut) { peer in
      try peer.answer(String(repeating: #"{"error":"#, count: 10_000))
    },
    Example(name: "a picture that is none", kind: .empty) { peer in
      try peer.answer(
        #"{"choices":[{"message":{"content":null,"images":[{"image_url":{"url":"data:image/png;base64,????"}}]},"finish_reason":"stop"}]}"#
      )
    },
    Example(name: "1 MB of headers", kind: .oversized) { peer in
      try peer.send("HTTP/1.1 200 OK\r\n")
      let line = "X-Filler: \(String(repeating: "y", count: 1000))\r\n"
      for _ in 0..<1024 { try peer.send(line) }
      try peer.send("\r\n{}")
    },
    Example(name: "one header of 1 MB", kind: .cut) { peer in
      try peer.send(
        "HTTP/1.1 200 OK\r\nX-Filler: \(String(repeating: "y", count: 1 << 20))\r\n\r\n")
    },
    Example(name: "a status that is none", kind: .cut) { peer in
      try peer.send("HTTP/1.1 abc\r\n\r\n")
    },
    Example(name: "no HTTP", kind: .cut) { peer in try peer.send("SSH-2.0-OpenSSH_9.2\r\n") },
  ]

  @Test(arguments: examples)
  func `it is bounded, and its failure has a name`(_ example: Example) throws {
    let before = try Self.resetPeak()
    let exchange = try Wire.exchange(limits: Self.limits) { peer in
      try peer.readRequest()
      try example.script(peer)
    }
    #expect(exchange.duration < .seconds(6))
    #expect(exchange.response?.body.count ?? 0 <= Self.limits.responseBytes)
    let reading = Reading.of(
      exchange, expecting: .json(Self.schema), model: "a/b", now: Timestamp(milliseconds: 0))
    guard case .failed(let failure, _) = reading.outcome else {
      Issue.record("it was taken for an answer")
      return
    }
    #expect(failure.kind == example.kind, "\(failure.sentence)")
    #expect(failure.sentence.utf8.count < 500)
    #expect(reading.facts.excerpt?.utf8.count ?? 0 <= Excerpt.limit)
    let more = try Self.memory("VmHWM") - before
    #expect(more < 48 << 10, "\(more) KiB more than before")
  }

  private static let schema = JSONSchema(
    text: "{}", root: .object(["required": .array([.string("title")])]))

  /// What was taken at most before counts no longer.
  ///
  /// - Returns: the KiB in memory now.
  private static func resetPeak() throws -> Int {
    try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    return try memory("VmRSS")
  }

  /// In KiB.
  private static func memory(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    return try #require(
      line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
  }
}
