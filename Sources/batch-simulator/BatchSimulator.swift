import ArgumentParser

@main struct BatchSimulator: ParsableCommand {
  func run() { print("simulator") }
}
