import BatchCore
import CCurl

/// Header lines in libcurl's own list, freed with its owner.
struct CurlHeaderList: ~Copyable {
  private(set) var first: UnsafeMutablePointer<curl_slist>?

  init() { first = nil }

  deinit { curl_slist_free_all(first) }

  mutating func append(_ header: HTTPHeader) throws(CurlRefusal) {
    // libcurl takes `Name:` for "do not send this header" and `Name;` for an empty value.
    try append(line: header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
  }

  /// Keeps libcurl from adding a header of its own.
  mutating func omit(_ name: String) throws(CurlRefusal) { try append(line: "\(name):") }

  private mutating func append(line: String) throws(CurlRefusal) {
    guard let longer = curl_slist_append(first, line) else {
      throw CurlRefusal(code: CURLE_OUT_OF_MEMORY)
    }
    first = longer
  }
}
