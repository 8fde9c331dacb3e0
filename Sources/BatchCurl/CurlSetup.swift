import BatchCore
import CCurl

/// The options of a transfer.
struct CurlSetup {
  var userAgent: String
  var authorities: String?
  /// Path of the Unix socket that every request goes to, whatever its host.
  var socket: String?

  /// Sets anew all that requests of one form share, and returns their header list, which must
  /// outlive the transfers as `url` must, the destination's.
  func apply(
    to easy: borrowing CurlEasy, _ form: RequestForm, destination: Destination,
    url: borrowing CurlURL
  ) throws(CurlRefusal) -> CurlHeaderList {
    try easy.reset()
    try easy.setURL(url)
    try address(easy, destination)
    try trust(easy)
    try keepConnections(easy, form.connect)
    let headers = try headers(of: form)
    try easy.set(CURLOPT_HTTPHEADER, headers)
    try easy.set(form.method == .get ? CURLOPT_HTTPGET : CURLOPT_POST, true)
    try easy.deliver()
    return headers
  }

  private func address(
    _ easy: borrowing CurlEasy, _ destination: Destination
  ) throws(CurlRefusal) {
    try easy.set(CURLOPT_PROTOCOLS_STR, destination.isEncrypted ? "https" : "http")
    try easy.set(CURLOPT_FOLLOWLOCATION, false)
    try easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    if let socket { try easy.set(CURLOPT_UNIX_SOCKET_PATH, socket) }
    // An empty name means no proxy, even if the environment names one.
    if destination.isLoopback { try easy.set(CURLOPT_PROXY, "") }
  }

  private func trust(_ easy: borrowing CurlEasy) throws(CurlRefusal) {
    try easy.set(CURLOPT_SSL_VERIFYPEER, true)
    try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities { try easy.set(CURLOPT_CAINFO, authorities) }
  }

  private func keepConnections(
    _ easy: borrowing CurlEasy, _ connect: Duration
  ) throws(CurlRefusal) {
    try easy.set(CURLOPT_NOSIGNAL, true)
    try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    try easy.set(CURLOPT_ACCEPT_ENCODING, "")
    try easy.set(CURLOPT_TCP_NODELAY, true)
    try easy.set(CURLOPT_TCP_KEEPALIVE, true)
    try easy.set(CURLOPT_TCP_KEEPIDLE, 30)
    try easy.set(CURLOPT_TCP_KEEPINTVL, 15)
    // Below the shortest idle time in common use (load balancers 60 s, nginx 75 s), so that a
    // request seldom meets a connection that is just being closed.
    try easy.set(CURLOPT_MAXAGE_CONN, 45)
    // libcurl's own connect timer (300 s) must not come before ours.
    let latest = connect + .seconds(5)
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: latest.wholeMilliseconds))
    // Ending a transfer must not wait for a name server that does not answer.
    try easy.set(CURLOPT_QUICK_EXIT, true)
  }

  private func headers(of request: RequestForm) throws(CurlRefusal) -> CurlHeaderList {
    var list = CurlHeaderList()
    for header in request.headers { try list.append(header) }
    for name in ["Expect", "Accept", "Content-Type"]
    where !RequestHeaders.contains(name, in: request.headers) {
      try list.omit(name)
    }
    if !RequestHeaders.contains("User-Agent", in: request.headers) {
      try list.append(HTTPHeader("User-Agent", userAgent))
    }
    return list
  }
}

/// What a run's requests have in common, but for their bodies.
struct RequestForm: Equatable {
  let method: WireRequest.Method
  let url: String
  let headers: [HTTPHeader]
  /// How long connecting may take.
  let connect: Duration

  init(_ request: WireRequest, _ limits: ExchangeLimits) {
    method = request.method
    url = request.url
    headers = request.headers
    connect = limits.connect
  }
}
