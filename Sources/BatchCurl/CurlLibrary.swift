import CCurl
import Glibc

/// libcurl's state for the whole process, set up once before the first handle is made.
enum CurlLibrary {
  /// The result of `curl_global_init`, 0 if libcurl can be used.
  static let start: CURLcode = {
    // Without signals libcurl leaves SIGPIPE to its user, and OpenSSL writes to sockets without
    // MSG_NOSIGNAL: a peer that hangs up must be an error, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
  }()
}

extension CurlTransport {
  /// Such as `libcurl 7.88.1`.
  package static var library: String {
    let version = curl_version_info(CURLVERSION_TENTH).pointee.version
    return "libcurl " + (version.map { String(cString: $0) } ?? "of unknown version")
  }
}
