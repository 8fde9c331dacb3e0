import BatchCore
import Testing

struct EnqueueReportTests {
  static func report(_ change: (inout EnqueueReport) -> Void) -> EnqueueReport {
    var report = EnqueueReport()
    change(&report)
    return report
  }

  @Test func `the sum is exact and grouped`() {
    let report = Self.report {
      $0.queued = 3108
      $0.rejected = 1
      $0.rejects = "bad.jsonl"
    }
    #expect(
      report.text() == """
        3,109 lines read: 3,108 queued, 1 rejected.
        It is kept in bad.jsonl: repair it, then: batch enqueue bad.jsonl
        Next: batch run --role rewrite
        """)
    #expect(report.read == 3109)
    #expect(report.exitStatus == 65)
  }

  @Test func `one line is singular`() {
    #expect(
      Self.report { $0.queued = 1 }.text()
        == "1 line read: 1 queued.\nNext: batch run --role rewrite")
  }

  @Test func `everything has its word`() {
    let report = Self.report {
      $0.queued = 1
      $0.unchanged = 2
      $0.updated = 3
      $0.conflicting = 4
      $0.rejected = 5
      $0.blank = 6
      $0.elements = 1
      $0.untitled = 2
      $0.hidden = 1
    }
    #expect(
      report.text(database: "my queue.sqlite") == """
        21 records read: 1 queued, 2 unchanged, 3 updated, 4 conflicting, 5 rejected, 6 blank.
        1 more mistake not shown.
        --rejects FILE keeps the rejected and conflicting lines for repair.
        2 articles have no title; --title-field NAME names its member.
        Next: batch run --role rewrite --database 'my queue.sqlite'
        """)
  }

  @Test func `an empty input says so`() {
    let report = Self.report { $0.empty = ["articles\u{1B}.jsonl"] }
    #expect(report.text() == "0 lines read.\narticles␛.jsonl holds no articles.")
    #expect(report.exitStatus == 65)
  }

  static let statuses: [(EnqueueReport, Int32)] = [
    (report { $0.queued = 1 }, 0), (report { $0.unchanged = 1 }, 0),
    (
      report {
        $0.queued = 1
        $0.empty = ["b.jsonl"]
      }, 0
    ),
    (
      report {
        $0.queued = 1
        $0.conflicting = 1
      }, 65
    ),
    (
      report {
        $0.queued = 1
        $0.ending = .stopped
      }, 130
    ),
    (
      report {
        $0.queued = 1
        $0.ending = .rejectsFailed(path: "r", reason: "disk full")
      }, 74
    ),
    (
      report {
        $0.rejected = 1
        $0.readFailed = true
      }, 74
    ),
    (report { $0.ending = .storeFailed(.full(path: "q")) }, 74),
  ]

  @Test(arguments: statuses)
  func `the exit status says how it went`(report: EnqueueReport, status: Int32) {
    #expect(report.exitStatus == status)
  }

  @Test func `the document has a fixed shape`() throws {
    let report = Self.report {
      $0.queued = 2
      $0.rejected = 1
      $0.unread = [
        EnqueueMistake(source: "a/b.json", line: 7, mistake: LineMistake("it is \"cut\" off"))
      ]
      $0.ending = .stopped
    }
    let expected =
      #"{"blank":0,"conflicting":0,"empty":[],"finished":false,"queued":2,"read":3,"rejected":1,"#
      + #""rejects":null,"unchanged":0,"unread":[{"error":"it is \"cut\" off","line":7,"source":"a/b.json"}],"#
      + #""untitled":0,"updated":0,"version":1}"#
    #expect(try report.json() == expected)
  }

  @Test func `a mistake is one safe line`() {
    let mistake = EnqueueMistake(
      source: "a.jsonl", line: 17, mistake: LineMistake("no `\u{1B}[2J`", remedy: "Do this"))
    #expect(mistake.text == "a.jsonl:17: error: no `␛[2J`. Do this.")
  }
}
