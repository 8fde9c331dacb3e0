import CCurl

/// One easy handle with its error buffer, freed with its owner.
struct CurlEasy: ~Copyable {
  let handle: UnsafeMutableRawPointer?
  private let errorBuffer: UnsafeMutablePointer<CChar>

  init() {
    handle = CurlLibrary.start == CURLE_OK ? curl_easy_init() : nil
    errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(handle)
    errorBuffer.deallocate()
  }

  /// Forgets all options; connections belong to the multi handle and stay.
  func reset() throws(CurlRefusal) {
    guard let handle else { throw CurlRefusal(code: CURLE_FAILED_INIT) }
    curl_easy_reset(handle)
    try check(batch_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer))
  }

  /// What libcurl wrote about the last failure, empty if nothing.
  var lastError: String { String(cString: errorBuffer) }

  func forgetLastError() { errorBuffer.pointee = 0 }

  /// Bytes of the request's body that have left so far.
  var uploadedBytes: Int {
    var count: curl_off_t = 0
    let code = batch_curl_get_off(handle, CURLINFO_SIZE_UPLOAD_T, &count)
    return code == CURLE_OK ? Int(count) : 0
  }

  func set(_ option: CURLoption, _ value: Int) throws(CurlRefusal) {
    try check(batch_curl_set_long(handle, option, value))
  }

  func set(_ option: CURLoption, _ value: Bool) throws(CurlRefusal) {
    try set(option, value ? 1 : 0)
  }

  /// libcurl keeps a copy of the text.
  func set(_ option: CURLoption, _ value: String) throws(CurlRefusal) {
    try check(batch_curl_set_text(handle, option, value))
  }

  /// Has the transfer go there, without parsing it anew each time; libcurl keeps only the address.
  func setURL(_ url: borrowing CurlURL) throws(CurlRefusal) {
    guard let url = url.handle else { throw CurlRefusal(code: CURLE_OUT_OF_MEMORY) }
    try check(batch_curl_set_pointer(handle, CURLOPT_CURLU, UnsafeRawPointer(url)))
  }

  func set(_ option: CURLoption, _ list: borrowing CurlHeaderList) throws(CurlRefusal) {
    try check(batch_curl_set_list(handle, option, list.first))
  }

  /// libcurl keeps only the address: the bytes must outlive the transfer.
  func setBody(_ bytes: UnsafeRawBufferPointer) throws(CurlRefusal) {
    // A null address would make libcurl read standard input.
    let address = bytes.baseAddress ?? UnsafeRawPointer(errorBuffer)
    try check(batch_curl_set_off(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
    try check(batch_curl_set_pointer(handle, CURLOPT_POSTFIELDS, address))
  }

  /// Has all that comes handed over to a reception.
  func deliver() throws(CurlRefusal) {
    try check(batch_curl_set_write(handle, CURLOPT_HEADERFUNCTION, takeHeaderLine))
    try check(batch_curl_set_write(handle, CURLOPT_WRITEFUNCTION, takeBody))
    try check(batch_curl_set_prereq(handle, CURLOPT_PREREQFUNCTION, takeDeparture))
  }

  /// libcurl keeps only the address: the reception must outlive the transfer.
  func deliver(to reception: Reception) throws(CurlRefusal) {
    let address = Unmanaged.passUnretained(reception).toOpaque()
    try check(batch_curl_set_pointer(handle, CURLOPT_HEADERDATA, address))
    try check(batch_curl_set_pointer(handle, CURLOPT_WRITEDATA, address))
    try check(batch_curl_set_pointer(handle, CURLOPT_PREREQDATA, address))
  }

  private func check(_ code: CURLcode) throws(CurlRefusal) {
    guard code == CURLE_OK else { throw CurlRefusal(code: code) }
  }
}

private func reception(at address: UnsafeMutableRawPointer) -> Reception {
  Unmanaged<Reception>.fromOpaque(address).takeUnretainedValue()
}

private let takeHeaderLine: curl_write_callback = { bytes, size, count, address in
  guard let bytes, let address else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return reception(at: address).takeHeaderLine(line) ? line.count : 0
}

private let takeBody: curl_write_callback = { bytes, size, count, address in
  guard let bytes, let address else { return 0 }
  let chunk = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return reception(at: address).takeBody(chunk) ? chunk.count : 0
}

private let takeDeparture: curl_prereq_callback = { address, _, _, _, _ in
  guard let address else { return CURL_PREREQFUNC_ABORT }
  return reception(at: address).takeDeparture() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
