import BatchCore
import Foundation
import Testing

@Suite struct PictureTests {
  private static let png = TinyPicture.bytes
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xD9]
  private static let webp = Array("RIFF\u{4}\0\0\0WEBP".utf8)

  @Test(
    arguments: [
      (png, .png), (jpeg, .jpeg), (webp, .webp),
      (Array("GIF89a...;".utf8), .gif), (Array(" <svg xmlns='x'></svg>".utf8), .svg),
      (Array("<?xml version='1.0'?>\n<svg><g/></svg>\n".utf8), .svg), ([], nil),
      ([0x89, 0x50], nil),
      (Array("RIFF\0\0\0\0WAVE".utf8), nil), (Array("<html><svg/></html>".utf8), nil),
      (Array("{\"error\":\"no image\"}".utf8), nil),
    ] as [([UInt8], Picture.Format?)])
  func `a picture is known by its bytes, whatever is said of it`(
    bytes: [UInt8], format: Picture.Format?
  ) {
    let url = "data:image/png;base64," + Data(bytes).base64EncodedString()
    #expect(Picture(dataURL: url)?.format == format)
    #expect(Picture(bytes: bytes)?.bytes == (format == nil ? nil : bytes))
  }

  @Test(arguments: [
    "", "data:", "data:image/png,abc", "https://example.org/a.png", "data:image/png;base64,",
    "data:image/png;base64,%%%%", "data:text/plain;base64,SGVsbG8=", "iVBORw0KGgo=",
  ])
  func `a data URL that is no picture is none`(_ url: String) {
    #expect(Picture(dataURL: url) == nil)
  }

  @Test(arguments: [png, jpeg, webp, Array("GIF89a...;".utf8), Array("<svg><g/></svg>".utf8)])
  func `a picture that is cut off is none`(_ bytes: [UInt8]) {
    #expect(Picture(bytes: bytes) != nil)
    for count in 0..<bytes.count - 1 {
      #expect(Picture(bytes: Array(bytes.prefix(count))) == nil, "\(count)")
    }
  }

  @Test func `white space and missing padding in base64 are forgiven`() {
    let folded = TinyPicture.base64.map { "\($0)\r\n " }.joined()
    let bare = TinyPicture.base64.filter { $0 != "=" }
    for text in [folded, bare] {
      #expect(Picture(base64: text)?.bytes == Self.png)
      #expect(Picture(dataURL: "data:image/png;base64," + text)?.bytes == Self.png)
    }
    let short = TinyPicture.base64.prefix(TinyPicture.base64.count / 2)
    #expect(Picture(base64: String(short)) == nil)
  }

  @Test func `a picture kept outside the queue comes back as it was`() throws {
    let picture = try #require(Picture(bytes: Self.jpeg))
    let data = try JSONEncoder().encode(picture)
    #expect(try JSONDecoder().decode(Picture.self, from: data) == picture)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Picture.self, from: Data(#"{"base64":"AAAA"}"#.utf8))
    }
  }

  @Test func `what stands for a picture names its format and size`() throws {
    var bytes = Self.png
    bytes.insert(contentsOf: [0, 0x13, 0, 0] + Array("IDAT".utf8), at: 8)
    bytes.insert(contentsOf: [UInt8](repeating: 7, count: 0x13_0000 + 4), at: 16)
    let note = PictureNote(of: try #require(Picture(bytes: bytes)))
    #expect(note.sentence == "PNG, 1.2 MB")
    #expect(note.output() == #"{"format":"png","bytes":1245216}"#)
    #expect(PictureNote(note.output()) == note)
    #expect(note.output(file: "images/a.png").hasPrefix(#"{"file":"images/a.png","format""#))
    #expect(PictureNote(#"{"title":"x"}"#) == nil)
  }

  @Test func `the pictures of an answer are found, plain and streamed`() throws {
    let url = "data:image/png;base64," + Data(Self.png).base64EncodedString()
    let plain = String.completion(
      #""content":"","images":[{"type":"image_url","image_url":{"url":"\#(url)"}}]"#)
    let streamed = """
      data: {"choices":[{"delta":{"images":[{"image_url":{"url":"\(url)"}}]}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: [DONE]


      """
    for (body, type) in [(plain, "application/json"), (streamed, "text/event-stream")] {
      let completion = try #require(Completion(body: Array(body.utf8), contentType: type))
      #expect(completion.images == [url])
      #expect(completion.images.compactMap(Picture.init(dataURL:)).map(\.format) == [.png])
    }
  }
}
