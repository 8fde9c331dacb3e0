/// One header field; names compare without regard to case.
package struct HTTPHeader: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension HTTPHeader {
  /// Whether that is its name; the case of letters says nothing (RFC 9110, 5.1).
  package func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { $0.loweredASCII == $1.loweredASCII }
  }
}
