import FlyingFox
import Foundation

/// POST /chat/completions and /images: arrive, judge, make the answer, spoil it, wait, hand it
/// over.
struct ChatEndpoint {
  let simulator: Simulator

  func answer(_ http: HTTPRequest) async throws -> HTTPResponse {
    let arrival = Arrival(http, body: try await http.bodyData)
    let arrived = simulator.milliseconds
    let (number, verdict) = simulator.state.withLock {
      $0.judge(arrival, at: arrived, now: simulator.settings.date())
    }
    let made = make(verdict, arrival: arrival, number: number)
    let answered = arrived + Double(made.reply.delayMilliseconds)
    simulator.state.withLock {
      $0.settle(
        number, usage: made.reply.usage, kept: made.kept, from: answered,
        seconds: arrival.cacheSeconds)
    }
    let departure = departure(of: number, stream: made.reply.isStream, kept: made.kept?.key)
    let watch = ClientWatch(http, serverPort: simulator.port)
    do {
      guard try await watch.rest(milliseconds: made.reply.delayMilliseconds) else {
        departure.end(.disconnected)
        throw CutConnection()
      }
    } catch is CancellationError {
      // We are being stopped: a lost connection, not the 500 that FlyingFox would make of it.
      return HTTPResponse(.lost, departure: departure)
    }
    simulator.state.withLock { $0.ledger.send(number, status: made.reply.status) }
    return HTTPResponse(made.reply, departure: departure)
  }

  private typealias Kept = (key: CacheKey, completion: Completion)

  private func make(_ verdict: Verdict, arrival: Arrival, number: Int) -> (
    reply: Reply, kept: Kept?
  ) {
    let id = GenerationID.text(of: number)
    var reply: Reply
    var kept: Kept?
    switch verdict {
    case .refuse(let refusal):
      reply = Reply(refusal)
    case .serve(var completion, let age):
      completion.id = id
      completion.usage = .zero
      reply = write(completion, to: try? arrival.reading.get(), fault: nil)
      reply.headers += [
        ("X-OpenRouter-Cache-Status", "HIT"), ("X-OpenRouter-Cache-Age", String(age)),
        ("X-OpenRouter-Cache-TTL", String(arrival.cacheSeconds)),
      ]
    case .answer(let request, let model, let fault):
      var completion = Completion(
        to: request, model: model, id: id, created: Int(Date().timeIntervalSince1970),
        honoursMaxTokens: simulator.settings.honoursMaxTokens,
        imageSide: simulator.settings.imageSide)
      if let fault {
        let other = simulator.settings.models.first { $0.id != model.id }?.id ?? model.id
        completion.spoil(fault, request: request, model: model, other: other)
        completion.spoilImage(fault)
      }
      reply = write(completion, to: request, fault: fault)
      let isFree = fault?.isFree ?? false
      reply.usage = isFree ? .zero : completion.usage ?? usage(of: completion, request, model)
      reply.delayMilliseconds = simulator.state.withLock { $0.latency }
        .milliseconds(seed: simulator.settings.seed, number: number)
      if let fault { reply.spoil(fault) }
      if arrival.wantsCache {
        reply.headers.append(("X-OpenRouter-Cache-Status", "MISS"))
        if !isFree, !(request.stream && fault?.breaksStream == true) {
          kept = (arrival.cacheKey(request), completion)
        }
      }
    }
    reply.headers += [
      ("X-Generation-Id", id), ("Server", "cloudflare"),
      ("CF-RAY", String(0x9A1B_2C3D_0000_0000 + UInt64(number), radix: 16) + "-FRA"),
    ]
    return (reply, kept)
  }

  private func write(
    _ completion: Completion, to request: ChatRequest?, fault: Fault?
  ) -> Reply {
    let settings = simulator.settings
    if request?.isForImageAPI == true { return .document(completion.imageDocument.bytes) }
    guard request?.stream == true else { return .document(completion.document.bytes) }
    let events = CompletionStream(
      completion: completion, lineEnd: settings.streamsCRLF ? "\r\n" : "\n")
    let bytes =
      switch fault {
      case .streamError: events.broken(code: 504, message: "Upstream idle timeout exceeded")
      case .errorInside(let code):
        events.broken(code: JSON(code), message: "Provider returned error")
      default: events.bytes
      }
    return .events(
      bytes, sizes: settings.streamPieces, pauseMilliseconds: settings.streamPauseMilliseconds)
  }

  /// S49: an answer that shows no usage is billed all the same.
  private func usage(
    of completion: Completion, _ request: ChatRequest, _ model: SimulatedModel
  ) -> Usage {
    var completion = completion
    completion.bill(
      request, model,
      completionTokens: model.tokens(WordPieces.count(in: Completion.text(for: request))))
    return completion.usage ?? .zero
  }

  private func departure(of number: Int, stream: Bool, kept: CacheKey?) -> Departure {
    let simulator = simulator
    return Departure { ending in
      let time = simulator.milliseconds
      simulator.state.withLock {
        if ending == .disconnected, stream, let kept, $0.ledger.isInFlight(number) {
          $0.forget(kept)
        }
        $0.ledger.close(number, ending, at: time)
      }
    }
  }
}

extension Fault {
  /// Whether the generation itself failed: not billed, not cached.
  fileprivate var isFree: Bool {
    switch self {
    case .finishError, .errorInside, .streamError, .emptyUnfinished, .whitespaceOnly, .noChoices,
      .choicesMissing, .noMessage:
      true
    default: false
    }
  }

  /// Whether a stream ends before its answer does: billed, but nothing whole is left to cache.
  fileprivate var breaksStream: Bool {
    switch self {
    case .cut, .halfDocument, .drip: true
    default: false
    }
  }
}
