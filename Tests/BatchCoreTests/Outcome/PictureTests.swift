import BatchCore
import Foundation
import Testing

@Suite struct PictureTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]

  @Test(
    arguments: [
      (png, .png), (jpeg, .jpeg), (Array("RIFF\0\0\0\0WEBPVP8 ".utf8), .webp),
      (Array("GIF89a...".utf8), .gif), (Array(" <svg xmlns='x'/>".utf8), .svg),
      (Array("<?xml version='1.0'?>\n<svg/>".utf8), .svg), ([], nil), ([0x89, 0x50], nil),
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
