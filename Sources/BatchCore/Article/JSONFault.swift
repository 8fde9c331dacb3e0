/// Where a text stops being JSON, and why.
struct JSONFault: Error, Equatable {
  /// From 0.
  var offset: Int
  var reason: String
}
