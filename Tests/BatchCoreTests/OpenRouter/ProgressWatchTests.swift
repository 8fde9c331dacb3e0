import BatchCore
import Testing

@Suite struct ProgressWatchTests {
  @Test(arguments: [
    "\n", " \r\n\t", "data: \t \n", ": OPENROUTER PROCESSING\n\n", ":\n", ": data: x\n",
    "event: chunk\n",
    "id: 12\n", "retry: 10\n", "data:\n", "data: \n", "data\n", "event\n", "\u{FEFF}",
    "\u{FEFF}: comment\n",
  ])
  func `what keeps a stream open is no progress`(_ line: String) {
    var watch = ProgressWatch(isEventStream: true)
    let isProgress = watch.take(Array(line.utf8))
    #expect(!isProgress)
    var bytewise = ProgressWatch(isEventStream: true)
    for byte in line.utf8 {
      let isProgress = bytewise.take([byte])
      #expect(!isProgress)
    }
  }

  @Test(arguments: [
    "data: {\"x\":1}\n", "data:x", "data: [DONE]\n\n", "{\"error\":1}", "<html>", "events: x",
    "dat: x", "oops\n",
  ])
  func `what carries something is progress`(_ line: String) {
    var watch = ProgressWatch(isEventStream: true)
    let isProgress = watch.take(Array(": comment\n\n\(line)".utf8))
    #expect(isProgress)
  }

  @Test func `white space is progress only inside a body`() {
    var watch = ProgressWatch(isEventStream: false)
    let steps = ["\n \r\n", "\t", "", "\n{", " ", "}"].map { watch.take(Array($0.utf8)) }
    #expect(steps == [false, false, false, true, true, true])
    #expect(watch.realBytes == 3)
    #expect(!watch.isDone)
  }

  @Test func `a comment sign begins an ordinary body`() {
    var watch = ProgressWatch(isEventStream: false)
    let isProgress = watch.take(Array(": x".utf8))
    #expect(isProgress)
  }

  @Test(arguments: [
    ("data: [DONE]\n\n", true), ("data: [DONE]", true), ("data:[DONE]\r", true),
    ("data: [DONE]\n\n: late comment\n", true), ("data: [DONE", false), ("data: [DONE]x", false),
    ("data: [DONE]x\n", false), (": [DONE]\n", false), ("[DONE]\n", false),
    ("data: x[DONE]\n", false), ("data:  [DONE]\n", true), ("\u{FEFF}data: [DONE]\n", true),
  ])
  func `only a DONE of its own ends a stream`(_ body: String, _ expected: Bool) {
    var watch = ProgressWatch(isEventStream: true)
    _ = watch.take(Array(body.utf8))
    #expect(watch.isDone == expected)
  }

  @Test(
    arguments: [
      "\u{FEFF}: OPENROUTER PROCESSING\r\n\r\nevent: a\r\ndata: {\"é\": 1}\r\n\r\ndata: [DONE]\r\n\r\n",
      ": \n\ndata:\ndata\nda: x\nevent\nevents\nretry:1\nid\n:\n\ndata: [DONE]x\n\ndata: [DONE]",
      "\n\n  {\"error\": {\"message\": \": no\"}}\n\n", "\r\r\rdata: a\rdata: b\r\r: c",
      "\u{FEFF}\u{FEFF}data: [DONE]\n",
    ], [true, false])
  func `how a body is cut changes nothing`(_ text: String, _ isEventStream: Bool) {
    let body = Array(text.utf8)
    var whole = ProgressWatch(isEventStream: isEventStream)
    let isProgress = whole.take(body)
    for first in body.indices {
      for second in first...body.count {
        var cut = ProgressWatch(isEventStream: isEventStream)
        var steps = false
        for piece in [body[..<first], body[first..<second], body[second...]] {
          if cut.take(piece) { steps = true }
        }
        #expect(cut == whole, "cut at \(first) and \(second)")
        #expect(steps == isProgress, "cut at \(first) and \(second)")
      }
    }
  }
}
