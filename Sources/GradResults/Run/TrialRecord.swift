public import GradCore
import GradText

/// What one trial came to: a fixed-size record; texts are made when it is written.
public struct TrialRecord: Sendable {
  public var outcome: Outcome
  public var findings: FindingSet = []
  public var pointKind: PointKind?
  /// Index into the cell's known points of the minimizer that the trial came to; −1: none.
  public var reached: Int16 = -1
  public var iterations: Int = 0
  /// What the method asked for, counted by its loop.
  public var objectiveEvaluations: Int = 0
  public var gradientEvaluations: Int = 0
  public var hessianEvaluations: Int = 0
  public var hessianProductEvaluations: Int = 0
  /// What only the harness asked for.
  public var monitorEvaluations: Int = 0
  /// N_f + N_g as DEFINITIONS counts them, at least 1.
  public var cost: Int = 1
  public var dataPasses: Double = .nan
  public var initialObjective: Double = .nan
  public var finalObjective: Double = .nan
  public var bestObjective: Double = .nan
  /// Final gap: f − minimum, for noisy trials the median of the last tenth of looks; NaN where the
  /// minimum is not known.
  public var gap: Double = .nan
  /// The mean of f − minimum over the last third of the looks of a noisy trial; NaN: deterministic, or
  /// the minimum is not known.
  public var floor: Double = .nan
  public var initialGradientNorm: Double = .nan
  public var finalGradientNorm: Double = .nan
  public var smallestGradientNorm: Double = .nan
  public var largestGradientNorm: Double = .nan
  public var evidence: Evidence = .none

  public init(outcome: Outcome) { self.outcome = outcome }

  /// The known point that the trial came to, if any.
  public func reachedPoint(of cell: Cell) -> String? {
    let points = cell.problem.facts.knownPoints
    return points.indices.contains(Int(reached)) ? points[Int(reached)] : nil
  }
}

/// One trial of the plan: a cell and a seed.
public struct TrialIdentity: Sendable, Equatable {
  /// The first 64 bits of the SHA-256 of the trial's canonical text; `trial` in hexadecimal.
  public var id: UInt64
  public var cell: Int32
  /// nil where no seed can matter.
  public var seed: Int32?

  public init(id: UInt64, cell: Int32, seed: Int32?) {
    self.id = id
    self.cell = cell
    self.seed = seed
  }

  /// 16 hexadecimal digits.
  public var text: String { hexadecimalText(id, digits: 16) }
}

/// A pair that a suite names and that cannot work, with the reason.
public struct LeftOut: Sendable, Hashable, Codable {
  public var problem: String
  /// What it was paired with: `backend symbolic`, `target 1e-05`.
  public var with: String
  public var reason: String

  public init(problem: String, with: String, reason: String) {
    self.problem = problem
    self.with = with
    self.reason = reason
  }
}
