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

  /// The file of a task's picture; nil if its output is none.
  func fileName(of row: ExportRow, _ name: String) -> String? {
    note(row).map { "\(name).\($0.format.fileEnding)" }
  }

  /// The task, its picture's file named in its output.
  func naming(_ row: ExportRow, _ name: String) -> ExportRow {
    guard let note = note(row), let file = fileName(of: row, name) else { return row }
    var row = row
    row.result?.output = note.output(file: path.isEmpty ? file : "\(path)/\(file)")
    return row
  }

  private func note(_ row: ExportRow) -> PictureNote? {
    guard let result = row.result, result.extraction == .image else { return nil }
    return PictureNote(result.output)
  }
}
