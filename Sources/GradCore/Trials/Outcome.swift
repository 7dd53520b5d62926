/// Why a trial ended. The rules stand in the harness's diagnosis.
public enum Outcome: String, Sendable, CaseIterable {
  /// The smallest target was hit: the answer is right.
  case targetHit
  /// The gradient norm got small; says nothing of the answer.
  case converged
  /// The best objective stopped falling.
  case stalled
  /// The objective falls without bound.
  case unbounded
  case diverged
  /// The budget of iterations, cost or data passes was used up.
  case budgetSpent
  /// The budget of seconds was used up; not reproducible.
  case timedOut
  /// The run was interrupted.
  case cancelled
  /// A bug in gradbench or in the problem's code.
  case failed

  /// The heading of this outcome's count in `summary.csv`: `target_hit`.
  public var columnName: String {
    switch self {
    case .targetHit: "target_hit"
    case .budgetSpent: "budget_spent"
    case .timedOut: "timed_out"
    default: rawValue
    }
  }
}

/// Something noticed along a trial.
public enum Finding: UInt8, Sendable, CaseIterable {
  case vanishingGradient, explodingGradient, plateau, oscillation, saddle, noiseFloor
  case nonFinite, leftDomain, belowMinimum, nonDifferentiable

  /// As it stands in `trials.csv`.
  public var name: String { "\(self)" }
}

/// A set of findings, in one word of memory.
public struct FindingSet: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public init(_ finding: Finding) { rawValue = 1 << UInt16(finding.rawValue) }

  public func contains(_ finding: Finding) -> Bool { contains(FindingSet(finding)) }
  public mutating func insert(_ finding: Finding) { insert(FindingSet(finding)) }
  /// The findings in the order of ``Finding``.
  public var findings: [Finding] { Finding.allCases.filter(contains) }
  /// Names joined by `;`, as in `trials.csv`.
  public var text: String { findings.map(\.name).joined(separator: ";") }
}
