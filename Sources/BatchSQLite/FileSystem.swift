import BatchCore
import Foundation

/// What the file system under a path can hold.
enum FileSystem {
  /// The kernel's list of mounts, proc_pid_mountinfo(5).
  private static let mounts = "/proc/self/mountinfo"

  /// The kind of network file system a folder is on; nil if it is on none, or if that cannot be
  /// told.
  static func refusal(folder: String) -> String? {
    guard let text = try? String(contentsOfFile: mounts, encoding: .utf8) else { return nil }
    return refusal(mount: folder, mounts: text)
  }

  /// Why a queue cannot live in a folder, from the mounts' list; nil if it can.
  ///
  /// WAL needs shared memory, and `flock` a kernel that sees every holder: these have not both.
  static func refusal(mount folder: String, mounts: String) -> String? {
    var best: (point: String, type: String)?
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count > 4, let dash = fields.dropFirst(6).firstIndex(of: "-"),
        dash + 1 < fields.count
      else { continue }
      let point = unescaped(fields[4])
      let isAbove = point == "/" || folder == point || folder.hasPrefix(point + "/")
      // The last of several mounts on one point hides the others.
      if isAbove, point.utf8.count >= best?.point.utf8.count ?? 0 {
        best = (point, String(fields[dash + 1]))
      }
    }
    switch best?.type {
    case "nfs", "nfs4": return "NFS"
    case "cifs", "smb3", "smbfs": return "SMB"
    case "9p": return "9p"
    case let type? where type == "fuseblk" || type.hasPrefix("fuse"): return "FUSE"
    default: return nil
    }
  }

  /// Blanks are written as `\040` there.
  private static func unescaped(_ field: Substring) -> String {
    var text = String(field)
    for (code, letter) in [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")] {
      text = text.replacingOccurrences(of: code, with: letter)
    }
    return text
  }

  /// The absolute path without symbolic links, whether the file exists or not, so that every way to
  /// a queue leads to the same lock.
  static func resolved(_ path: String) -> String {
    if let whole = real(path) { return whole }
    let url = URL(fileURLWithPath: path)
    guard let folder = real(url.deletingLastPathComponent().path) else { return url.path }
    return (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
  }

  /// A new name is on disk only when its folder is.
  static func syncFolder(of path: String) -> Bool {
    let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// In bytes; nil if there is no such file.
  static func size(_ path: String) -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }

  private static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
