extension TaskState {
  /// The state in one word of the vocabulary.
  package var word: String {
    switch self {
    case .ready: "ready"
    case .claimed: "claimed"
    case .done: "done"
    case .failed: "failed"
    case .cancelled: "cancelled"
    }
  }
}
