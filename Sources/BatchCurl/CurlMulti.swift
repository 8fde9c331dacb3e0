import BatchCore
import CCurl

/// One multi handle with its connections, freed with its owner.
struct CurlMulti: ~Copyable {
  private let handle: UnsafeMutableRawPointer?

  enum Turn {
    case running
    case ended(CURLcode)
  }

  init() { handle = CurlLibrary.start == CURLE_OK ? curl_multi_init() : nil }

  deinit { curl_multi_cleanup(handle) }

  func add(_ easy: borrowing CurlEasy) throws(CurlRefusal) {
    try check(curl_multi_add_handle(handle, easy.handle))
  }

  /// Ends the transfer if it still runs; its connection is then closed, not kept.
  func remove(_ easy: borrowing CurlEasy) {
    curl_multi_remove_handle(handle, easy.handle)
  }

  /// Does what can be done without waiting.
  func perform() throws(CurlRefusal) -> Turn {
    var running: Int32 = 0
    try check(curl_multi_perform(handle, &running))
    var left: Int32 = 0
    while let message = curl_multi_info_read(handle, &left) {
      if message.pointee.msg == CURLMSG_DONE { return .ended(message.pointee.data.result) }
    }
    return running > 0 ? .running : .ended(CURLE_FAILED_INIT)
  }

  /// Waits until something can be done, at most `span`.
  func poll(_ span: Duration) throws(CurlRefusal) {
    let milliseconds = Int32(clamping: span.wholeMilliseconds)
    try check(curl_multi_poll(handle, nil, 0, max(0, milliseconds), nil))
  }

  private func check(_ code: CURLMcode) throws(CurlRefusal) {
    guard code == CURLM_OK else { throw CurlRefusal(code: CURLE_FAILED_INIT) }
  }
}
