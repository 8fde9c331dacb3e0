/// Makes a schedule that fails short enough to be read.
package enum Shrinking {
  /// Leaves parts out for as long as what is left still fails: halves first, then ever smaller
  /// parts, down to single steps.
  ///
  /// - Parameters:
  ///   - trials: at most; then what was reached by then.
  ///   - fails: of the steps as given it is true.
  package static func shortest<Step>(
    _ steps: [Step], trials: Int = 300, fails: ([Step]) throws -> Bool
  ) rethrows -> [Step] {
    var steps = steps
    var size = steps.count / 2
    var tried = 0
    while size > 0 {
      var start = 0
      var isShorter = false
      while start < steps.count {
        tried += 1
        if tried > trials { return steps }
        let rest = Array(steps[..<start]) + steps[min(start + size, steps.count)...]
        if try fails(rest) {
          steps = rest
          isShorter = true
        } else {
          start += size
        }
      }
      if !isShorter || size > 1 { size /= 2 }
    }
    return steps
  }
}
