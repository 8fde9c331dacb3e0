/// What a candidate's request is to be.
package enum RequestPlan: Sendable, Equatable {
  case send(AttemptShape, body: [UInt8])
  /// Its answer needs at least `needed` tokens and this model has room for `limit`; a larger model
  /// may have.
  case tooLong(needed: Int, limit: Int)
}
