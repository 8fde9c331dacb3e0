import Foundation
import Simulator
import TestSupport
import Testing

/// `batch report`: one page, of articles that would do harm if they could.
struct ReportTests {
  private static let ids = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(2)>", "ok"]
  private static let secret = "The words of the body"

  private static func rewritten(_ batch: BatchProgram) throws {
    let lines = try ids.map { id in
      let article = [
        "id": id, "title": "T <script>alert(title)</script>\u{202E}\u{1B}[m",
        "body": "\(secret) & 5 < 6 > 4, \"quoted\".",
      ]
      let bytes = try JSONSerialization.data(withJSONObject: article, options: [.sortedKeys])
      return String(decoding: bytes, as: UTF8.self) + "\n"
    }
    try batch.folder.write(lines.joined(), to: "in.jsonl")
    #expect(try batch.run("enqueue", "in.jsonl").status == 0)
    #expect(try batch.run("run", "--role", "rewrite").status <= 1)
  }

  /// As Python's reader of HTML sees it: tags that are not closed in order, and what may not be
  /// there.
  private static func expectHarmless(_ batch: BatchProgram) throws {
    let ending = try batch.shell(
      """
      python3 - report.html <<'PY'
      import base64, hashlib, html.parser, re, sys
      text = open(sys.argv[1], encoding="utf-8").read()
      class Page(html.parser.HTMLParser):
        open, style, policy = [], "", ""
        def handle_starttag(self, tag, attrs):
          if tag in ("script", "link", "img", "iframe", "a", "form", "object"): print("holds", tag)
          for name, value in attrs:
            if name == "style" or name.startswith("on") or name in ("href", "src"): print("holds", name)
            if value and "Security-Policy" in value: self.policy = dict(attrs)["content"]
          if tag not in ("meta", "br", "path"): self.open.append(tag)
        handle_startendtag = handle_starttag
        def handle_endtag(self, tag):
          if not self.open or self.open.pop() != tag: print("closes", tag)
        def handle_data(self, data):
          if self.open and self.open[-1] == "style": self.style += data
      page = Page()
      page.feed(text)
      if page.open: print("open", page.open)
      digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
      if page.policy != "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'" % digest:
        print("policy", page.policy)
      if re.search("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]", text): print("controls")
      if re.search("url[(]|@import|@font-face", page.style): print("loads something")
      PY
      """)
    #expect(ending.status == 0 && ending.output == "", "\(ending.output + ending.talk)")
  }

  @Test func `the page is whole and harmless, and holds no text of an article unasked`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.rateLimited(.retryAfter, seconds: 1), times: 1)]
    try await withProvider(settings) { _, batch in
      try Self.rewritten(batch)
      let ending = try batch.run("report", "-o", "report.html")
      #expect(ending.status == 0 && ending.output.isEmpty, "\(ending.talk)")
      #expect(ending.talk == "The report is in report.html.\n")
      let page = try batch.folder.read("report.html")
      try Self.expectHarmless(batch)
      #expect(page.contains("<h1>Report on batch.sqlite</h1>") && !page.contains(batch.folder.path))
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(!page.contains(Self.secret) && !page.contains("alert(title)"))
      for part in ["plot-rate-title", "plot-cost-title", "Cost by model", "The slowest answers"] {
        #expect(page.contains(part), "\(part)")
      }
      #expect(page.utf8.count < 100_000)
      #expect(try batch.files.filter { $0.contains(".part") } == [])
      #expect(try batch.run("report", "--with-text", "-o", "report.html").status == 0)
      let full = try batch.folder.read("report.html")
      try Self.expectHarmless(batch)
      #expect(
        full.contains(Self.secret) && full.contains("alert(title)") && full.contains("<details>"))
      #expect(try batch.shell("stat -c %a report.html").output == "600\n")
    }
  }

  @Test func `failures and pauses come with their remedies, and a role can be asked for`()
    async throws
  {
    var settings = SimulatorSettings()
    settings.faults = [FaultRule(.moderated)]
    try await withProvider(settings) { _, batch in
      try Self.rewritten(batch)
      #expect(try batch.run("pause").status == 0)
      #expect(try batch.run("report", "-o", "report.html", "--role", "rewrite").status == 0)
      let page = try batch.folder.read("report.html")
      try Self.expectHarmless(batch)
      for part in [
        "3 failed, moderated", "batch retry --role rewrite --kind moderated", "<h2>Paused</h2>",
        "batch resume",
      ] {
        #expect(page.contains(part), "\(part)")
      }
      expectComplaint(
        try batch.run("report", "-o", "x.html", "--role", "rewrit"), 66, "Did you mean rewrite?")
      expectComplaint(try batch.run("report", "-o", "no/x.html"), 73, "cannot be created")
      #expect(try batch.run("report").status == 64)
      #expect(try batch.files.allSatisfy { !$0.hasPrefix("x.html") })
    }
  }

  @Test func `a queue that nothing was done on has a report too`() async throws {
    try await blocking {
      let batch = try BatchProgram()
      expectComplaint(try batch.run("report", "-o", "report.html"), 66, "no queue")
      try batch.enqueueSamples(2)
      #expect(try batch.run("report", "-o", "report.html").status == 0)
      try Self.expectHarmless(batch)
      #expect(try batch.folder.read("report.html").contains("No role was run yet."))
    }
  }
}
