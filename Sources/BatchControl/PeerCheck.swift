import Foundation
import Glibc

/// Who is at the other end of a control socket's connections.
///
/// The socket's mode keeps others out already. The server does not tell its handlers the descriptor
/// of their connection, so all of the socket's connections are looked at: while a request is
/// answered, its own is among them.
struct PeerCheck: Sendable {
  /// The address that the socket was bound to.
  let address: String
  /// The user whose run it is.
  var user: uid_t = geteuid()

  /// No connection's peer is another user; root may do everything anyway.
  var isPassed: Bool { peers.allSatisfy(isWelcome) }

  func isWelcome(_ peer: uid_t) -> Bool { peer == user || peer == 0 }

  /// The users at the other ends.
  var peers: [uid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap(Int32.init).filter(isConnection).map(peer)
  }

  private func isConnection(_ descriptor: Int32) -> Bool {
    var name = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isNamed = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isNamed, name.sun_family == sa_family_t(AF_UNIX) else { return false }
    let path = withUnsafeBytes(of: &name.sun_path) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    var isListening: Int32 = 0
    length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length)
    return path == address && isListening == 0
  }

  /// Nobody, `uid_t.max`, where it cannot be told.
  private func peer(_ descriptor: Int32) -> uid_t {
    // struct ucred of unix(7), which Swift does not see: process, user, group.
    var credentials: (process: Int32, user: uid_t, group: gid_t) = (0, .max, .max)
    var length = socklen_t(MemoryLayout.size(ofValue: credentials))
    getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length)
    return credentials.user
  }
}
