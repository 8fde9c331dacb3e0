import Foundation
import Simulator

/// Requests as the tests send them, and where they send them.
enum Probe {
  static let model = "openai/gpt-4o-mini"
  static let title = "Crème brûlée"
  static let body = "日本語の段落 🎉\r\n\r\nZwei: <p>\"quoted\" \\ back</p>\r\n"

  static let rewriteFormat = """
    {"type":"json_schema","json_schema":{"name":"rewrite","strict":true,"schema":{"type":"object",\
    "required":["title","body"],"properties":{"body":{"type":"string"},"title":{"type":"string"}},\
    "additionalProperties":false}}}
    """

  /// A request body for one article.
  static func request(
    title: String = title, body: String = body, model: String = model, stream: Bool = false,
    format: String? = rewriteFormat, maxTokens: Int? = nil
  ) -> String {
    let message = encoded("Rewrite this.\n<title>\(title)</title>\n<body>\(body)</body>\nThanks.")
    let system = encoded("You rewrite articles.")
    return """
      {"model":\(encoded(model)),"messages":[{"role":"system","content":\(system)},\
      {"role":"user","content":\(message)}],"stream":\(stream)\
      \(maxTokens.map { ",\"max_tokens\":\($0)" } ?? "")\
      \(format.map { ",\"response_format\":\($0)" } ?? "")}
      """
  }

  /// A JSON string.
  static func encoded(_ text: String) -> String {
    String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
  }

  /// Runs `body` beside a running simulator, on a thread of its own.
  static func run<Value: Sendable>(
    _ settings: SimulatorSettings = SimulatorSettings(),
    _ body: @escaping @Sendable (RunningSimulator) throws -> Value
  ) async throws -> Value {
    try await OwnThread.run {
      let running = try Simulator.launch(settings)
      defer { running.stop() }
      return try body(running)
    }
  }
}

extension RunningSimulator {
  var connection: RawConnection {
    get throws { try RawConnection(port: simulator.port ?? 0) }
  }

  /// One chat request on a connection of its own.
  func chat(
    _ body: String = Probe.request(), headers: [String] = [], key: String? = "sk-or-test"
  ) throws -> WireResponse {
    let connection = try connection
    connection.send("POST", "/api/v1/chat/completions", body: body, headers: headers, key: key)
    return connection.receive()
  }

  /// Any other request on a connection of its own.
  func ask(
    _ method: String, _ path: String, body: String = "", key: String? = "sk-or-test"
  ) throws -> WireResponse {
    let connection = try connection
    connection.send(method, path, body: body, key: key)
    return connection.receive()
  }
}

extension SimulatorSettings {
  /// Settings with these faults.
  static func faults(_ rules: FaultRule...) -> SimulatorSettings {
    var settings = SimulatorSettings()
    settings.faults = rules
    return settings
  }
}
