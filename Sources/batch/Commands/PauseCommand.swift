import ArgumentParser
import BatchCore
import Foundation

/// `batch pause`.
struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Send nothing more for now: the queue, one role or one model.",
    discussion: """
      Requests in flight end and their answers are kept. A run that has nothing else to do ends \
      at the pause (exit 75); with --wait it stays. The pause holds until batch resume, also for \
      runs that are started later.

        batch pause
        batch pause --role rewrite
        batch pause --model openai/gpt-4o-mini

      Exit status: 0; 66 no database or role of that name; 74 disk; 75 busy, try again later.
      """)

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @OptionGroup var jobs: JobOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      let roles = try KnownRoles(of: QueueFile.reader(queue))
      if let role = scope.role, !JobShelf(jobs).roles.contains(role) { try roles.check(role) }
      if let model = scope.model { warn(of: model, roles) }
      let scope = scope.scope ?? .queue
      let pause = Pause.byUser(
        scope, since: Timestamp(Date()), next: NextSteps(database: queue.path))
      let ending = try Steering(path: queue.path, purpose: .pause).carryOut(.pause(pause))
      if json {
        try Terminal.emit(json: Document(paused: scope.text, run: ending.run))
      } else {
        let flight = ending.run.map { " Run \($0) lets its requests in flight end." } ?? ""
        Terminal.talk(printable("Paused: \(scope.inWords).\(flight) \(pause.remedy)"))
      }
      return .done
    }
  }

  /// A model that nobody here works with is paused all the same: a job may come to use it.
  private func warn(of model: String, _ roles: KnownRoles) {
    let shelf = JobShelf(jobs)
    let known = Set(roles.models + shelf.models(of: roles.names + shelf.usedRoles)).sorted()
    guard !known.contains(model) else { return }
    let near = nearest(model, in: known).map { " Did you mean \($0)?" } ?? ""
    Terminal.talk(printable("warning: no job here uses the model \(model).\(near)"))
  }

  private struct Document: Encodable {
    var paused: String
    var run: Int32?

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(paused, forKey: .paused)
      try members.encode(run, forKey: .run)
    }

    private enum CodingKeys: String, CodingKey { case paused, run }
  }
}
