import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `batch dashboard` from outside, without a browser.
struct DashboardTests {
  /// What `curl` was told: the status and the JSON document.
  private struct Answer {
    var status: Int
    var text: String

    var document: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }
    var error: String { document["error"] as? String ?? "" }
  }

  private static func get(_ batch: BatchProgram, _ address: String) throws -> Answer {
    try curl(batch, "'\(address)'")
  }

  private static func change(
    _ batch: BatchProgram, _ dashboard: ShownDashboard, _ body: String
  ) throws -> Answer {
    try curl(
      batch,
      "-H 'Content-Type: application/json' -H 'Origin: http://\(dashboard.host)' -d '\(body)' "
        + "'\(dashboard.url)api/change'")
  }

  private static func curl(_ batch: BatchProgram, _ arguments: String) throws -> Answer {
    let said = try batch.shell("exec curl -s -m 30 -w '\\n%{http_code}' \(arguments)").output
    let lines = said.split(separator: "\n", omittingEmptySubsequences: false)
    return Answer(
      status: lines.last.flatMap { Int($0) } ?? 0,
      text: lines.dropLast().joined(separator: "\n"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `it shows one page of its own until it is stopped`(_ number: Int32) async throws {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let dashboard = try ShownDashboard(batch)
      let pattern = /http:\/\/127\.0\.0\.1:[0-9]+\/[0-9a-f]{32}\//
      #expect(try pattern.wholeMatch(in: dashboard.url) != nil, "\(dashboard.url)")
      #expect(try ShownDashboard(batch).url != dashboard.url)
      let page = try Self.get(batch, dashboard.url)
      #expect(page.status == 200 && page.text.hasPrefix("<!doctype html>"))
      print("the page: \(page.text.utf8.count) bytes")
      #expect(page.text.utf8.count < 150_000)
      // Nothing of it is elsewhere: the address of the SVG language is a name.
      let addresses = page.text.matches(of: /https?:\/\/[^\s"'`)]+/).map { String($0.0) }
      #expect(Set(addresses) == ["http://www.w3.org/2000/svg"], "\(addresses)")
      #expect(!page.text.contains("innerHTML") && !page.text.contains("eval("))
      #expect(try Self.get(batch, "http://\(dashboard.host)/").status == 404)
      dashboard.program.signal(number)
      let ending = dashboard.program.wait()
      #expect(ending.status == 0)
      #expect(
        ending.talk == "Open it in a browser on this machine. It ends with Ctrl-C; a run goes on.\n"
      )
    }
  }

  @Test func `a port that is taken and a queue that is not there are said`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      #expect(try batch.run("dashboard").status == 66)
      try batch.enqueueSamples(1)
      let dashboard = try ShownDashboard(batch, "--json")
      let document = try JSONDecoder().decode(
        [String: String].self, from: Data(dashboard.program.output.utf8))
      let port = try #require(document["url"]?.split(separator: ":")[2].split(separator: "/").first)
      let taken = try batch.run("dashboard", "--port", String(port))
      #expect(
        taken.status == 73 && taken.talk.contains("port \(port): it is taken"), "\(taken.talk)")
      #expect(dashboard.stop().status == 0)
      let again = try ShownDashboard(batch, "--port", String(port))
      #expect(again.host == "127.0.0.1:\(port)")
    }
  }

  @Test func `a queue that is taken away, damaged or replaced meanwhile is told in words`()
    async throws
  {
    try await blocking {
      let batch = try BatchProgram()
      try batch.enqueueSamples(3)
      let dashboard = try ShownDashboard(batch)
      let status = dashboard.url + "api/status"
      let events = try batch.startShell("exec curl -sN -m 60 '\(dashboard.url)events'")
      #expect(try Self.get(batch, status).document["articles"] as? Int == 3)
      #expect(RunningProgram.wait { events.output.contains("\"articles\":3") })
      #expect(try batch.shell("mkdir away && mv batch.sqlite* away").status == 0)
      let missing = try Self.get(batch, status)
      #expect(
        missing.status == 503 && missing.error.hasPrefix("There is no queue at batch.sqlite."))
      #expect(RunningProgram.wait { events.output.contains("event: trouble") })
      try batch.folder.write(
        String(repeating: "This is no queue.", count: 5_000), to: "batch.sqlite")
      let other = try Self.get(batch, status)
      #expect(other.status == 503 && other.error.contains("is not a queue of batch"), "\(other)")
      #expect(try batch.shell("rm batch.sqlite").status == 0)
      try batch.folder.write(SampleArticles.lines(5), to: "five.jsonl")
      #expect(try batch.run("enqueue", "five.jsonl").status == 0)
      #expect(try Self.get(batch, status).document["articles"] as? Int == 5)
      #expect(RunningProgram.wait { events.output.contains("\"articles\":5") })
      #expect(dashboard.stop().status == 0)
      #expect(RunningProgram.wait { !events.isRunning })
    }
  }

  @Test func `a run that writes nothing is told within the deadline, and reading goes on`()
    async throws
  {
    try await withProvider(milliseconds: 100) { provider, batch in
      try batch.enqueueSamples(200)
      let run = try batch.startRun("--wait", sending: 5, to: provider)
      let dashboard = try ShownDashboard(batch)
      run.signal(SIGSTOP)
      let start = ContinuousClock.now
      let pause = try Self.change(batch, dashboard, #"{"action":"pause","scope":"queue"}"#)
      #expect(start.duration(to: .now) < .seconds(8))
      #expect(pause.status == 503 && pause.error.contains("may still take effect"), "\(pause)")
      #expect(try Self.get(batch, dashboard.url + "api/status").status == 200)
      run.signal(SIGCONT)
      // What was begun takes effect; a resume after it does too.
      #expect(try RunningProgram.wait { try batch.pauses() == ["operator"] })
      #expect(
        try RunningProgram.wait {
          try Self.change(batch, dashboard, #"{"action":"resume","scope":"queue"}"#).status == 200
        })
      #expect(try batch.pauses().isEmpty)
      run.signal(SIGINT)
      #expect(run.wait().status == 130)
    }
  }

  @Test func `what cannot be done is refused with its reason, and nothing is changed`() async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated, article: "<title>Article 2<")]
    try await withProvider(settings) { provider, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 1)
      let dashboard = try ShownDashboard(batch)
      func change(_ body: String) throws -> (Int, String) {
        let answer = try Self.change(batch, dashboard, body)
        return (answer.status, answer.error + (answer.document["sentence"] as? String ?? ""))
      }
      let item = try Self.get(batch, dashboard.url + "api/review/item?role=rewrite&id=a1").document
      let attempt = try #require(item["attempt"] as? Int)
      let one = #""role":"rewrite","id":"a1","attempt":"#
      #expect(try change("{}").0 == 400)
      #expect(try change(#"{"action":"judge"}"#).0 == 400)
      #expect(try change(#"{"action":"enqueue"}"#).0 == 400)
      #expect(try change(#"{"action":"pause","scope":"everything"}"#).0 == 400)
      let old = try change(#"{"action":"judge",\#(one)\#(attempt + 90),"verdict":"accepted"}"#)
      #expect(old.0 == 409 && old.1.contains("no longer there"), "\(old)")
      let model = try change(#"{"action":"sendBack",\#(one)\#(attempt),"model":"no/such"}"#)
      #expect(model.0 == 409 && model.1.contains("not on the ladder of rewrite"), "\(model)")
      #expect(
        try change(#"{"action":"judge",\#(one)\#(attempt),"verdict":"accepted"}"#) == (
          200, "Accepted."
        ))
      let retried = try change(#"{"action":"retry","role":"rewrite","kind":"moderated"}"#)
      #expect(retried == (200, "1 task put back. The next run takes it up."))
      let long = String(repeating: "x", count: 2_001)
      for action in [#""judge","verdict":"rejected""#, #""sendBack""#] {
        let note = try change(#"{"action":\#(action),\#(one)\#(attempt),"note":"\#(long)"}"#)
        #expect(note.0 == 400 && note.1.hasPrefix("The note has 2,001 characters"), "\(note)")
      }
      for action in ["pause", "resume"] {
        let role = try change(#"{"action":"\#(action)","scope":"role:rewrit"}"#)
        #expect(role == (404, "The role rewrit was never run here; nothing was changed."))
      }
      #expect(try change(#"{"action":"pause","scope":"role:rewrite"}"#) == (200, "Paused."))
      #expect(try batch.pauses() == ["operator"])
      for (path, status) in [
        ("article?id=nobody", 404), ("review/item?role=rewrite&id=a2", 404), ("nothing", 404),
        ("articles?limit=0", 400), ("articles?after=x", 400), ("articles?kind=odd", 400),
        ("review?role=rewrite&order=odd", 400), ("review", 400),
      ] {
        let answer = try Self.get(batch, dashboard.url + "api/" + path)
        #expect(answer.status == status && !answer.error.isEmpty, "\(path): \(answer)")
      }
      #expect(try batch.run("verify").status == 0)
      #expect(dashboard.stop().status == 0)
    }
  }

  @Test func `an open page costs a run that waits less than 1 % of a processor`() async throws {
    try await withProvider(milliseconds: 20) { provider, batch in
      try batch.enqueueSamples(300)
      let run = try batch.startRun("--wait", sending: 20, to: provider)
      #expect(try batch.run("pause").status == 0)
      #expect(RunningProgram.wait { provider.simulator.summary.inFlight == 0 })
      let alone = try Self.share(of: run.pid)
      let sockets = try Self.sockets(of: run.pid)
      let dashboard = try ShownDashboard(batch)
      let events = try batch.startShell("exec curl -sN -m 60 '\(dashboard.url)events'")
      #expect(RunningProgram.wait { events.output.contains("event: status") })
      let watched = try Self.share(of: run.pid)
      print("processor time of a waiting run: \(alone * 100) % alone, \(watched * 100) % watched")
      #expect(watched - alone < 0.01)
      #expect(try Self.sockets(of: run.pid) <= sockets, "no page has a connection to the run")
      #expect(dashboard.stop().status == 0)
      run.signal(SIGINT)
      #expect(run.wait().status == 130)
    }
  }

  private static func sockets(of pid: pid_t) throws -> Int {
    let folder = "/proc/\(pid)/fd"
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: folder).count { name in
      (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))?.hasPrefix("socket:")
        ?? false
    }
  }

  /// What a process takes of one processor, over some seconds.
  private static func share(of pid: pid_t) throws -> Double {
    let seconds = 4.0
    let before = try processorTicks(pid)
    usleep(UInt32(seconds * 1_000_000))
    let ticks = try processorTicks(pid) - before
    return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))) / seconds
  }

  /// Of a process, in user and system mode (proc_pid_stat(5), fields 14 and 15).
  private static func processorTicks(_ pid: pid_t) throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }
}
