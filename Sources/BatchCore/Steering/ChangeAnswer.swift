/// A live run's answer to a change, as it is sent: one of the first two is there.
package struct ChangeAnswer: Sendable, Equatable, Codable {
  package var report: ChangeReport?
  package var refusal: ChangeRefusal?
  /// The refusal in words.
  package var sentence: String?
  /// That the run works.
  package var roles: [String]

  package init(_ answer: Errand.Answer, roles: [String] = []) {
    self.roles = roles
    switch answer {
    case .success(let report): self.report = report
    case .failure(let refusal):
      self.refusal = refusal
      sentence = refusal.sentence
    }
  }
}

extension ChangeRefusal {
  /// What happened and what to do.
  package var sentence: String {
    switch self {
    case .store(let failure): failure.sentence
    case .ending: "The run is at its end. Try again in a moment."
    case .starting: "The run is still starting. Try again in a moment."
    case .notWriting(isOpen: false):
      "The queue is not being written at the moment; nothing was changed. Try again later."
    case .notWriting(isOpen: true):
      "The queue is not being written at the moment; the change may still take effect. See: batch status"
    case .unable(let sentence): sentence
    }
  }

  /// The status of an HTTP answer.
  package var status: Int {
    switch self {
    case .store(.unknownArticle): 404
    case .unable, .store(.refusedReview): 409
    case .store, .ending, .starting, .notWriting: 503
    }
  }
}

/// Where a live run is reached.
package enum ControlAddress {
  /// The socket of the queue with this resolved path.
  package static func socket(of database: String) -> String { database + ".sock" }

  package static let changes = "/v1/changes"
  package static let status = "/v1/status"
}
