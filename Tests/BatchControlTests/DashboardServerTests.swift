import BatchCore
import Confinement
import Foundation
import Simulator
import Synchronization
import TestSupport
import Testing

@testable import BatchControl

struct DashboardServerTests {
  @Test func `the page comes whole, with a policy under which nothing of others runs or loads`()
    async throws
  {
    try await OwnThread.run {
      let bench = try DashboardBench()
      defer { bench.server.stop() }
      let page = try #require(bench.ask(.get, ""))
      #expect(page.status == 200)
      let expected = [
        "Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin", "Content-Type": "text/html; charset=utf-8",
      ]
      for (name, value) in expected { #expect(page[header: name] == value, "\(name)") }
      #expect(page[header: "Access-Control-Allow-Origin"] == nil)
    }
  }

  @Test(arguments: [
    (200, #"{"a":"</script><b>"}"#, #"[{"a":"\u003c/script>\u003cb>"}]"#),
    (503, #"{"error":"busy"}"#, "[null]"),
  ])
  func `it brings what it shows first, in which nothing ends an element`(
    status: Int, body: String, shown: String
  ) async throws {
    try await OwnThread.run {
      let bench = try DashboardBench(
        PretendedSource(looks: { name, _ in
          PageAnswer(status: name == "status" ? status : 404, body: Array(body.utf8))
        }))
      defer { bench.server.stop() }
      let page = try #require(bench.ask(.get, ""))
      #expect(String(decoding: page.body, as: UTF8.self) == "<!doctype html>" + shown)
    }
  }

  @Test func `a queue that cannot be read keeps nobody from the page`() async throws {
    try await OwnThread.run {
      let goOn = Rest<Void>()
      let bench = try DashboardBench(
        PretendedSource(looks: { _, _ in
          goOn.wait()
          return PageAnswer(body: [])
        }))
      defer { bench.server.stop() }
      let page = bench.ask(.get, "")
      goOn.wake(())
      #expect(page.map { String(decoding: $0.body, as: UTF8.self) } == "<!doctype html>[null]")
    }
  }

  @Test func `without the token, or from another page, nothing is said`() async throws {
    try await OwnThread.run {
      let changes = Mutex(0)
      let bench = try DashboardBench(
        PretendedSource(changes: { body in
          changes.withLock { $0 += 1 }
          return PageAnswer(body: body)
        }))
      defer { bench.server.stop() }
      func status(_ response: HTTPResponse?) -> Int? {
        response?.body.isEmpty == true ? response?.status : nil
      }
      let other = String(DashboardBench.token.reversed())
      for path in [
        "/", "/favicon.ico", "/\(other)/", "/\(other)/api/status", "/\(DashboardBench.token)",
      ] {
        #expect(status(bench.ask(.get, path)) == 404, "\(path)")
      }
      #expect(status(bench.ask(.get, "", headers: ["Host": "evil.example"])) == 403)
      #expect(
        status(bench.ask(.get, "api/status", headers: ["Origin": "http://evil.example"])) == 403)
      #expect(status(bench.ask(.get, "api/change")) == 405)
      #expect(status(bench.ask(.post, "api/status", body: "{}")) == 405)
      #expect(status(bench.change("{}", ["Origin": "http://evil.example"])) == 403)
      #expect(status(bench.change("{}", ["Host": "evil.example"])) == 403)
      #expect(status(bench.change("{}", ["Content-Type": "text/plain"])) == 415)
      #expect(status(bench.change(String(repeating: " ", count: 70_000))) == 413)
      #expect(
        status(
          bench.ask(
            .post, "api/change", headers: ["Content-Type": "application/json"], body: "{}")) == 403)
      #expect(changes.withLock { $0 } == 0)
      #expect(bench.change("{}")?.status == 200 && changes.withLock { $0 } == 1)
    }
  }

  @Test func `a question comes with its members decoded`() async throws {
    try await OwnThread.run {
      let bench = try DashboardBench(
        PretendedSource(looks: { name, query in
          let members = query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          return PageAnswer(body: Array(([name] + members).joined(separator: "|").utf8))
        }))
      defer { bench.server.stop() }
      let answer = bench.ask(
        .get, "api/articles?text=a%20%26%2Bb%2F%C3%BC&role=&text=last%3Dwins&x")
      #expect(
        String(decoding: try #require(answer).body, as: UTF8.self)
          == "articles|role=|text=last=wins|x=")
    }
  }

  @Test func `a queue that is not written is told within the deadline, while the rest goes on`()
    async throws
  {
    try await OwnThread.run {
      let barrier = Barrier()
      let carriedOut = Mutex<[String]>([])
      let bench = try DashboardBench(
        PretendedSource(changes: { body in
          barrier.wait()
          carriedOut.withLock { $0.append(String(decoding: body, as: UTF8.self)) }
          return PageAnswer(body: body)
        }), deadline: .milliseconds(300))
      defer { bench.server.stop() }
      let first = Mutex<HTTPResponse?>(nil)
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        let answer = bench.change("\"first\"")
        first.withLock { $0 = answer }
        done.signal()
      }
      while barrier.arrived == 0 { sched_yield() }
      let start = ContinuousClock.now
      #expect(bench.ask(.get, "")?.status == 200)
      #expect(bench.ask(.get, "api/status")?.status == 200)
      #expect(start.duration(to: .now) < .seconds(5))
      let second = try #require(bench.change("\"second\""))
      #expect(second.status == 503)
      #expect(String(decoding: second.body, as: UTF8.self).contains("nothing was changed"))
      done.wait()
      let begun = try #require(first.withLock { $0 })
      #expect(begun.status == 503)
      #expect(String(decoding: begun.body, as: UTF8.self).contains("may still take effect"))
      barrier.open()
      #expect(bench.change("\"third\"")?.status == 200)
      // Who was told that nothing is changed has changed nothing.
      #expect(carriedOut.withLock { $0 } == ["\"first\"", "\"third\""])
    }
  }

