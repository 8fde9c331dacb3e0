import Foundation

/// An image of an answer, as it is written down.
struct DrawnImage: Sendable {
  /// Base64.
  var content: String
  var mediaType = "image/png"

  init(_ bytes: [UInt8]) { content = Data(bytes).base64EncodedString() }

  /// As chat answers hold it.
  var part: JSON {
    [
      "type": "image_url",
      "image_url": ["url": .string("data:\(mediaType);base64,\(content)")],
    ]
  }

  /// As the image API's answers hold it.
  var entry: JSON { ["b64_json": .string(content), "media_type": .string(mediaType)] }
}

extension Completion {
  /// The answer of the image API.
  var imageDocument: JSON {
    var members: [(name: String, value: JSON)] = [
      ("created", JSON(created)), ("data", .array(images.map(\.entry))),
    ]
    if let error { members.insert(("error", error), at: 0) }
    if let usage { members.append(("usage", usage.json)) }
    return .object(members)
  }

  /// Spoils an image as `fault` says; other faults leave it as it is.
  mutating func spoilImage(_ fault: Fault) {
    guard !images.isEmpty else { return }
    switch fault {
    case .noImage:
      images = []
      content = .text("I can't draw that, but here is what it would look like: a mill by a river.")
    case .imageSafety:
      images = []
      finish = "content_filter"
      nativeFinish = "IMAGE_SAFETY"
    case .brokenImage:
      images[0].content = String(images[0].content.prefix(images[0].content.utf8.count / 8 * 4))
    case .notAnImage: images[0] = DrawnImage(Array(#"{"status":"rendering"}"#.utf8))
    case .wrongMediaType: images[0].mediaType = "image/jpeg"
    default: break
    }
  }
}
