import BatchCore
import Glibc

/// A file or standard input; gzip in either is read as what it holds, whatever its name.
package struct InputSource: ByteSource {
  private let path: String?

  /// - Parameter argument: a path, or `-` for standard input.
  package init(_ argument: String) {
    path = argument == "-" ? nil : argument
  }

  package var name: String { path ?? "standard input" }

  package func check() throws(SourceFailure) {
    var status = stat()
    guard (path.map { stat($0, &status) } ?? fstat(STDIN_FILENO, &status)) == 0 else {
      throw refusal(errno)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw .directory(name: name) }
    // Asked, not opened: a named pipe can be opened only once.
    if let path, access(path, R_OK) != 0 { throw refusal(errno) }
  }

  package func read(
    chunk size: Int, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SourceFailure) {
    let file = try open()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    // Two bytes tell whether it is gzip; a pipe may bring them one by one.
    var head = 0
    while head < 2 {
      let count = try file.read(into: .init(rebasing: buffer[head...]), name: name) ?? -1
      if count == 0 { break }
      if count < 0, !take(UnsafeRawBufferPointer(rebasing: buffer[..<0])) { return }
      head += max(count, 0)
    }
    let first = UnsafeRawBufferPointer(rebasing: buffer[..<head])
    if first.starts(with: [0x1F, 0x8B]) {
      try inflate(file, first, buffer, take)
    } else {
      try pass(file, first, buffer, take)
    }
  }

  private func pass(
    _ file: borrowing InputFile, _ first: UnsafeRawBufferPointer,
    _ buffer: UnsafeMutableRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SourceFailure) {
    var chunk = first
    while take(chunk) {
      let count = try file.read(into: buffer, name: name)
      if count == 0 { return }
      chunk = UnsafeRawBufferPointer(rebasing: buffer[..<(count ?? 0)])
    }
  }

  private func inflate(
    _ file: borrowing InputFile, _ first: UnsafeRawBufferPointer,
    _ buffer: UnsafeMutableRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SourceFailure) {
    guard var gzip = GzipInflater(chunk: buffer.count) else {
      throw .inputOutput(name: name, reason: "zlib has no memory")
    }
    var chunk = first
    while true {
      do throws(GzipInflater.Damage) {
        guard try gzip.inflate(chunk, take) else { return }
      } catch {
        throw .damaged(name: name, reason: error.reason)
      }
      guard let count = try file.read(into: buffer, name: name) else {
        guard take(UnsafeRawBufferPointer(rebasing: buffer[..<0])) else { return }
        chunk = UnsafeRawBufferPointer(rebasing: buffer[..<0])
        continue
      }
      if count == 0 { break }
      chunk = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    }
    if !gzip.isWhole { throw .damaged(name: name, reason: "the gzip file is cut off") }
  }

  private func open() throws(SourceFailure) -> InputFile {
    guard let path else { return InputFile(standardInput: STDIN_FILENO) }
    guard let file = InputFile(path: path) else { throw refusal(errno) }
    return file
  }

  private func refusal(_ code: Int32) -> SourceFailure {
    code == ENOENT || code == ENOTDIR
      ? .missing(name: name) : .unreadable(name: name, reason: String(cString: strerror(code)))
  }
}
