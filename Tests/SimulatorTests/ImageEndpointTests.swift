import Foundation
import Simulator
import Testing

/// Images by chat and through the image API.
struct ImageEndpointTests {
  private static let both = "google/gemini-2.5-flash-image"
  private static let only = "black-forest-labs/flux.2-pro"

  private static func chat(_ model: String, _ modalities: String, stream: Bool = false) -> String {
    """
    {"model":"\(model)","modalities":[\(modalities)],"image_config":{"aspect_ratio":"1:1"},\
    "messages":[{"role":"user","content":"<title>T</title><body>B</body>"}],"stream":\(stream)}
    """
  }

  private static func drawn(_ model: String) -> String {
    let bytes = ExpectedPicture.png(title: "T", body: "B", model: model, aspectRatio: "1:1")
    return Data(bytes).base64EncodedString()
  }

  @Test func `a chat that asks for an image has it beside its words, plain and streamed`()
    async throws
  {
    try await Probe.run { running in
      for stream in [false, true] {
        let answer = try running.chat(Self.chat(Self.both, #""image","text""#, stream: stream))
        #expect(answer.status == 200)
        let url = "data:image/png;base64," + Self.drawn(Self.both)
        #expect(answer.text.contains(url))
      }
      let words = try running.chat(Self.chat(Self.both, ""))
      #expect(!words.text.contains("data:image"))
    }
  }

  @Test func `the image API answers with base64 and what it cost`() async throws {
    try await Probe.run { running in
      let body =
        #"{"model":"\#(Self.only)","prompt":"<title>T</title><body>B</body>","aspect_ratio":"1:1"}"#
      let connection = try running.connection
      connection.send("POST", "/api/v1/images", body: body, headers: [], key: "sk-or-test")
      let answer = connection.receive()
      let entry = (answer.object["data"] as? [[String: Any]])?.first
      #expect(entry?["b64_json"] as? String == Self.drawn(Self.only))
      #expect(entry?["media_type"] as? String == "image/png")
      #expect((answer.object["usage"] as? [String: Any])?["cost"] as? Double ?? 0 > 0)
    }
  }

  @Test func `a model is refused what it does not make`() async throws {
    try await Probe.run { running in
      for (model, modalities, status) in [
        (Self.only, #""image","text""#, 404), (Self.only, #""image""#, 200), (Self.only, "", 404),
        (Probe.model, #""image""#, 404), (Self.both, #""image""#, 200),
      ] {
        let answer = try running.chat(Self.chat(model, modalities))
        #expect(answer.status == status, "\(model) \(modalities)")
        guard status == 404 else { continue }
        let error = answer.object["error"] as? [String: Any]
        #expect((error?["message"] as? String)?.contains("output modalities") == true)
      }
    }
  }

  @Test func `the models that only draw are listed where they are asked for`() async throws {
    try await Probe.run { running in
      for (query, isThere) in [
        ("", false), ("?output_modalities=image", true), ("?output_modalities=all", true),
      ] {
        let answer = try running.ask("GET", "/api/v1/models" + query, key: nil)
        let ids = (answer.object["data"] as? [[String: Any]] ?? []).map { $0["id"] as? String }
        #expect(ids.contains(Self.only) == isThere, "\(query)")
      }
    }
  }

  /// Python's own zlib reads what the simulator wrote, checksums included.
  @Test func `a picture is a whole PNG`() throws {
    for side in [1, 16, 200] {
      let bytes = ExpectedPicture.png(
        title: "T", body: "B", model: Self.only, aspectRatio: nil, side: side)
      let place = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).png")
      defer { try? FileManager.default.removeItem(at: place) }
      try Data(bytes).write(to: place)
      let script = """
        import sys, zlib
        data = open(sys.argv[1], "rb").read()
        at, pixels = 8, b""
        while at < len(data):
            size = int.from_bytes(data[at:at + 4], "big")
            body = data[at + 4:at + 8 + size]
            assert zlib.crc32(body) == int.from_bytes(data[at + 8 + size:at + 12 + size], "big")
            if body[:4] == b"IDAT": pixels += body[4:]
            at += 12 + size
        assert body == b"IEND" and len(zlib.decompress(pixels)) == \(side) * (1 + 3 * \(side))
        """
      let python = Process()
      python.executableURL = URL(filePath: "/usr/bin/python3")
      python.arguments = ["-c", script, place.path]
      try python.run()
      python.waitUntilExit()
      #expect(python.terminationStatus == 0, "\(side)")
    }
  }
}
