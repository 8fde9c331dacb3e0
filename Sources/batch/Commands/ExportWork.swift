import BatchCore
import BatchEngine
import Foundation
import Glibc

/// What `batch export` does once its arguments are read.
struct ExportWork {
  var reader: any QueueReader
  var role: String
  var filter: ExportFilter
  var format: ExportFormat
  /// nil: standard output.
  var output: String?
  /// Tasks of the role, for the share that is done.
  var tasks: StatusReport.Role

  private struct Interrupted: Error {}

  func run() throws -> ExitStatus {
    do {
      let hasPictures = try filter != .failed && reader.hasPictures(role: role)
      guard let output else {
        if hasPictures { throw Self.namelessPictures(role) }
        return try write { try Terminal.emit($0) }
      }
      if hasPictures, format != .markdown {
        guard OutputFile.isPlain(output) else { throw Self.namelessPictures(role) }
        return try writeWithPictures(output)
      }
      return format == .markdown ? try writeFiles(output) : try writeFile(output)
    } catch let failure as OutputFile.Failure {
      throw Complaint(
        "\(printable(failure.path)) could not be written: \(failure.reason).", .inputOutput)
    } catch is Interrupted {
      throw Complaint(
        "Interrupted: the export to \(printable(output ?? "")) is not complete. "
          + "The same command writes it anew.",
        .interrupted)
    }
  }

  private func writeFile(_ output: String) throws -> ExitStatus {
    let file = try Self.created(output) { path throws(OutputFile.Failure) in
      try OutputFile(path: path)
    }
    return try write(done: { try file.finish() }) { try file.append($0) }
  }

  /// Pictures go into a folder beside the file and are on disk before it.
  private func writeWithPictures(_ output: String) throws -> ExitStatus {
    let path = Self.pictureFolder(beside: output)
    let folder = try Self.created(path) { path throws(OutputFile.Failure) in
      try OutputFolder(path: path)
    }
    let file = try Self.created(output) { path throws(OutputFile.Failure) in
      try OutputFile(path: path)
    }
    let pictures = PictureFolder(
      folder: folder, path: URL(fileURLWithPath: path).lastPathComponent)
    let stop = AbortFlag()
    let signals = Signals([SIGINT, SIGTERM]) { stop.raise() }
    defer { signals.cancel() }
    let status = try write(
      pictures: pictures, stop: stop, done: { try file.finish() }, to: { try file.append($0) })
    Terminal.talk("The images are in \(printable(path)), one file an article.")
    return status
  }

  /// `out/blog.jsonl` has its pictures in `out/blog-images`: `out/blog` may be the user's own.
  private static func pictureFolder(beside output: String) -> String {
    // A link's target is written, which may lie elsewhere.
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: output)) != nil
    let place = isLink ? OutputFile.target(of: output) : output
    let ending = URL(fileURLWithPath: place).pathExtension
    return place.dropLast(ending.isEmpty ? 0 : ending.count + 1) + "-images"
  }

  private static func namelessPictures(_ role: String) -> Complaint {
    Complaint(
      "The role \(printable(role)) makes images, which are files: say where with -o, such as "
        + "-o drawn.jsonl. They are put into a folder beside it (drawn-images), one file an article.",
      .usage)
  }

  private func writeFiles(_ output: String) throws -> ExitStatus {
    let folder = try Self.created(output) { path throws(OutputFile.Failure) in
      try OutputFolder(path: path)
    }
    let stop = AbortFlag()
    let signals = Signals([SIGINT, SIGTERM]) { stop.raise() }
    defer { signals.cancel() }
    let line = progress(namesFiles: true)
    let count = try exporter(line, stop).files(into: folder)
    line.clear()
    Terminal.talk("\(Wording.counted(count.written, "file")) written to \(printable(output)).")
    tellLeftOut(count)
    return .done
  }

  private func tellLeftOut(_ count: Exporter.Count) {
    guard count.leftOut > 0 else { return }
    Terminal.talk(
      "Finished or put back meanwhile, so not among them: "
        + "\(Wording.counted(count.leftOut, "article")). Export again to have all.")
  }

  /// Lines of JSON or a table, to the sink.
  private func write(
    pictures: PictureFolder? = nil, stop: AbortFlag = AbortFlag(), done: () throws -> Void = {},
    to sink: ([UInt8]) throws -> Void
  ) throws -> ExitStatus {
    let line = progress(namesFiles: pictures != nil)
    let exporter = exporter(line, stop)
    let count =
      format == .csv
      ? try exporter.table(pictures: pictures, to: sink)
      : try exporter.lines(pictures: pictures, to: sink)
    try done()
    line.clear()
    if let output {
      Terminal.talk("\(Wording.counted(count.written, "line")) written to \(printable(output)).")
    }
    tellLeftOut(count)
    return .done
  }

  private func exporter(_ line: ProgressLine, _ stop: AbortFlag) -> Exporter {
    Exporter(reader: reader, role: role, filter: filter) { count in
      if stop.isRaised { throw Interrupted() }
      line.show(count)
    }
  }

  private func progress(namesFiles: Bool) -> ProgressLine {
    let rows = Exporter.span(of: tasks, filter, namesFiles: namesFiles)
    // A table is read twice. Data on the same terminal leaves no place for a line.
    return ProgressLine(
      "Exporting", total: format == .csv ? 2 * rows : rows,
      isShown: output != nil || !Terminal.showsToPerson)
  }

  private static func created<Target>(
    _ path: String, _ create: (String) throws(OutputFile.Failure) -> Target
  ) throws -> Target {
    do throws(OutputFile.Failure) {
      return try create(path)
    } catch {
      throw Complaint(
        "\(printable(path)) cannot be created: \(error.reason). Choose another place with -o.",
        .cannotCreate)
    }
  }
}
