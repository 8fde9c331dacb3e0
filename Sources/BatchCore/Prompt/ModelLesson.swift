/// What was learnt of a model by asking it: its next requests begin with it, instead of each
/// finding it out again.
package struct ModelLesson: Sendable, Equatable, Codable {
  /// The strongest way to ask for JSON that it takes (S20).
  package var format: ResponseFormat?
  /// With the schema's strict form nobody may serve it (S16).
  package var isLax: Bool?
  /// Optional parameters that it does not take (S17, S20).
  package var omitted: [String]?
  /// Digests of the jobs whose aspect ratio it refused; it may take another one.
  package var refusedRatios: [String]?
  /// Providers that refuse it, whoever asks (S2).
  package var ignoredProviders: [String]?
  /// How many times the planned room it needs, because it reasons (S38).
  package var reasoningRoom: Int?
  /// Its longest answer in tokens, where the model list promises more.
  package var longestAnswer: Int?
  /// The way to ask it for images, where the usual one is refused (S46).
  package var route: RequestRoute?
  package var learnedAt: Timestamp
  /// What the model list said of it; another word of the list's makes this void.
  package var listing: String

  package init(learnedAt: Timestamp, listing: String) {
    self.learnedAt = learnedAt
    self.listing = listing
  }
}

extension ModelLesson {
  /// Takes in what a retry does differently from the request before it, and nothing that the task
  /// did before.
  mutating func note(
    _ failure: FailureKind, _ circumstance: Circumstance, _ adjustment: Adjustment,
    insteadOf shape: AttemptShape
  ) {
    switch failure {
    case .noEndpoints, .unsupportedParameter, .overloaded:
      let before = shape.adjustment
      if circumstance.isFormats, let format = adjustment.format,
        shape.format.orWeaker(format) != shape.format
      {
        // A request that left before the lesson may be refused for more than is sent by now.
        self.format = format.orWeaker(self.format)
      }
      if let route = adjustment.route, route != shape.route { self.route = route }
      if adjustment.isLax == true, before.isLax != true { isLax = true }
      var names = Set(adjustment.omitted ?? []).subtracting(before.omitted ?? [])
      if names.remove(Constraint.image) != nil {
        refusedRatios = Self.union(refusedRatios, [shape.job])
      }
      // What was refused then is our own wish for none, not the job's for more.
      if before.withoutReasoning == true { names.remove("reasoning") }
      if !names.isEmpty { omitted = Self.union(omitted, names) }
      passOver(adjustment, insteadOf: before)
    case .upstreamRefused:
      passOver(adjustment, insteadOf: shape.adjustment)
    case .reasoningOnly:
      // What is not enough yet is the one article's matter.
      if adjustment.reasoningRoom != nil { reasoningRoom = Adjustment.reasoningFactor }
    case .tooLong:
      longestAnswer = [longestAnswer, circumstance.longestAnswer].compactMap { $0 }.min()
    default:
      break
    }
  }

  /// None at all, once passing over those learnt here, and no others, has left nobody.
  private mutating func passOver(_ adjustment: Adjustment, insteadOf before: Adjustment) {
    guard let names = adjustment.ignoredProviders else { return }
    let new = Set(names).subtracting(before.ignoredProviders ?? [])
    if names.isEmpty, let learnt = ignoredProviders, !learnt.isEmpty,
      Set(before.ignoredProviders ?? []).isSubset(of: learnt)
    {
      ignoredProviders = []
    } else if !new.isEmpty {
      ignoredProviders = Self.union(ignoredProviders, new)
    }
  }

  /// Whether a request did all that this says.
  func isFollowed(by shape: AttemptShape) -> Bool {
    let isPlain = format.map { shape.format.orWeaker($0) == shape.format } ?? true
    let isLaxEnough = isLax != true || shape.adjustment.isLax == true
    let omits = Set(omitted ?? []).isDisjoint(with: shape.parameters)
    let asksPlainly =
      refusedRatios.map { $0.contains(shape.job) && !shape.parameters.contains(Constraint.image) }
      ?? true
    let passedOver = Set(shape.adjustment.ignoredProviders ?? [])
    let isOnRoute = route == nil || route == shape.route
    let hasRoom = reasoningRoom == nil || shape.adjustment.reasoningRoom != nil
    return isPlain && isLaxEnough && omits && asksPlainly && hasRoom && isOnRoute
      && passedOver.isSuperset(of: ignoredProviders ?? [])
      && shape.maxTokens <= longestAnswer ?? .max
  }

  private static func union(_ first: [String]?, _ second: Set<String>) -> [String] {
    Set(first ?? []).union(second).sorted()
  }

  /// For the user: what is done differently from now on.
  package var sentence: String {
    differences.isEmpty ? "asked as before" : "asked " + differences.joined(separator: ", ")
  }

  /// How the requests differ from the job's plain ones, in words.
  package var differences: [String] {
    var parts: [String] = []
    switch format {
    case .jsonObject: parts.append("without a JSON schema")
    case .some(.none): parts.append("for JSON in the prompt only")
    case .jsonSchema, nil: break
    }
    if isLax == true { parts.append("without the schema's strict form") }
    if let omitted, !omitted.isEmpty {
      parts.append("without \(omitted.joined(separator: ", "))")
    }
    if refusedRatios != nil { parts.append("without the aspect ratio that it refused") }
    if let ignoredProviders, !ignoredProviders.isEmpty {
      parts.append("of other providers than \(ignoredProviders.joined(separator: ", "))")
    }
    switch route {
    case .images: parts.append("through the image API")
    case .chatForImage: parts.append("by chat, for an image alone")
    case .chat, .chatWithImage, nil: break
    }
    if let reasoningRoom { parts.append("with \(reasoningRoom) times the room") }
    if let longestAnswer { parts.append("for at most \(longestAnswer) tokens") }
    return parts
  }
}

extension Adjustment {
  /// With what was learnt of the model; what the task found out itself comes first.
  ///
  /// - Parameter job: the digest of the task's job.
  func following(_ lesson: ModelLesson?, job: String) -> Adjustment {
    guard let lesson else { return self }
    var adjustment = self
    if let format = lesson.format {
      adjustment.format = (adjustment.format ?? .jsonSchema).orWeaker(format)
    }
    adjustment.isLax = isLax ?? lesson.isLax
    var names = lesson.omitted ?? []
    if lesson.refusedRatios?.contains(job) == true { names.append(Constraint.image) }
    if !names.isEmpty { adjustment.omitted = Set(omitted ?? []).union(names).sorted() }
    adjustment.route = route ?? lesson.route
    adjustment.ignoredProviders = ignoredProviders ?? lesson.ignoredProviders
    if let room = lesson.reasoningRoom {
      adjustment.reasoningRoom = reasoningRoom ?? min(room, Self.reasoningFactor)
    }
    return adjustment
  }
}
