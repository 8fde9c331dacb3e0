import BatchCore
import BatchEngine
import Foundation
import Simulator
import TestSupport
import Testing

/// Pictures on their way out, beside a queue that changes meanwhile.
struct PictureExportTests {
  private static func article(_ number: Int, body: String) -> Article {
    Article(id: "a\(number)", title: SampleArticles.title(number), body: body)
  }

  private static func export(_ run: AnswersBench) -> Exporter {
    Exporter(reader: run.bench.reader, role: "image")
  }

  private static func pictures(_ run: AnswersBench, _ path: String) throws -> PictureFolder {
    PictureFolder(folder: try OutputFolder(path: run.bench.folder.file(path)), path: path)
  }

  private static func names(_ run: AnswersBench, _ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: run.bench.folder.file(path)).sorted()
  }

  /// Draws the second article anew and puts the third one back.
  private static func disturb(_ run: AnswersBench, _ job: Job) throws {
    _ = try run.bench.store.enqueue([article(2, body: "Another.")], update: true)
    #expect(try run.work(job) == .finished)
    _ = try run.bench.store.enqueue([article(3, body: "Another.")], update: true)
  }

  @Test func `a line never names the picture of another result, and what is left out is counted`()
    async throws
  {
    try await OwnThread.run {
      let run = try AnswersBench(count: 3)
      let job = try ImageFamilyTests.job([ImageFamilyTests.both])
      #expect(try run.work(job) == .finished)
      let pictures = try Self.pictures(run, "out-images")
      var lines: [String] = []
      let count = try Self.export(run).lines(pictures: pictures) { line in
        if lines.isEmpty { try Self.disturb(run, job) }
        lines.append(String(decoding: line, as: UTF8.self))
      }
      #expect(count.written == 1 && count.leftOut == 2)
      #expect(lines.count == 1 && lines.first?.contains("out-images/a1.png") == true)
      #expect(try Self.names(run, "out-images") == ["a1.png"])
      #expect(try Self.export(run).lines(pictures: pictures) { _ in }.written == 2)
      #expect(try Self.names(run, "out-images") == ["a1.png", "a2.png"])
    }
  }

  @Test func `a table and a folder of files count what is left out too`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 3)
      let job = try ImageFamilyTests.job([ImageFamilyTests.both])
      #expect(try run.work(job) == .finished)
      var records = 0
      let table = try Self.export(run).table(pictures: Self.pictures(run, "table")) { _ in
        records += 1
        if records == 2 { try Self.disturb(run, job) }
      }
      #expect(table.written == 1 && table.leftOut == 2)
      #expect(try run.work(job) == .finished)
      let folder = try OutputFolder(path: run.bench.folder.file("pages"))
      let files = try Self.export(run).files(into: folder)
      #expect(files.written == 3 && files.leftOut == 0)
    }
  }

  @Test(arguments: ExportFilter.allCases)
  func `what a pass looks at is known before`(filter: ExportFilter) async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 6, .article(6, .noImage))
      #expect(try run.work(ImageFamilyTests.job([ImageFamilyTests.both])) == .finished)
      _ = try run.bench.store.enqueue([Self.article(2, body: "Another.")], update: true)
      let report = try StatusReport(of: run.bench.reader, database: "q", now: run.bench.now)
      let tasks = try #require(report.roles.first)
      #expect(tasks.done == 4 && tasks.failed == 1 && tasks.total == 6)
      for pictures in [nil, try Self.pictures(run, "out")] {
        var looked = 0
        let exporter = Exporter(reader: run.bench.reader, role: "image", filter: filter) {
          looked = $0
        }
        _ = try exporter.lines(pictures: pictures) { _ in }
        #expect(looked == Exporter.span(of: tasks, filter, namesFiles: pictures != nil))
      }
    }
  }

  @Test func `a picture in another format takes the old one's place`() async throws {
    try await OwnThread.run {
      let run = try AnswersBench(count: 2)
      #expect(
        try run.work(ImageFamilyTests.job([ImageFamilyTests.both])) == .finished)
      let pictures = try Self.pictures(run, "out")
      for name in ["a1.jpg", "a2.webp", "own.jpg", "a1.txt"] {
        try pictures.folder.add([1], named: name)
      }
      _ = try Self.export(run).lines(pictures: pictures) { _ in }
      #expect(try Self.names(run, "out") == ["a1.png", "a1.txt", "a2.png", "own.jpg"])
    }
  }
}
