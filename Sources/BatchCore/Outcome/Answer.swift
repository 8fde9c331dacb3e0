/// A usable answer: complete, in the asked shape, checked.
package struct Answer: Sendable, Equatable, Codable {
  /// How the JSON was found in the text.
  package enum Extraction: String, Sendable, Codable {
    /// The whole text is strict JSON; its bytes are kept as they came.
    case whole
    /// Strict JSON inside a code fence or prose.
    case extracted
    /// JSON5, written anew as strict JSON.
    case json5
    /// The job asked for text.
    case text
    /// The job asked for an image.
    case image
  }

  /// For JSON jobs one strict JSON document; for text jobs a JSON string; for image jobs what
  /// `PictureNote` says of the picture.
  package var output: String
  package var extraction: Extraction
  /// Of image jobs.
  package var picture: Picture?

  package init(output: String, extraction: Extraction, picture: Picture? = nil) {
    self.output = output
    self.extraction = extraction
    self.picture = picture
  }
}
