import BatchCore
import Foundation
import Testing

/// Where an answer's picture may stand, and what is made of it.
@Suite struct ImageReadingTests {
  private static let url = "data:image/png;base64," + TinyPicture.base64
  private static let draft = "data:image/gif;base64,R0lGODlhOw=="
  private static let folded = TinyPicture.base64.map { "\($0)\\n " }.joined()

  static let answers: [(name: String, body: String, type: String)] = [
    ("by chat", .image(url), "application/json"),
    (
      "several: the last, after its drafts",
      .completion(
        #""content":"Two.","images":[{"image_url":{"url":"data:image/png;base64,AAAA"}},{"image_url":{"url":"\#(draft)"}},{"image_url":{"url":"\#(url)"}}]"#
      ), "application/json"
    ),
    ("folded", .image("data:image/png;base64," + folded), "application/json"),
    ("bare base64", .image(TinyPicture.base64), "application/json"),
    (
      "as a part of the content",
      .completion(
        #""content":[{"type":"text","text":"Here."},{"type":"image_url","image_url":{"url":"\#(url)"}}]"#
      ), "application/json"
    ),
    (
      "finished by its limit, and whole",
      .completion(
        #""content":"","images":[{"image_url":{"url":"\#(url)"}}]"#, finish: "length"),
      "application/json"
    ),
    (
      "at the image API",
      #"{"created":1,"data":[{"b64_json":"\#(TinyPicture.base64)","media_type":"image/webp"}],"usage":{"cost":0.04}}"#,
      "application/json"
    ),
    (
      "in a stream",
      """
      data: {"choices":[{"delta":{"role":"assistant","content":"Here."}}]}

      data: {"choices":[{"delta":{"images":[{"image_url":{"url":"\(draft)"}}]}}]}

      data: {"choices":[{"delta":{"images":[{"image_url":{"url":"\(url)"}}]}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: [DONE]


      """, "text/event-stream"
    ),
  ]

  @Test(arguments: answers)
  func `the picture of an answer is found and kept apart`(
    name: String, body: String, type: String
  ) {
    let reading = Reading.of(
      Exchange(200, body, type: type), expecting: .image, model: "a/b", now: Scenario.noon)
    guard case .answered(let answer) = reading.outcome else {
      Issue.record("\(name): \(reading.outcome)")
      return
    }
    #expect(answer.picture?.bytes == TinyPicture.bytes, "\(name)")
    #expect(answer.picture?.format == .png)
    #expect(answer.extraction == .image)
    #expect(answer.output == #"{"format":"png","bytes":20}"#)
  }

  @Test func `what came instead of a picture is said`() {
    let table = [
      (String.image("https://example.org/a.png"), "it names an address where the image should be"),
      (.image("data:image/png;base64,AAAA"), "what came in its place is damaged or no image"),
      (.completion(#""content":"A mill.""#), "A mill."),
      (
        .completion(
          #""content":"","images":[{"image_url":{"url":"\#(Self.url)"}},{"image_url":{"url":"data:image/png;base64,AAAA"}}]"#
        ), "what came in its place is damaged or no image"
      ),
    ]
    for (body, words) in table {
      let reading = Reading.of(
        Exchange(200, body), expecting: .image, model: "a/b", now: Scenario.noon)
      guard case .failed(let failure, _) = reading.outcome else {
        Issue.record("\(reading.outcome)")
        continue
      }
      #expect(failure.kind == .noImage)
      #expect(failure.sentence.hasPrefix("The answer has no image"))
      #expect(failure.sentence.contains(words.dropLast()), "\(failure.sentence)")
    }
  }

  @Test func `an image that was not completed is the model's fault, words are an answer`() {
    func signal(_ exchange: Exchange) -> PaceSignal {
      PaceSignal(
        Reading.of(
          exchange, expecting: .image, model: "a/b", route: .images, now: Scenario.noon))
    }
    let body = #"{"error":{"message":"The provider returned no completed image","code":502}}"#
    let hint = HTTPHeader("Retry-After", "7")
    #expect(signal(Exchange(502, body)) == .failing(hint: nil))
    #expect(signal(Exchange(502, body, headers: [hint])) == .failing(hint: .seconds(7)))
    #expect(signal(Exchange(502, "<html>")) == .failing(hint: nil))
    #expect(signal(Exchange(200, #"{"created":1,"data":[]}"#)) == .served)
  }

  @Test func `a picture of megabytes is read`() throws {
    var bytes = TinyPicture.bytes
    bytes.insert(contentsOf: [0, 0x3D, 0x09, 0] + Array("IDAT".utf8), at: 8)
    bytes.insert(contentsOf: [UInt8](repeating: 9, count: 4_000_004), at: 16)
    let body = #"{"data":[{"b64_json":"\#(Data(bytes).base64EncodedString())"}]}"#
    let reading = Reading.of(
      Exchange(200, body), expecting: .image, model: "a/b", now: Scenario.noon)
    guard case .answered(let answer) = reading.outcome else {
      Issue.record("\(reading.outcome)")
      return
    }
    #expect(answer.picture?.bytes == bytes)
  }
}
