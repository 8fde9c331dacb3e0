import CCurl

/// A call that libcurl answered with anything but OK.
struct CurlRefusal: Error {
  var code: CURLcode

  /// libcurl's own sentence for a result, such as `Couldn't connect to server`.
  static func sentence(of code: CURLcode) -> String {
    curl_easy_strerror(code).map { String(cString: $0) } ?? "unknown error"
  }
}
