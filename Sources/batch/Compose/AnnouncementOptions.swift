import ArgumentParser

/// How a run's moments are told to someone who does not look.
struct AnnouncementOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run this command when the run pauses, goes on or ends, or little balance is left.",
      valueName: "command"))
  var notify: String?

  @Option(
    help: ArgumentHelp("End that command after so many seconds.", valueName: "seconds"))
  var notifyLimit = 30

  @Flag(help: "Ring the terminal's bell at the same moments.") var bell = false

  func validate() throws {
    guard (1...3600).contains(notifyLimit) else {
      throw ValidationError("--notify-limit takes 1 to 3600 seconds.")
    }
  }

  var command: ShellCommand? {
    notify.map { ShellCommand(text: $0, limit: .seconds(notifyLimit)) }
  }
}
