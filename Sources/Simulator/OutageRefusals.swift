/// 408 and 5xx, and the edge's own pages, as they arrive on the wire.
extension Refusal {
  static let internalError = error(
    500, "Internal Server Error", metadata: #"{"error_type":"server"}"#)

  static func badGateway(_ raw: Fault.RawForm) -> Refusal {
    let raw =
      switch raw {
      case .text: #""Network connection lost.""#
      case .json: #""{\"error\":{\"message\":\"upstream connect error\",\"code\":502}}\n""#
      case .object: #"{"__kind":"OK","data":"upstream connect error"}"#
      }
    return error(
      502, "Provider returned error",
      metadata:
        #"{"raw":\#(raw),"provider_name":"DeepInfra","is_byok":false,"error_type":"provider_unavailable"}"#
    )
  }

  static func overloaded(retryAfter: Int?) -> Refusal {
    error(
      503, "Service temporarily unavailable",
      metadata: #"{"error_type":"provider_overloaded","provider_name":"DeepInfra"}"#,
      headers: retryAfter.map { [("Retry-After", String($0))] } ?? [])
  }

  static let requestTimeout = error(408, "Operation timed out. Please try again later.")

  static let gatewayTimeout = error(
    504, "Provider returned error",
    metadata:
      #"{"raw":"error code: 504","provider_name":"DeepInfra","error_type":"timeout"}"#)

  static let edgeTimeout = error(524, "Request timed out. Please try again later.")

  static let providerOverloaded = error(
    529, "Provider returned error", metadata: #"{"provider_name":"Anthropic","raw":"Overloaded"}"#)

  /// S33: what fails after the headers arrives inside a 200, with an id and without choices.
  static func errorInside(code: Int, id: String) -> Refusal {
    let message = code == 500 ? "Internal Server Error" : "Provider returned error"
    return Refusal(
      status: 200,
      body: """
        {"error":{"message":"\(message)","code":\(code)},"id":"\(id)","user_id":"org_2simulator"}
        """)
  }

  static let nestedError = Refusal(
    status: 402,
    body:
      #"{"error":{"error":{"message":"Insufficient credits. Add more using https://openrouter.ai/settings/credits","code":402},"code":402},"user_id":"user_2simulator"}"#
  )

  static func cloudflare(status: Int) -> Refusal {
    let code = status == 429 ? 1015 : status == 403 ? 1010 : 503
    return Refusal(
      status: status,
      body: """
        <!DOCTYPE html>
        <html lang="en-US">
        <head><title>Access denied | openrouter.ai used Cloudflare to restrict access</title></head>
        <body><div class="cf-error-details"><h1>Error \(code)</h1><p>You are being rate limited</p></div></body>
        </html>
        """, contentType: "text/html; charset=UTF-8", headers: [("Retry-After", "60")])
  }

  static func html(status: Int) -> Refusal {
    Refusal(
      status: status,
      body: """
        <html>\r
        <head><title>\(status) \(StatusPhrase.of(status))</title></head>\r
        <body>\r
        <center><h1>\(status) \(StatusPhrase.of(status))</h1></center>\r
        <hr><center>cloudflare</center>\r
        </body>\r
        </html>\r

        """, contentType: "text/html")
  }

  static func plain(status: Int) -> Refusal {
    Refusal(status: status, body: "error code: \(status)", contentType: "text/plain; charset=UTF-8")
  }

  static func bare(status: Int) -> Refusal {
    Refusal(status: status, body: "", contentType: "text/plain")
  }
}
