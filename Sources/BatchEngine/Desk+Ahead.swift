import BatchCore

/// What shapes a request beside its candidate.
struct RequestTerms: Equatable {
  var lessons: ModelLessons
  var thrift: Thrift
  var isBounded: Bool
}

extension RequestPlanner {
  func prepare(_ candidate: Candidate, on terms: RequestTerms, now: Timestamp) -> Preparation {
    prepare(
      candidate, lessons: terms.lessons, thrift: terms.thrift, isBounded: terms.isBounded, now: now)
  }
}

extension Desk {
  /// The terms on which requests were prepared ahead, and when the first of them were.
  struct Ahead {
    var terms: RequestTerms
    var since: Timestamp
  }

  /// Lessons end with time; what was prepared before a long wait is prepared anew.
  private static let longestAhead: Duration = .seconds(10)
  /// More seldom share a turn.
  private static let mostClaims = 8

  /// How many requests there should be for the next turn.
  var wantedAhead: Int { min(crew.wanted, Self.mostClaims) }

  func terms(at now: Timestamp) -> RequestTerms {
    RequestTerms(lessons: lessons, thrift: dispatcher.thrift(at: now), isBounded: isBounded)
  }

  /// Whether what was prepared ahead would be the same now.
  func keepsAhead(now: Timestamp) -> Bool {
    guard let ahead, !dispatcher.hasMovedStarts else { return false }
    return now - ahead.since <= Self.longestAhead && ahead.terms == terms(at: now)
  }

  /// The lane that the next turn will probably be served from; nil: none, or tasks are still made,
  /// after which the store begins anew.
  func laneAhead(after turn: Turn, _ result: TurnResult) -> ClaimWish.Lane? {
    guard unmade.isEmpty, result.ahead < wantedAhead, let wish = turn.wishes.last,
      wish.order == .input, let claim = result.claims.last.flatMap(\.self), !dispatcher.isStopping,
      !dispatcher.hasMovedStarts
    else { return nil }
    let lane = claim.task.lane
    return wish.dueOnly.contains(lane) ? nil : lane
  }
}
