import Foundation

/// A program run from outside.
struct Command: Sendable {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a program to its end, with `input` on its standard input.
  static func run(_ path: String, _ arguments: [String], input: String = "") throws -> Command {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Command(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaint, as: UTF8.self))
  }

  /// The `curl` program against a chat endpoint; its status is curl's own code.
  static func curl(_ baseURL: String, _ body: String, seconds: Double = 20) throws -> Command {
    try run(
      "/usr/bin/curl",
      [
        "-sSN", "--max-time", String(seconds), "-H", "Authorization: Bearer sk-or-test", "-H",
        "Content-Type: application/json", "--data-binary", "@-", baseURL + "/chat/completions",
      ], input: body)
  }
}
