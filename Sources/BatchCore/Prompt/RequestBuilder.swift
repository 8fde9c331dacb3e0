import Crypto
import Foundation

/// Makes requests of articles, for one job: the same article and shape give the same bytes always.
package struct RequestBuilder: Sendable {
  /// Rises when the same article, job and shape would give other bytes than before.
  package static let version = 1

  package let job: Job
  private let prompt: Prompt
  private let schema: SentSchema?

  /// Throws the first mistake in a template; never for a job that `JobFile` has read.
  package init(_ job: Job) throws(JobFileMistake) {
    self.job = job
    prompt = try Prompt(job.prompt)
    schema =
      switch job.output {
      case .text: nil
      case .json(let schema): SentSchema(schema, role: job.role)
      }
  }

  /// The next request of a task; `model` is the one whose turn it is on the job's ladder.
  ///
  /// A lost attempt is sent again with its own bytes, to the model it asked, whatever the job file
  /// and the ladder say by now, and whatever was learnt of the model; unless it was built by other
  /// code or its article was replaced since.
  package func plan(
    _ candidate: Candidate, model: String, catalogue: ModelCatalogue, lesson: ModelLesson? = nil
  ) -> RequestPlan {
    if let resend = candidate.resend,
      let body = rebuilt(resend.shape, source: resend.jobSource, candidate)
    {
      return .send(resend.shape, body: body)
    }
    var card = catalogue[model]
    if let longest = lesson?.longestAnswer {
      card.maxCompletionTokens = min(longest, card.maxCompletionTokens ?? .max)
    }
    var adjustment = candidate.task.adjustment.following(lesson)
    // The user's own figure is made larger only for an article that needs it.
    if case .fixed = job.request.maxTokens {
      adjustment.reasoningRoom = candidate.task.adjustment.reasoningRoom
    }
    if !card.canAnswerWithoutReasoning { adjustment.withoutReasoning = nil }
    let format = schema == nil ? .none : card.strongestFormat.orWeaker(adjustment.format)
    let messages = messages(candidate.article, format: format, adjustment)
    let parameters = parameters(for: card, adjustment)
    let room = AnswerRoom.size(
      for: job.request.maxTokens,
      answer: AnswerRoom.answerTokens(for: candidate.article, output: job.output),
      prompt: promptTokens(messages, format: format), adjusted: adjustment.maxTokens,
      times: adjustment.reasoningRoom ?? 1,
      reasoning: AnswerRoom.reasoningShare(
        effort: parameters.contains("reasoning") ? effort(adjustment) : nil, card: card),
      card: card)
    switch room {
    case .tooLong(let needed, let limit):
      return .tooLong(needed: needed, limit: limit)
    case .tokens(let maxTokens):
      var shape = AttemptShape(
        job: job.digest, model: model, maxTokens: maxTokens, format: format,
        parameters: parameters, stream: job.request.stream, adjustment: adjustment,
        revision: candidate.revision, builder: Self.version, bodySHA256: "")
      let body = body(messages, shape)
      shape.bodySHA256 = SHA256.hash(data: body).hex
      return .send(shape, body: body)
    }
  }

  /// The bytes of a request, from its shape alone: the catalogue may have changed since.
  package func body(for article: Article, shape: AttemptShape) -> [UInt8] {
    body(messages(article, format: shape.format, shape.adjustment), shape)
  }

  /// The bytes of a lost attempt; nil if they cannot be had again.
  private func rebuilt(
    _ shape: AttemptShape, source: String, _ candidate: Candidate
  ) -> [UInt8]? {
    guard shape.builder == Self.version, shape.revision == candidate.revision else { return nil }
    var builder = self
    if shape.job != job.digest {
      guard let old = try? JobFile.read(source, file: "\(job.role).yaml").job,
        let rebuilder = try? RequestBuilder(old)
      else { return nil }
      builder = rebuilder
    }
    let body = builder.body(for: candidate.article, shape: shape)
    return SHA256.hash(data: body).hex == shape.bodySHA256 ? body : nil
  }

  /// The optional parameters that the model knows. One that it does not list is left out: dropped
  /// in silence at best, and at worst no provider will serve the request (S17).
  private func parameters(for card: ModelCard, _ adjustment: Adjustment) -> [String] {
    var parameters: [String] = []
    let known = card.supportedParameters
    if job.request.temperature != nil, known?.contains("temperature") ?? true {
      parameters.append("temperature")
    }
    if let effort = effort(adjustment), known?.contains("reasoning") ?? (effort != "none"),
      effort != "none" || card.reasoning?.isMandatory != true
    {
      parameters.append("reasoning")
    }
    let omitted = adjustment.omitted ?? []
    return parameters.filter { !omitted.contains($0) }
  }

  private func effort(_ adjustment: Adjustment) -> String? {
    adjustment.withoutReasoning == true ? "none" : job.request.reasoning
  }

  private func messages(
    _ article: Article, format: ResponseFormat, _ adjustment: Adjustment
  ) -> [RequestMessage] {
    let texts = prompt.messages(for: article)
    var system = texts.system
    if let schema, format != .jsonSchema { system += schema.instruction }
    var messages = [
      RequestMessage(role: .system, text: system), RequestMessage(role: .user, text: texts.user),
    ]
    if let complaint = adjustment.complaint {
      messages.append(
        RequestMessage(
          role: .user,
          text: "An earlier answer to this could not be used:\n\(complaint)\n"
            + "Answer again, in full, and put this right."))
    }
    return messages
  }

  private func promptTokens(_ messages: [RequestMessage], format: ResponseFormat) -> Int {
    // Roles and separators take 3 to 5 tokens a message.
    var total = 8 * (messages.count + 1)
    for message in messages { total += TokenEstimate.tokens(in: message.text) }
    if format == .jsonSchema, let schema { total += TokenEstimate.tokens(in: schema.text) }
    return total
  }

  private func body(_ messages: [RequestMessage], _ shape: AttemptShape) -> [UInt8] {
    let size = messages.reduce(1024) { $0 + $1.text.utf8.count + $1.text.utf8.count / 8 }
    var json = JSONText(reserving: size)
    json.openObject()
    json.name("model")
    json.string(shape.model)
    json.name("messages")
    json.openArray()
    for message in messages { message.write(to: &json) }
    json.closeArray()
    json.name("max_tokens")
    json.integer(shape.maxTokens)
    if shape.parameters.contains("temperature"), let temperature = job.request.temperature {
      json.name("temperature")
      json.raw("\(temperature)")
    }
    schema?.write(format: shape.format, isLax: shape.adjustment.isLax == true, to: &json)
    if shape.parameters.contains("reasoning"), let effort = effort(shape.adjustment) {
      json.name("reasoning")
      json.openObject()
      json.name("effort")
      json.string(effort)
      json.closeObject()
    }
    json.name("stream")
    json.bool(shape.stream)
    // Compression cuts the middle out of long prompts.
    json.name("plugins")
    json.raw(#"[{"id":"context-compression","enabled":false}]"#)
    if let ignored = shape.adjustment.ignoredProviders, !ignored.isEmpty {
      json.name("provider")
      json.openObject()
      json.name("ignore")
      json.openArray()
      for provider in ignored { json.string(provider) }
      json.closeArray()
      json.closeObject()
    }
    json.closeObject()
    return json.bytes
  }
}
