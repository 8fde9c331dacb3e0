import ArgumentParser

/// How the terminal is talked to. `Terminal` reads it from the arguments themselves.
struct LookOptions: ParsableArguments {
  @Flag(help: "No colour, also on a terminal (or set NO_COLOR).") var noColor = false
}
