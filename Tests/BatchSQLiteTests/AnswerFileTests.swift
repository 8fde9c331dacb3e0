import BatchCore
import Foundation
import StoreContract
import Testing

@testable import BatchSQLite

/// What a run puts aside at its end, and the next one takes in.
@Suite struct AnswerFileTests {
  private static let settlement = Settlement(
    task: TaskID(1), claim: ClaimNumber(2), decision: Make.answer(), facts: Make.facts(),
    finishedAt: Make.at(3))
  private static let batch = AcceptedBatch(
    batch: BatchNumber(4), id: "batch_5", acceptedAt: Make.at(6))

  @Test func `answers and batches lie in one file, and each comes back as what it is`() throws {
    let scratch = try Scratch()
    let file = AnswerFile(database: scratch.path)
    let path = try file.keep([Self.settlement])
    #expect(try file.keep(Self.batch) == path)
    #expect(try file.kept() == [Self.settlement])
    #expect(try file.keptBatches() == [Self.batch])
    #expect(try file.discard(keepCopy: false) == [])
    #expect(try file.kept() == [] && file.keptBatches() == [])
    #expect(!FileSystem.exists(path))
  }

  @Test func `a line that nobody can read keeps the file under another name`() throws {
    let scratch = try Scratch()
    let file = AnswerFile(database: scratch.path)
    let path = try file.keep(Self.batch)
    let torn = try Data(contentsOf: URL(fileURLWithPath: path)) + Data(#"{"batch":"#.utf8)
    try torn.write(to: URL(fileURLWithPath: path))
    #expect(try file.keptBatches() == [Self.batch])
    let copies = try file.discard(keepCopy: false)
    #expect(copies.count == 1 && copies.allSatisfy(FileSystem.exists))
  }
}
