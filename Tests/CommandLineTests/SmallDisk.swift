import Foundation
import Glibc
import TestSupport

/// A disk of a few megabytes, and programs that see it: a tmpfs in a mount namespace of its own,
/// which lives as long as this value.
final class SmallDisk {
  private let keeper: RunningProgram
  private let mount: String
  private let batch: BatchProgram

  /// Mounts it as the folder `disk` of the program's own.
  init(for batch: BatchProgram, kilobytes: Int = 4096) throws {
    self.batch = batch
    mount = batch.folder.file("disk")
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
    keeper = try RunningProgram(
      "/usr/bin/unshare",
      [
        "-Urm", "/bin/sh", "-c",
        "mount -t tmpfs -o size=\(kilobytes)k none disk && echo mounted && exec sleep 600",
      ],
      in: batch.folder, batch.environment)
    guard RunningProgram.wait(atMost: 10, until: { keeper.output == "mounted\n" }) else {
      throw BatchProgram.Unexpected("no small disk: \(keeper.talk)")
    }
  }

  /// Starts `batch` with this disk as its folder.
  func start(_ arguments: String..., environment: [String: String] = [:]) throws -> RunningProgram {
    try enter([BatchProgram.path] + arguments, environment)
  }

  func run(_ arguments: String...) throws -> BatchProgram.Ending {
    try enter([BatchProgram.path] + arguments, [:]).wait()
  }

  /// Runs a shell script with this disk as its folder.
  @discardableResult
  func shell(_ script: String) throws -> BatchProgram.Ending {
    try enter(["/bin/sh", "-c", script], [:]).wait()
  }

  /// Takes all the room that is left.
  func fill() throws {
    try shell(
      "mountpoint -q . && for n in 1 2; do head -c 64M /dev/zero > filler$n 2>/dev/null; done; true"
    )
  }

  func makeRoom() throws { try shell("rm -f filler1 filler2") }

  private func enter(
    _ command: [String], _ environment: [String: String]
  ) throws -> RunningProgram {
    try RunningProgram(
      "/usr/bin/nsenter",
      ["-t", "\(keeper.pid)", "-U", "--preserve-credentials", "-m", "--wdns=\(mount)"] + command,
      in: batch.folder, batch.environment.merging(environment) { $1 })
  }
}
