import ArgumentParser

@main struct Batch: ParsableCommand {
  func run() { print("batch") }
}
