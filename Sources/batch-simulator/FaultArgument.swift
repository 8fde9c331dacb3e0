import ArgumentParser
import Simulator

extension FaultRule {
  /// Reads `NAME[@MODEL][=WHEN]`, where WHEN is a share, `first:N` or `FROM-TO`.
  init(argument: String) throws {
    let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
    let subject = (sides.first ?? "").split(separator: "@", maxSplits: 1).map(String.init)
    guard let name = subject.first, let fault = Fault(name: name) else {
      throw ValidationError("no fault is called \(argument); --list-faults names them all")
    }
    self.init(fault, model: subject.count > 1 ? subject[1] : nil)
    guard sides.count > 1 else { return }
    let when = sides[1]
    let range = when.split(separator: "-").map { Int($0) }
    if when.hasPrefix("first:"), let count = Int(when.dropFirst(6)) {
      times = count
    } else if let share = Double(when), (0...1).contains(share) {
      self.share = share
    } else if range.count == 2, let first = range[0], let last = range[1], first <= last {
      requests = first...last
    } else {
      throw ValidationError("\(argument): after = comes a share (0.03), first:5, or 300-309")
    }
  }
}
