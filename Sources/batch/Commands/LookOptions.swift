import ArgumentParser

/// How the terminal is talked to. `Terminal` reads it from the arguments themselves.
struct LookOptions: ParsableArguments {
  @Flag(help: "No colour, also on a terminal (or set NO_COLOR).") var noColor = false
}

/// How progress is shown. `Terminal` reads it from the arguments themselves.
struct PlainOptions: ParsableArguments {
  @Flag(help: "Progress as plain lines, for screen readers and logs: no cursor is moved.")
  var plain = false
}
