import BatchCore

/// Where an export's pictures go: one file an article.
package struct PictureFolder {
  package let folder: OutputFolder
  /// How the export names the folder, as seen from its own place; empty if that is the folder.
  package let path: String

  package init(folder: OutputFolder, path: String) {
    self.folder = folder
    self.path = path
  }

  /// Writes a task's picture. In a folder of the pictures' own, what an earlier export wrote of the
  /// task in another format goes: a picture has one file. Elsewhere it may be somebody else's.
  func write(
    _ bytes: [UInt8], of row: ExportRow, _ name: String
  ) throws(OutputFile.Failure) {
    guard let format = note(row)?.format else { return }
    try folder.add(bytes, named: Self.fileName(name, format))
    guard !path.isEmpty else { return }
    for other in Picture.Format.allCases where other != format {
      try folder.remove(Self.fileName(name, other))
    }
  }

  private static func fileName(_ name: String, _ format: Picture.Format) -> String {
    "\(name).\(format.fileEnding)"
  }

  /// The task, its picture's file named in its output.
  func naming(_ row: ExportRow, _ name: String) -> ExportRow {
    guard let note = note(row) else { return row }
    let file = Self.fileName(name, note.format)
    var row = row
    row.result?.output = note.output(file: path.isEmpty ? file : "\(path)/\(file)")
    return row
  }

  private func note(_ row: ExportRow) -> PictureNote? {
    guard let result = row.result, result.extraction == .image else { return nil }
    return PictureNote(result.output)
  }
}
