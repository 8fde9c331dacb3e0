/// What the dashboard's page is told, and who carries out what it asks for.
///
/// Both may block: each is called on a queue of its own, one call at a time.
package protocol DashboardSource: Sendable {
  /// Answers a question of the page.
  ///
  /// - Parameters:
  ///   - name: the question's, such as `articles`.
  ///   - query: its members, decoded.
  func look(_ name: String, _ query: [String: String]) -> PageAnswer

  /// Carries out a change that the page asks for, a JSON document.
  func carryOut(_ change: [UInt8]) -> PageAnswer
}

/// A JSON document for the page, and its HTTP status.
package struct PageAnswer: Sendable, Equatable {
  package var status: Int
  package var body: [UInt8]

  package init(status: Int = 200, body: [UInt8]) {
    self.status = status
    self.body = body
  }
}

/// The page itself: one document, and what it may do.
package struct DashboardPage: Sendable {
  /// With a mark where the first status goes.
  package var document: [UInt8]
  /// The value of `Content-Security-Policy`.
  package var policy: String

  package init(document: [UInt8], policy: String) {
    self.document = document
    self.policy = policy
  }

  private static let mark = Array("/*first*/".utf8)

  /// The document with what it shows first, which saves it a question; nil: it asks.
  func document(showing first: PageAnswer?) -> [UInt8] {
    guard let place = document.firstRange(of: Self.mark) else { return document }
    // No text of the queue may end the element that holds it.
    let status = (first?.body ?? Array("null".utf8)).flatMap { byte in
      byte == UInt8(ascii: "<") ? Array(#"\u003c"#.utf8) : [byte]
    }
    return document[..<place.lowerBound] + status + document[place.upperBound...]
  }
}
