import BatchCore
import Glibc

/// A progress block at the bottom of a terminal, and what is said above it.
struct BlockScreen: Sendable {
  let screen: any Screen
  let abilities: TerminalAbilities
  private var drawing = BlockDrawing()

  init(_ screen: any Screen, _ abilities: TerminalAbilities) {
    self.screen = screen
    self.abilities = abilities
  }

  /// Writes what has changed.
  mutating func draw(_ block: ProgressBlock) {
    let size = screen.size
    let canvas = Canvas(columns: size.columns, rows: size.rows, abilities: abilities)
    write(drawing.draw(block.lines(canvas), columns: size.columns, rows: size.rows))
  }

  /// Says lines above the block, broken between words.
  mutating func say(_ lines: [Painted]) {
    guard !lines.isEmpty else { return }
    let columns = screen.size.columns
    write(
      drawing.say(
        lines.map { wrapped($0.text(abilities.style), columns: columns) }.joined(separator: "\n")))
  }

  /// Leaves what is drawn as plain lines, the cursor under them.
  mutating func leave() { write(drawing.leave()) }

  /// What is on the screen is no longer known.
  mutating func forget() { drawing.forget() }

  func ring() { screen.write("\u{7}") }

  private func write(_ text: String) {
    if !text.isEmpty { screen.write(text) }
  }
}

/// Stops the process as Ctrl-Z would have; returns when it goes on.
func stopProcess() {
  // To this thread, so that nothing of it runs on before the stop.
  pthread_kill(pthread_self(), SIGSTOP)
}
