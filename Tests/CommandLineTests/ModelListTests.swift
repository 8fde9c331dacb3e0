import Simulator
import Testing

/// The provider's model list: asked for once a day, and done without where it cannot be had.
struct ModelListTests {
  private static let missing = "The provider's model list cannot be had"

  /// Puts the kept list's age to so many seconds.
  private static func age(_ seconds: Int, _ batch: BatchProgram) throws {
    try batch.query(
      """
      UPDATE document SET fetched_at = 1000 * (CAST(strftime('%s') AS INTEGER) - (\(seconds)))
      WHERE name LIKE 'models %'
      """)
  }

  /// Whether the list was kept in the last minute.
  private static func isFresh(_ batch: BatchProgram) throws -> Bool {
    try batch.query(
      """
      SELECT fetched_at > 1000 * (CAST(strftime('%s') AS INTEGER) - 60) FROM document
      WHERE name LIKE 'models %'
      """) == ["1"]
  }

  @Test(
    .enabled(if: hasSQLite),
    arguments: [(86_000, 1), (86_500, 2), (30 * 86_400, 2), (-3600, 2)])
  func `it is asked for again when it is a day old or of a time to come`(
    age: Int, listings: Int
  ) async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      #expect(provider.simulator.listings == 1)
      try Self.age(age, batch)
      try batch.enqueueSamples(6)
      let again = try batch.run("run", "--role", "rewrite")
      #expect(again.status == 0 && !again.talk.contains(Self.missing), "\(again.talk)")
      #expect(provider.simulator.listings == listings)
      #expect(try Self.isFresh(batch) == (listings == 2))
      try batch.expectRewritten(6)
    }
  }

  @Test(.enabled(if: hasSQLite))
  func `where it cannot be had the one that was kept does, however old it is`() async throws {
    try await withProvider { provider, batch in
      try batch.enqueueSamples(3)
      #expect(try batch.run("run", "--role", "rewrite").status == 0)
      try Self.age(400 * 86_400, batch)
      provider.simulator.setListing(false)
      try batch.enqueueSamples(6)
      let again = try batch.run("run", "--role", "rewrite")
      #expect(again.status == 0, "\(again.talk)")
      #expect(again.talk.contains("\(Self.missing). Limits and prices are those of 20"))
      #expect(try !Self.isFresh(batch), "it is as old as it was")
      #expect(provider.simulator.listings == 2)
      try batch.expectRewritten(6)
    }
  }

  @Test func `without any the run works with what it knows, says so and asks the next time`()
    async throws
  {
    try await withProvider { provider, batch in
      provider.simulator.setListing(false)
      try batch.enqueueSamples(3)
      let first = try batch.run("run", "--role", "rewrite")
      #expect(first.status == 0, "\(first.talk)")
      #expect(first.talk.contains("\(Self.missing), and none was kept. "), "\(first.talk)")
      provider.simulator.setListing(true)
      try batch.enqueueSamples(6)
      let second = try batch.run("run", "--role", "rewrite")
      #expect(second.status == 0 && !second.talk.contains(Self.missing), "\(second.talk)")
      #expect(provider.simulator.listings == 2)
      try batch.expectRewritten(6)
    }
  }
}
