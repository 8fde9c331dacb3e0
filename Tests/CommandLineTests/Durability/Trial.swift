import Simulator

/// One command that met trouble, and how it ended.
struct Trial {
  var number: Int
  var trouble: Trouble
  var ending: BatchProgram.Ending
  /// What the failing disk did, a line each.
  var report: [String]
  var milliseconds: Double

  /// What became of the same command just before.
  private var earlier: [Trial] = []

  var isDead: Bool { ending.status == 137 }

  /// How often the command died.
  var deaths: Int { (earlier + [self]).count { $0.isDead } }

  /// It said that it was done, whatever became of the machine a moment later.
  var isDone: Bool {
    if ending.status == 0 || earlier.contains(where: \.isDone) { return true }
    return report.last?.contains(" exit ") == true && !report.contains { $0.hasPrefix("fault ") }
  }

  /// The articles that a run told to be done.
  var toldDone: [String] {
    earlier.flatMap(\.toldDone)
      + ending.talk.split(separator: "\n").filter { $0.hasSuffix("s): done") }
      .map { String($0.prefix { $0 != " " }) }
  }

  /// The calls that were counted, if it ended by itself.
  var calls: StorageFault.Calls? {
    guard let line = report.first(where: { $0.hasPrefix("end ") }) else { return nil }
    let sums = line.split(separator: " ").compactMap { Int($0) }
    guard sums.count == 4 else { return nil }
    return StorageFault.Calls(all: sums[0], room: sums[1], writes: sums[2], syncs: sums[3])
  }

  /// For a test's comment: enough to see it again.
  func comment(_ scenario: Scenario) -> String {
    earlier.map { $0.comment(scenario) + "; then " }.joined()
      + "\(scenario) \(number), \(trouble): \(ending.status) \(report) \(ending.talk.suffix(400))"
  }

  init(
    number: Int, trouble: Trouble, ending: BatchProgram.Ending, report: [String],
    milliseconds: Double
  ) {
    self.number = number
    self.trouble = trouble
    self.ending = ending
    self.report = report
    self.milliseconds = milliseconds
  }

  /// The command went on after another trial of it.
  func following(_ trial: Trial) -> Trial {
    var both = self
    both.earlier = trial.earlier + [trial]
    return both
  }
}
