import Foundation

extension FaultRule {
  /// Reads `[{"fault": name, "share"?, "requests"?: [first, last], "article"?, "model"?,
  /// "sending"?, "lacking"?, "times"?}]`.
  static func read(_ body: Data) -> [FaultRule]? {
    guard let list = (try? JSONSerialization.jsonObject(with: body)) as? [[String: Any]] else {
      return nil
    }
    let rules = list.compactMap { rule -> FaultRule? in
      guard let name = rule["fault"] as? String, let fault = Fault(name: name) else { return nil }
      var requests: ClosedRange<Int>?
      if let numbers = rule["requests"] as? [Int] {
        guard numbers.count == 2, numbers[0] <= numbers[1] else { return nil }
        requests = numbers[0]...numbers[1]
      }
      return FaultRule(
        fault, share: rule["share"] as? Double, requests: requests,
        article: rule["article"] as? String, model: rule["model"] as? String,
        sending: rule["sending"] as? String, lacking: rule["lacking"] as? String,
        times: rule["times"] as? Int)
    }
    return rules.count == list.count ? rules : nil
  }
}

extension RateLimit {
  /// Reads `{"rate", "burst"?, "hint"?, "seconds"?}`; an empty object lifts the limit.
  static func read(_ body: Data) -> RateLimit?? {
    guard let limit = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] else {
      return .none
    }
    if limit.isEmpty { return .some(nil) }
    guard let rate = limit["rate"] as? Double, rate > 0, let hint = RetryHint.read(limit["hint"])
    else { return .none }
    return RateLimit(
      rate: rate, burst: limit["burst"] as? Double ?? 1, hint: hint,
      seconds: limit["seconds"] as? Double)
  }
}

extension TokenLimit {
  /// Reads `{"perMinute", "depth"?, "hint"?, "seconds"?, "namesFigure"?}`; an empty object lifts
  /// the limit.
  static func read(_ body: Data) -> TokenLimit?? {
    guard let limit = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] else {
      return .none
    }
    if limit.isEmpty { return .some(nil) }
    guard let perMinute = limit["perMinute"] as? Double, perMinute > 0,
      let hint = RetryHint.read(limit["hint"])
    else { return .none }
    let depth = limit["depth"] as? Double
    guard depth ?? 1 >= 1 else { return .none }
    return TokenLimit(
      perMinute: perMinute, depth: depth, hint: hint, seconds: limit["seconds"] as? Double,
      namesFigure: limit["namesFigure"] as? Bool ?? false)
  }
}

extension RetryHint {
  /// The place of that name, `.none` where no name is given; nil if there is no such place.
  fileprivate static func read(_ name: Any?) -> RetryHint? {
    guard let name = name as? String else { return RetryHint.none }
    return RetryHint(rawValue: name)
  }
}
