/// `batch check`: the findings, as lines for people or as a document.
package struct CheckReport: Sendable, Encodable {
  package var version = 1
  package var findings: [CheckFinding]
  package var exitStatus: Int32

  package init(_ findings: [CheckFinding]) {
    self.findings = findings
    let wanted = findings.map(\.exitStatus)
    exitStatus = Self.precedence.first { wanted.contains($0) } ?? 0
  }

  /// Of several, the first: what stops a run soonest. Others come after, in any order.
  private static let precedence: [Int32] = [70, 74, 73, 65, 66, 78, 77, 69]

  /// One line a finding, and where that leaves the user.
  package func lines(_ style: Style = .plain, next: String) -> [String] {
    findings.map { $0.painted.text(style) } + ["", printable(summary(next: next))]
  }

  private func summary(next: String) -> String {
    let errors = findings.count { $0.level == .error }
    let warnings = findings.count { $0.level == .warning }
    if errors > 0 {
      let more = warnings > 0 ? " and \(Wording.counted(warnings, "warning"))" : ""
      return "\(Wording.counted(errors, "error"))\(more): put that right first. Nothing was spent."
    }
    return warnings > 0
      ? "\(Wording.counted(warnings, "warning")), nothing in the way. Nothing was spent. Next: \(next)"
      : "All is well, nothing was spent. Next: \(next)"
  }
}
