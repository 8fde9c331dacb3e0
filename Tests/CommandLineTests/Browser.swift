import Foundation
import TestSupport

/// Chromium, driven by the Python scripts of `Tests/Browser`.
enum Browser {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Browser").path

  /// One that has selenium and axe-core, else Python as it is installed.
  private static let python =
    ProcessInfo.processInfo.environment["BATCH_TEST_PYTHON"] ?? "/usr/bin/python3"

  static let missing =
    "needs chromium, chromedriver and a Python with selenium and axe-playwright-python; "
    + ".ci/run installs them and names the Python in BATCH_TEST_PYTHON"

  static let isThere: Bool = {
    let files = FileManager.default
    guard files.isExecutableFile(atPath: "/usr/bin/chromedriver"),
      ["/usr/bin/chromium", "/usr/bin/chromium-browser"].contains(where: files.isExecutableFile),
      let folder = try? TemporaryFolder(),
      let look = try? RunningProgram(
        python, ["-c", "import selenium, axe_playwright_python"], in: folder, environment)
    else { return false }
    return look.wait().status == 0
  }()

  /// Where screenshots are kept: `BATCH_TEST_SHOTS`, else a folder that goes with the test.
  private static let shots = ProcessInfo.processInfo.environment["BATCH_TEST_SHOTS"]

  private static let environment = [
    "PATH": "/usr/bin:/bin", "HOME": "/tmp", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
  ]

  /// Runs a script to its end.
  static func run(
    _ script: String, on url: String, _ arguments: String...
  ) throws -> BatchProgram.Ending {
    let scratch = try TemporaryFolder()
    let program = try RunningProgram(
      python, ["\(folder)/\(script).py", url, shots ?? scratch.path] + arguments, in: scratch,
      environment)
    return program.wait()
  }
}

/// `batch dashboard`, shown until it is stopped.
struct ShownDashboard {
  let program: RunningProgram
  let url: String

  init(_ batch: BatchProgram, _ arguments: String...) throws {
    program = try RunningProgram(
      BatchProgram.path, ["dashboard"] + arguments, in: batch.folder, batch.environment)
    let isShown = RunningProgram.wait(atMost: 30) { [program] in
      program.output.hasSuffix("\n") || !program.isRunning
    }
    guard isShown, program.isRunning else { throw BatchProgram.Unexpected(program.talk) }
    url = program.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  var host: String { url.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Ends it as Ctrl-C does.
  func stop() -> BatchProgram.Ending {
    program.signal(SIGINT)
    return program.wait()
  }
}
