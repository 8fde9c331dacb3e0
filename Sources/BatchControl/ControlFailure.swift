/// Why a run cannot be steered from other terminals; it works without.
package struct ControlFailure: Error, Sendable, Equatable {
  package var reason: String
}
