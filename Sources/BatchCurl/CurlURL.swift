import CCurl

/// A URL taken apart by libcurl, freed with its owner.
struct CurlURL: ~Copyable {
  let handle: OpaquePointer?

  init() { handle = curl_url() }

  deinit { curl_url_cleanup(handle) }

  func parse(_ text: String) -> Bool {
    curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK
  }

  /// A part of the address; nil if it has none.
  subscript(part: CURLUPart) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
