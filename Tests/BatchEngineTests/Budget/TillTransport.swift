import BatchCore
import Foundation

/// The way to the till: no socket, and everything that can happen on one.
final class TillTransport: Transport {
  private let till: Till

  init(_ till: Till) { self.till = till }

  func exchange(
    _ request: WireRequest, limits: ExchangeLimits, abort: AbortFlag
  ) -> Exchange {
    request.method == .get ? bill(request.url) : answer(request.body, abort: abort)
  }

  private func bill(_ url: String) -> Exchange {
    guard let number = Int(url.drop { $0 != "=" }.dropFirst("=gen-".count)),
      let cost = till.bill(number), !till.draws(till.faults.forgotten)
    else { return Self.response(404, "{}") }
    return Self.response(200, #"{"data":{"total_cost":\#(Self.dollars(cost))}}"#)
  }

  private func answer(_ body: [UInt8], abort: AbortFlag) -> Exchange {
    till.count()
    guard let json = try? JSONValue(parsing: body),
      let model = json[member: "model"]?.text, let tariff = till.tariffs[model],
      let maxTokens = json[member: "max_tokens"]?.integer
    else { return Self.response(400, #"{"error":{"code":400,"message":"not understood"}}"#) }
    if abort.isRaised { return Self.failure(.aborted, wasSent: false) }
    if till.draws(till.faults.throttled) {
      return Self.response(429, #"{"error":{"code":429,"message":"slow down"}}"#)
    }
    if till.draws(till.faults.serverError) {
      return Self.response(500, #"{"error":{"code":500,"message":"Internal Server Error"}}"#)
    }
    guard let times = factor(json, tariff) else {
      till.refuse()
      return Self.response(
        404,
        #"{"error":{"code":404,"message":"No endpoints found that satisfy the max price for this request."}}"#
      )
    }
    let cost =
      times * (till.tokens(body.count) * tariff.prompt + till.tokens(maxTokens) * tariff.completion)
      + tariff.request
    return finished(till.charge(cost), cost, abort)
  }

  /// The dearer endpoint is taken whenever the request does not forbid it.
  private func factor(_ json: JSONValue, _ tariff: Till.Tariff) -> Int64? {
    guard
      case .number(let most)? = json[member: "provider"]?[member: "max_price"]?[member: "prompt"]
    else { return tariff.dearer }
    return Decimal(tariff.prompt) / 1_000_000 <= most ? 1 : nil
  }

  private func finished(_ number: Int, _ cost: Int64, _ abort: AbortFlag) -> Exchange {
    let id = "gen-\(number)"
    if abort.isRaised { return Self.failure(.aborted, wasSent: true) }
    if till.draws(till.faults.silent) { return Self.failure(.timedOut, wasSent: true) }
    if till.draws(till.faults.cut) {
      var exchange = Self.response(200, #"{"id":"\#(id)","choi"#, id: id)
      exchange.failure = TransportFailure(
        kind: .cut, code: 18, sentence: "The connection ended.", wasSent: true)
      return exchange
    }
    let text =
      till.draws(till.faults.prose) ? "I cannot." : #"{\"title\":\"T\",\"body\":\"B\"}"#
    let usage =
      till.draws(till.faults.usageMissing)
      ? ""
      : #","usage":{"prompt_tokens":1,"completion_tokens":1,"cost":\#(Self.dollars(cost))}"#
    return Self.response(
      200,
      #"{"id":"\#(id)","choices":[{"finish_reason":"stop","message":{"content":"\#(text)"}}]\#(usage)}"#,
      id: id)
  }

  private static func dollars(_ picodollars: Int64) -> Decimal {
    Money(picodollars: picodollars).dollars
  }

  private static func response(_ status: Int, _ body: String, id: String? = nil) -> Exchange {
    Exchange(
      response: HTTPResponse(
        status: status,
        headers: [HTTPHeader("content-type", "application/json")]
          + (id.map { [HTTPHeader("X-Generation-Id", $0)] } ?? []), body: Array(body.utf8)))
  }

  private static func failure(_ kind: TransportFailure.Kind, wasSent: Bool) -> Exchange {
    Exchange(
      response: nil,
      failure: TransportFailure(kind: kind, sentence: "It ended.", wasSent: wasSent))
  }
}
