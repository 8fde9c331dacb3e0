import ArgumentParser
import BatchCore
import Foundation

/// `batch resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "End a pause: yours at once, any other by trying one request.",
    discussion: """
      What batch pause began is over at once. Where credits, a key, a rate limit or the network \
      were the reason, a run at work tries one request now; without one, the next run does.

        batch resume
        batch resume --role rewrite
        batch resume --model openai/gpt-4o-mini

      Exit status: 0; 66 no database or role of that name; 74 disk; 75 busy, try again later.
      """)

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var queue: QueueOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "One JSON document on standard output.") var json = false

  func run() throws {
    try reporting {
      let reader = try QueueFile.reader(queue)
      let before = try reader.pauses()
      if let role = scope.role, !before.contains(where: { $0.scope == .role(role) }) {
        try KnownRoles(of: reader).check(role)
      }
      let ending = try Steering(path: queue.path, purpose: .resume)
        .carryOut(.resume(scope.scope))
      guard case .resumed(let ended, let probed) = ending.report else { return .internalFault }
      if json {
        try Terminal.emit(
          json: Document(
            ended: ended.map(\.scope.text), probed: probed.map(\.scope.text), run: ending.run))
        return .done
      }
      for line in lines(ended, before.filter { probed.contains($0.key) }, ending.run) {
        Terminal.talk(printable(line))
      }
      if ending.run == nil, !(ended.isEmpty && probed.isEmpty) {
        let next = NextSteps(database: queue.path)
        for role in try KnownRoles(of: reader).names { Terminal.talk("Go on: " + next.run(role)) }
      }
      return .done
    }
  }

  private func lines(_ ended: [Pause.Key], _ probed: [Pause], _ run: Int32?) -> [String] {
    if ended.isEmpty, probed.isEmpty { return ["Nothing is paused there."] }
    let who = run == nil ? "The next run tries one request." : "Trying one request now."
    return ended.map { "Resumed: \($0.scope.inWords)." }
      + probed.map { "Paused (\($0.scope.inWords)): \($0.message) \(who)" }
  }

  private struct Document: Encodable {
    var ended: [String]
    var probed: [String]
    var run: Int32?

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(ended, forKey: .ended)
      try members.encode(probed, forKey: .probed)
      try members.encode(run, forKey: .run)
    }

    private enum CodingKeys: String, CodingKey { case ended, probed, run }
  }
}
