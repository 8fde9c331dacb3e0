import Foundation

/// A plain socket to the simulator, on which every byte that arrives can be looked at.
final class RawConnection {
  let port: UInt16
  private let file: Int32
  private var buffer: [UInt8] = []

  struct Refused: Error {
    let code: Int32
  }

  init(port: UInt16) throws {
    self.port = port
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Refused(code: errno) }
  }

  deinit {
    close(file)
  }

  /// The port on our side.
  var localPort: UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(file, $0, &size) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// Sends one request.
  func send(
    _ method: String, _ path: String, body: String = "", headers: [String] = [],
    key: String? = "sk-or-test"
  ) {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: keep-alive"]
    lines.append("Content-Length: \(body.utf8.count)")
    if let key { lines.append("Authorization: Bearer \(key)") }
    let bytes = Array(((lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Reads one response, to its end or as far as it comes.
  func receive() -> WireResponse {
    var response = WireResponse()
    while let line = line() {
      if line.isEmpty { break }
      if response.statusLine.isEmpty {
        response.statusLine = line
      } else if let colon = line.firstIndex(of: ":") {
        response.headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
          .trimmingCharacters(in: .whitespaces)
      }
    }
    if response.headers["transfer-encoding"] == "chunked" {
      while let size = line().flatMap({ Int($0, radix: 16) }), let chunk = take(size) {
        _ = line()
        if size == 0 {
          response.isWhole = true
          break
        }
        response.chunks.append(chunk)
      }
    } else if let length = response.headers["content-length"].flatMap({ Int($0) }) {
      if let body = take(length) {
        response.chunks = [body]
        response.isWhole = true
      } else {
        response.chunks = [buffer]
      }
    }
    return response
  }

  /// Waits for the first bytes, whatever they are.
  func awaitBytes() -> Bool {
    fill()
  }

  private func line() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end]
        buffer.removeSubrange(...end)
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  private func take(_ count: Int) -> [UInt8]? {
    while buffer.count < count {
      guard fill() else { return nil }
    }
    let bytes = Array(buffer[..<count])
    buffer.removeSubrange(..<count)
    return bytes
  }

  private func fill() -> Bool {
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = recv(file, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer.append(contentsOf: piece[..<count])
    return true
  }
}
