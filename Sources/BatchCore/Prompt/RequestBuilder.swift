import Crypto
import Foundation

/// Makes requests of articles, for one job: the same article and shape give the same bytes always.
package struct RequestBuilder: Sendable {
  /// Rises when the same article, job and shape would give other bytes than before.
  package static let version = 1

  package private(set) var job: Job
  private let prompt: Prompt
  /// Of the description of an image.
  private let describing: Prompt?
  let schema: SentSchema?

  /// Throws the first mistake in a template; never for a job that `JobFile` has read.
  package init(_ job: Job) throws(JobFileMistake) {
    self.job = job
    prompt = try Prompt(job.prompt, merge: job.sections?.merge)
    // A `map` would lose the type of the error.
    if let describe = job.describe {
      describing = try Prompt(describe.prompt)
    } else {
      describing = nil
    }
    schema =
      switch job.output {
      case .text, .image: nil
      case .json(let schema): SentSchema(schema, role: job.role)
      }
  }

  /// The same for requests whose answers come whole.
  var withoutStream: RequestBuilder {
    var builder = self
    builder.job.request.stream = false
    return builder
  }

  /// The next request of a task; `model` is the one whose turn it is on the job's ladder.
  ///
  /// A lost attempt is sent again with its own bytes, to the model it asked, whatever the job file
  /// and the ladder say by now, and whatever was learnt of the model; unless it was built by other
  /// code or its article was replaced since, or it named no price where there is a bound on the
  /// cost by now.
  ///
  /// - Parameter isBounded: there is a bound on what the queue may cost, so the request names its
  ///   prices. Without one it does not: a dearer provider is better than none.
  package func plan(
    _ candidate: Candidate, model: String, catalogue: ModelCatalogue, lesson: ModelLesson? = nil,
    thrift: Thrift = Thrift(), isBounded: Bool = false
  ) -> RequestPlan {
    if let resend = candidate.resend, !isBounded || resend.shape.hasCertainPrice,
      let body = body(resending: candidate)
    {
      return .send(resend.shape, body: body)
    }
    let work = work(on: candidate)
    let picture = PictureWork(
      job: job, model: model, revision: candidate.revision, finished: candidate.finished,
      note: candidate.task.adjustment.note)
    let article = work?.part ?? candidate.article
    var card = catalogue[model]
    if let longest = lesson?.longestAnswer {
      card.maxCompletionTokens = min(longest, card.maxCompletionTokens ?? .max)
    }
    var adjustment = candidate.task.adjustment.asking(for: work?.step ?? picture?.step).following(
      lesson, job: job.digest)
    adjustment.part = work?.isMerge == true ? .merge : picture?.part
    // The user's own figure is made larger only for an article that needs it.
    if case .fixed = job.request.maxTokens {
      adjustment.reasoningRoom = candidate.task.adjustment.reasoningRoom
    }
    if !card.canAnswerWithoutReasoning { adjustment.withoutReasoning = nil }
    let format = schema == nil ? .none : card.strongestFormat.orWeaker(adjustment.format)
    let output = picture?.isDescribing == true ? .text : job.output
    if output != .image { adjustment.route = nil }
    let route = adjustment.route ?? .first(for: output, card: card)
    let messages = messages(article, work, picture, format: format, adjustment)
    var shape = AttemptShape(
      job: job.digest, model: model, route: route, maxTokens: 0, format: format,
      parameters: parameters(for: card, route, adjustment),
      stream: job.request.stream && route != .images, adjustment: adjustment,
      revision: candidate.revision, builder: Self.version, bodySHA256: "")
    switch room(for: article, messages, shape, card, thrift) {
    case .tooLong(let needed, let limit):
      return .tooLong(needed: needed, limit: limit)
    case .tokens(let maxTokens):
      shape.maxTokens = maxTokens
      shape.ceiling = catalogue[model].ceiling(
        promptBytes: promptBytes(messages), route: route, isSent: isBounded)
      let body = body(messages, shape)
      shape.bodySHA256 = SHA256.hash(data: body).hex
      return .send(shape, body: body)
    }
  }

  /// The next section, or another one that is to be asked for again.
  private func work(on candidate: Candidate) -> SectionWork? {
    func work(_ step: Int?) -> SectionWork? {
      SectionWork(
        candidate.article, revision: candidate.revision, job: job, finished: candidate.finished,
        note: candidate.task.adjustment.note, step: step)
    }
    guard let next = work(nil) else { return nil }
    let again = candidate.task.adjustment.section
    if let again, again < next.step { return work(again) }
    // All are answered, and the whole was not usable; on another rung it is not said why.
    return next.isAnswered && again == nil ? work(next.faulty(job)) : next
  }

  /// The bytes of a request, from its shape alone: the catalogue may have changed since.
  package func body(
    for article: Article, _ work: SectionWork? = nil, _ picture: PictureWork? = nil,
    shape: AttemptShape
  ) -> [UInt8] {
    body(
      messages(
        work?.part ?? article, work, picture, format: shape.format, shape.adjustment), shape)
  }

  /// The bytes that a candidate was sent with; nil if they cannot be had again.
  func body(resending candidate: Candidate) -> [UInt8]? {
    guard let (shape, source) = candidate.resend else { return nil }
    guard shape.builder == Self.version, shape.revision == candidate.revision else { return nil }
    var builder = self
    if shape.job != job.digest {
      guard let old = try? JobFile.read(source, file: "\(job.role).yaml").job,
        let rebuilder = try? RequestBuilder(old)
      else { return nil }
      builder = rebuilder
    }
    var work: SectionWork?
    var picture: PictureWork?
    if let step = shape.adjustment.section {
      work = SectionWork(
        candidate.article, revision: candidate.revision, job: builder.job,
        finished: candidate.finished, note: shape.adjustment.note, step: step)
      picture = PictureWork(
        job: builder.job, model: shape.model, revision: candidate.revision,
        finished: candidate.finished, note: shape.adjustment.note, step: step)
      // The answer would be a part of another job's work.
      guard work != nil || picture != nil, builder.job.digest == job.digest else { return nil }
    }
    let body = builder.body(for: candidate.article, work, picture, shape: shape)
    return SHA256.hash(data: body).hex == shape.bodySHA256 ? body : nil
  }

  /// None at the image API, which takes no such limit.
  private func room(
    for article: Article, _ messages: [RequestMessage], _ shape: AttemptShape, _ card: ModelCard,
    _ thrift: Thrift
  ) -> AnswerRoom {
    guard shape.route != .images else { return .tokens(0) }
    let effort = shape.parameters.contains("reasoning") ? effort(shape.adjustment) : nil
    return AnswerRoom.size(
      for: job.request.maxTokens,
      answer: answer(to: article), least: AnswerRoom.leastTokens(for: job.output),
      prompt: promptTokens(messages, format: shape.format), adjusted: shape.adjustment.maxTokens,
      times: shape.adjustment.reasoningRoom ?? 1,
      reasoning: AnswerRoom.reasoningShare(effort: effort, card: card), thrift: thrift, card: card
    )
  }

  /// As many tokens as its article, and as its shape makes likely where that is more.
  func answer(to article: Article) -> Int {
    max(
      AnswerRoom.answerTokens(for: article, output: job.output),
      AnswerRoom.leastTokens(for: job.output) ?? 0)
  }

  /// The optional parameters that the model knows. One that it does not list is left out: dropped
  /// in silence at best, and at worst no provider will serve the request (S17).
  private func parameters(
    for card: ModelCard, _ route: RequestRoute, _ adjustment: Adjustment
  ) -> [String] {
    // No list of models says who takes it.
    var parameters =
      job.request.aspectRatio == nil || route == .chat ? [] : [Constraint.image]
    if route != .images {
      let known = card.supportedParameters
      if job.request.temperature != nil, known?.contains("temperature") ?? true {
        parameters.append("temperature")
      }
      // To whom nobody described, a wish for none is named only where the answer went into it.
      let isAsked = adjustment.withoutReasoning == true
      if let effort = effort(adjustment),
        known?.contains("reasoning") ?? (effort != "none" || isAsked),
        effort != "none" || card.reasoning?.isMandatory != true
      {
        parameters.append("reasoning")
      }
    }
    let omitted = adjustment.omitted ?? []
    return parameters.filter { !omitted.contains($0) }
  }

  func effort(_ adjustment: Adjustment) -> String? {
    adjustment.withoutReasoning == true ? "none" : job.request.reasoning
  }

  func messages(
    _ article: Article, _ work: SectionWork?, _ picture: PictureWork? = nil,
    format: ResponseFormat, _ adjustment: Adjustment
  ) -> [RequestMessage] {
    var fields = work?.fields ?? SectionFields()
    fields.description = picture?.description
    let prompt = picture?.isDescribing == true ? describing ?? prompt : prompt
    let texts = prompt.messages(
      for: article, section: fields, merging: work?.isMerge == true)
    var system = texts.system
    if let schema, format != .jsonSchema { system += schema.instruction }
    var messages = [
      RequestMessage(role: .system, text: system), RequestMessage(role: .user, text: texts.user),
    ]
    if let note = adjustment.note {
      let asked = ReviewerNote.Asked(work, picture, output: job.output)
      messages.append(RequestMessage(role: .user, text: ReviewerNote.text(note, for: asked)))
    }
    if let complaint = adjustment.complaint {
      messages.append(
        RequestMessage(
          role: .user,
          text: "An earlier answer to this could not be used:\n\(complaint)\n"
            + "Answer again, in full, and put this right."))
    }
    return messages
  }

  /// With what stands around them.
  private func promptBytes(_ messages: [RequestMessage]) -> Int {
    messages.reduce(1024 + (schema?.text.utf8.count ?? 0)) { $0 + $1.text.utf8.count }
  }

  func promptTokens(
    _ messages: [RequestMessage], format: ResponseFormat, _ aim: TokenEstimate.Aim = .most,
    language: TextLanguage? = nil
  ) -> Int {
    // Roles and separators take 3 to 5 tokens a message.
    var total = 8 * (messages.count + 1)
    for message in messages {
      total += TokenEstimate.tokens(
        in: message.text, aim, language: message.role == .user ? language : nil)
    }
    if format == .jsonSchema, let schema { total += TokenEstimate.tokens(in: schema.text, aim) }
    return total
  }
}
