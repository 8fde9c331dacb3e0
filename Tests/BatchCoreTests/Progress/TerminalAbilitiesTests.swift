import BatchCore
import Testing

struct TerminalAbilitiesTests {
  @Test(arguments: [
    (["TERM": "xterm"], false, true, true), (["TERM": "xterm"], true, false, false),
    (["TERM": "dumb"], false, false, false), ([:], false, false, false),
    (["TERM": "xterm", "NO_COLOR": "1"], false, true, false),
  ])
  func `it is redrawn and coloured where the terminal can and the user wants`(
    _ environment: [String: String], _ isPlain: Bool, _ redraws: Bool, _ isColoured: Bool
  ) {
    let abilities = TerminalAbilities(
      isTerminal: true, environment: environment, noColor: false, isPlain: isPlain)
    #expect(abilities.redraws == redraws && abilities.style.isColoured == isColoured)
    let pipe = TerminalAbilities(
      isTerminal: false, environment: environment, noColor: false, isPlain: isPlain)
    #expect(!pipe.redraws && !pipe.style.isColoured)
  }

  @Test(arguments: [
    ([:], false), (["LANG": "C"], false), (["LANG": "de_CH.UTF-8"], true),
    (["LANG": "C.utf8"], true), (["LC_ALL": "C", "LANG": "de_CH.UTF-8"], false),
    (["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
  ])
  func `the locale says whether it shows more than ASCII`(
    _ environment: [String: String], _ isUnicode: Bool
  ) {
    let abilities = TerminalAbilities(
      isTerminal: true, environment: environment, noColor: false, isPlain: false)
    #expect(abilities.isUnicode == isUnicode)
  }
}
