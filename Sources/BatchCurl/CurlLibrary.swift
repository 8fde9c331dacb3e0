import CCurl
import Glibc

/// libcurl's state for the whole process, set up once before the first handle is made.
enum CurlLibrary {
  /// The result of `curl_global_init`, 0 if libcurl can be used.
  static let start: CURLcode = {
    // Without signals libcurl leaves SIGPIPE to its user, and OpenSSL writes to sockets without
    // MSG_NOSIGNAL: a peer that hangs up must be an error, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    _ = mallopt(M_MMAP_THRESHOLD, largeBuffer)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
  }()

  /// Bytes from which on a buffer has pages of its own, which the system gets back as soon as it is
  /// freed. glibc moves its own bound up to 32 MB once such a buffer was freed, and what lies
  /// between others in its arenas is kept: five workers that are sent endless bodies then hold 300
  /// MB, and 120 with a bound that stays.
  private static let largeBuffer: Int32 = 1 << 20
}

extension CurlTransport {
  /// Such as `libcurl 7.88.1`.
  package static var library: String {
    let version = curl_version_info(CURLVERSION_TENTH).pointee.version
    return "libcurl " + (version.map { String(cString: $0) } ?? "of unknown version")
  }
}
