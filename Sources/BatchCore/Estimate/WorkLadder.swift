/// Where a role's open work is asked for.
struct WorkLadder: Sendable, Equatable {
  let models: [String]
  /// The first that makes what the role is for.
  let first: Int
  /// For each rung the one that works what stands there.
  private let working: [Int]
  /// Why new work starts with another model than the first; nil: it does not.
  let moved: MovedStart?

  /// - Parameter moved: models with which no new work starts now.
  init(_ job: Job, moved: [MovedStart]) {
    models = job.ladder
    first = job.ladder.count > 1 && job.ladder[0] == job.describe?.model ? 1 : 0
    func isPassedOver(_ rung: Int) -> Bool {
      moved.contains { $0.passesOver(job.ladder[rung], of: job) }
    }
    working = job.ladder.indices.map { rung in
      guard isPassedOver(rung) else { return rung }
      return job.ladder.indices.first { $0 > rung && !isPassedOver($0) } ?? rung
    }
    let start = job.ladder[first]
    self.moved =
      working[first] == first ? nil : moved.first { $0.passesOver(start, of: job) }
  }

  /// The model that new work is for: which it starts with, or which draws what is described before.
  var model: String { models[working[first]] }

  func rung(of place: WorkSample.Place) -> Int {
    working[place.model.flatMap { models.firstIndex(of: $0) } ?? 0]
  }
}
