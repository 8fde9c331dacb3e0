import BatchCore
import Testing

/// One row of the wire contract's table: what arrives, what it means, what is done about it.
struct Scenario: Sendable, CustomTestStringConvertible {
  /// What is done, without the times and texts.
  enum Move: Sendable, Equatable {
    case succeed
    case retry
    case escalate
    case postpone(ReadyReason)
    case pauseQueue(Pause.Reason)
    case pauseRole(Pause.Reason)
    case pauseModel(Pause.Reason)
    case pauseFree(Pause.Reason)
    case fail
  }

  /// Scenarios that no request of ours can meet yet, and why: they have no row.
  static let unmet: [String: String] = [:]

  var name: String
  var exchange: Exchange
  var shape: OutputShape = .json(.article)
  var route = RequestRoute.chat
  /// A row of a batch's results instead of an exchange.
  var row: BatchRow?
  /// nil: answered.
  var kind: FailureKind?
  var wait: Duration?
  /// The requests a second that it names.
  var perSecond: Double?
  /// When the pause that follows ends by itself.
  var until: Timestamp?
  var isAccountWide = false
  var isForFreeModels = false
  /// The model that answered; nil: the asked one, or nobody.
  var served: String?
  /// Whether what it cost is known; nil: no matter of the row.
  var isCostUnknown: Bool?
  /// The one that was asked.
  var model = "openai/gpt-4o-mini"
  /// On the first of two rungs.
  var first: Move
  /// On the last rung with tries left.
  var last: Move
  /// On the last rung with its last try.
  var spent: Move

  var testDescription: String { name }

  /// A refusal with its status.
  static func refused(
    _ name: String, _ status: Int, _ body: String, headers: [HTTPHeader] = [],
    kind: FailureKind, wait: Duration? = nil, isAccountWide: Bool = false, first: Move,
    last: Move? = nil, spent: Move? = nil
  ) -> Scenario {
    Scenario(
      name: name, exchange: Exchange(status, body, headers: headers), kind: kind, wait: wait,
      isAccountWide: isAccountWide, first: first, last: last ?? first,
      spent: spent ?? last ?? first)
  }

  /// A 200, plain.
  static func plain(
    _ name: String, _ body: String, kind: FailureKind?, wait: Duration? = nil, first: Move,
    last: Move? = nil, spent: Move? = nil
  ) -> Scenario {
    refused(name, 200, body, kind: .unknown, first: first, last: last, spent: spent)
      .meaning(kind, wait)
  }

  /// A 200, streamed, perhaps with a connection that died.
  static func streamed(
    _ name: String, _ body: String, failure: TransportFailure? = nil, kind: FailureKind?,
    wait: Duration? = nil, first: Move, last: Move? = nil, spent: Move? = nil
  ) -> Scenario {
    var scenario = plain(
      name, body, kind: kind, wait: wait, first: first, last: last, spent: spent)
    scenario.exchange = Exchange(200, body, type: "text/event-stream", failure: failure)
    return scenario
  }

  private func meaning(_ kind: FailureKind?, _ wait: Duration?) -> Scenario {
    var scenario = self
    scenario.kind = kind
    scenario.wait = wait
    return scenario
  }

  static let noon = Timestamp(milliseconds: 1_795_262_400_000)

  /// The same, with a limit that it names.
  func telling(perSecond: Double) -> Scenario {
    var scenario = self
    scenario.perSecond = perSecond
    return scenario
  }

  /// The same, with a pause that ends so long after noon.
  func ending(after span: Duration) -> Scenario {
    var scenario = self
    scenario.until = Self.noon + span
    return scenario
  }

  /// The same, answered by another model than was asked.
  func served(by model: String) -> Scenario {
    var scenario = self
    scenario.served = model
    return scenario
  }

  /// The same, and nobody says what it cost.
  var ofUnknownCost: Scenario {
    var scenario = self
    scenario.isCostUnknown = true
    return scenario
  }

  /// The same, asked of a free model.
  func ofFreeModel(isForFreeModels: Bool = false) -> Scenario {
    var scenario = self
    scenario.model = "meta-llama/llama-3.3-70b-instruct:free"
    scenario.isForFreeModels = isForFreeModels
    return scenario
  }

  /// The same, asked for an image.
  func ofImage(_ route: RequestRoute) -> Scenario {
    var scenario = self
    scenario.model = "google/gemini-3-pro-image-preview"
    scenario.shape = .image
    scenario.route = route
    return scenario
  }

  static let all = accounts + routes + limits + faults + answers + images + batches
}

extension Exchange {
  init(
    _ status: Int, _ body: String, type: String = "application/json", headers: [HTTPHeader] = [],
    failure: TransportFailure? = nil
  ) {
    self.init(
      response: HTTPResponse(
        status: status, headers: [HTTPHeader("content-type", type)] + headers,
        body: Array(body.utf8)),
      failure: failure, duration: .milliseconds(1500))
  }
}

extension JSONSchema {
  /// What a rewrite has to look like.
  static let article = JSONSchema(
    """
    {"type": "object", "required": ["title", "body"], "additionalProperties": false,
     "properties": {"title": {"type": "string", "minLength": 1},
                    "body": {"type": "string", "minLength": 1}}}
    """)

  init(_ text: String) {
    self.init(text: text, root: (try? JSONReader.document(Array(text.utf8)[...])) ?? .null)
  }
}

extension TransportFailure {
  static let cut = TransportFailure(
    kind: .cut, code: 18, sentence: "transfer closed with outstanding read data remaining",
    wasSent: true)
}
