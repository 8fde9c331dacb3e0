import BatchCore
import Foundation

extension Scenario {
  static let images: [Scenario] = [
    .plain(
      "S45 words and no image", .completion(#""content":"A mill by a river.""#), kind: .noImage,
      first: .retry, last: .retry, spent: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 the provider made none",
      #"{"choices":[{"message":{"content":null},"finish_reason":"stop","native_finish_reason":"NO_IMAGE"}]}"#,
      kind: .noImage, first: .retry, last: .retry, spent: .fail
    ).ofImage(.chatForImage),
    .plain(
      "S45 taken away by the filter",
      #"{"choices":[{"message":{"content":""},"finish_reason":"stop","native_finish_reason":"IMAGE_SAFETY"}]}"#,
      kind: .declined, first: .escalate, last: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 words beside a safety filter",
      #"{"choices":[{"message":{"content":"I cannot."},"finish_reason":"content_filter","native_finish_reason":"IMAGE_PROHIBITED_CONTENT"}]}"#,
      kind: .declined, first: .escalate, last: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 refused in words", .completion(#""content":null,"refusal":"I cannot draw people.""#),
      kind: .declined, first: .escalate, last: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 half an image", .image("data:image/png;base64,iVBORw0KGgoAAAAN"), kind: .noImage,
      first: .retry, last: .retry, spent: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 an address", .image("https://example.org/a.png"), kind: .noImage, first: .retry,
      last: .retry, spent: .fail
    ).ofImage(.chatWithImage),
    .plain(
      "S45 an image of another type than it says",
      .image("data:image/jpeg;base64," + TinyPicture.base64), kind: nil, first: .succeed
    ).ofImage(.chatWithImage),
    .plain(
      "S45 the image API without one", #"{"created":1,"data":[],"usage":{"cost":0}}"#,
      kind: .noImage, first: .retry, last: .retry, spent: .fail
    ).ofImage(.images),
    .plain(
      "S45 the image API with one",
      #"{"created":1,"data":[{"b64_json":"\#(TinyPicture.base64)"}]}"#,
      kind: nil, first: .succeed
    ).ofImage(.images),
    .plain(
      "S42 an image cut off at its token limit",
      .completion(#""content":"Here""#, finish: "length", tokens: 3072), kind: .truncated,
      first: .retry, last: .retry, spent: .fail
    ).ofImage(.chatWithImage),
    .refused(
      "S46 by chat", 404,
      #"{"error":{"message":"No endpoints found that support the requested output modalities: image, text","code":404,"metadata":{"failed_routing_step":"Filter by Model Output Modalities"}}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)
    ).ofImage(.chatWithImage),
    .refused(
      "S46 at the image API", 404,
      #"{"error":{"message":"No endpoints found for google/gemini-3-pro-image-preview.","code":404}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)
    ).ofImage(.images),
    .refused(
      "S46 no image API at all", 404, #"{"error":{"message":"Not Found","code":404}}"#,
      kind: .noEndpoints, first: .retry, last: .retry, spent: .pauseModel(.unknownModel)
    ).ofImage(.images),
    .refused(
      "S47 no completed image", 502,
      #"{"error":{"message":"Provider returned error","code":502,"metadata":{"provider_name":"Google"}}}"#,
      kind: .noImage, first: .retry, last: .retry, spent: .fail
    ).ofImage(.images),
    .refused(
      "S32 a bare 502 of the image API", 502, "<html>502</html>", kind: .serverError, first: .retry,
      last: .retry, spent: .fail
    ).ofImage(.images),
    .refused(
      "S32 a 502 without an error object", 502, #"{"message":"Bad gateway"}"#, kind: .providerError,
      first: .retry, last: .retry, spent: .fail
    ).ofImage(.images),
  ]
}

/// The smallest file that has a PNG's beginning and its end.
enum TinyPicture {
  static let bytes: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0] + "IEND".utf8
    + [0xAE, 0x42, 0x60, 0x82]
  static let base64 = Data(bytes).base64EncodedString()
}

extension String {
  /// A chat's answer with one image in it.
  static func image(_ place: String) -> String {
    completion(#""content":"","images":[{"type":"image_url","image_url":{"url":"\#(place)"}}]"#)
  }
}