  @Test func `a queue that cannot be read is told within the deadline`() async throws {
    try await OwnThread.run {
      let barrier = Barrier()
      let bench = try DashboardBench(
        PretendedSource(looks: { _, _ in
          barrier.wait()
          return PageAnswer(body: [])
        }), deadline: .milliseconds(200))
      defer { bench.server.stop() }
      let answer = try #require(bench.ask(.get, "api/articles"))
      #expect(answer.status == 503)
      #expect(String(decoding: answer.body, as: UTF8.self).contains("cannot be read at the moment"))
      #expect(bench.change("{}")?.status == 200)
      barrier.open()
      #expect(bench.ask(.get, "api/articles")?.status == 200)
    }
  }

  @Test func `events come as they happen, and a page that comes later gets the newest`()
    async throws
  {
    try await OwnThread.run {
      let bench = try DashboardBench()
      bench.feed.publish("status", Array("{\"n\":1}".utf8))
      bench.feed.publish("status", Array("{\"n\":2}".utf8))
      let read = Mutex<HTTPResponse?>(nil)
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        let answer = bench.ask(.get, "events")
        read.withLock { $0 = answer }
        done.signal()
      }
      while !bench.feed.isWatched { sched_yield() }
      bench.feed.publish("status", Array("{\"n\":3}".utf8))
      bench.feed.publish("course", Array("{}".utf8))
      bench.feed.beat()
      bench.feed.end()
      done.wait()
      bench.server.stop()
      let answer = try #require(read.withLock { $0 })
      #expect(answer.status == 200)
      #expect(answer[header: "Content-Type"] == "text/event-stream")
      #expect(answer[header: "Content-Security-Policy"] == DashboardBench.page.policy)
      #expect(
        String(decoding: answer.body, as: UTF8.self)
          == ": \n\nevent: status\ndata: {\"n\":2}\n\nevent: status\ndata: {\"n\":3}\n\n"
          + "event: course\ndata: {}\n\n: \n\n")
      #expect(!bench.feed.isWatched)
    }
  }

  @Test func `no more than 32 pages are told, and one that leaves makes room`() async throws {
    try await OwnThread.run {
      let feed = EventFeed()
      var open: [EventFeed.Stream?] = (0..<32).map { _ in feed.open() }
      #expect(!open.contains { $0 == nil } && feed.open() == nil)
      open.removeLast()
      #expect(feed.open() != nil)
      feed.end()
      #expect(!feed.isWatched && feed.open() == nil)
    }
  }

  @Test func `a port that is taken is said, and one that was left is free again`() async throws {
    try await OwnThread.run {
      let bench = try DashboardBench()
      let port = try #require(UInt16(bench.host.split(separator: ":")[1]))
      #expect(throws: ControlFailure.self) {
        try DashboardServer.start(
          port: port, token: DashboardBench.token, page: DashboardBench.page,
          source: PretendedSource(), feed: EventFeed())
      }
      bench.server.stop()
      bench.server.stop()
      let again = try DashboardServer.start(
        port: port, token: DashboardBench.token, page: DashboardBench.page,
        source: PretendedSource(), feed: EventFeed())
      #expect(again.url == "http://127.0.0.1:\(port)/\(DashboardBench.token)/")
      again.stop()
    }
  }
}
