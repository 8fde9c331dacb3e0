import Foundation
import Glibc
import TestSupport

/// `openssl s_server` with a certificate of its own, in a folder that goes with it.
final class TLSServer {
  let port: UInt16
  let certificate: String
  private let process: Process
  private let folder: URL

  static let openssl = "/usr/bin/openssl"

  /// Makes a certificate for a name such as `IP:127.0.0.1` and serves with it.
  init(name: String) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "cert.pem").path
    let key = folder.appending(path: "key.pem").path
    let request = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test",
      "-addext", "subjectAltName=\(name)", "-keyout", key, "-out", certificate,
    ]
    try Self.start(request).process.waitUntilExit()
    let server = try Self.start(
      ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"])
    process = server.process
    port = try Self.port(in: server.output)
  }

  func stop() {
    // A child of a Dispatch thread inherits that thread's blocked signals, SIGTERM among them.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private static func start(
    _ arguments: [String]
  ) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }

  /// Waits for the line `ACCEPT 127.0.0.1:43210`.
  private static func port(in output: FileHandle) throws -> UInt16 {
    var text = ""
    while true {
      let more = output.availableData
      guard !more.isEmpty else { throw RawEnd.closed }
      text += String(decoding: more, as: UTF8.self)
      if let match = text.firstMatch(of: #/ACCEPT .*:([0-9]+)\n/#), let port = UInt16(match.1) {
        return port
      }
    }
  }
}
