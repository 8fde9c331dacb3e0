/// What stands in the place of an output for a picture, whose bytes are kept apart: its format and
/// its size.
package struct PictureNote: Sendable, Equatable {
  package var format: Picture.Format
  /// In bytes.
  package var size: Int

  package init(of picture: Picture) {
    format = picture.format
    size = picture.bytes.count
  }

  /// Nil for an output that is something else.
  package init?(_ output: String) {
    guard let root = try? JSONReader.document(Array(output.utf8)[...]),
      let format = root[member: "format"]?.text.flatMap(Picture.Format.init(rawValue:)),
      let size = root[member: "bytes"]?.integer
    else { return nil }
    self.format = format
    self.size = size
  }

  /// As JSON.
  ///
  /// - Parameter file: where it was written to, if it was.
  package func output(file: String? = nil) -> String {
    var json = JSONText(reserving: 256)
    json.openObject()
    if let file {
      json.name("file")
      json.string(file)
    }
    json.name("format")
    json.string(format.rawValue)
    json.name("bytes")
    json.integer(size)
    json.closeObject()
    return json.text
  }

  /// Such as `PNG, 1.2 MB`.
  package var sentence: String { "\(format.rawValue.uppercased()), \(Wording.bytes(size))" }
}
