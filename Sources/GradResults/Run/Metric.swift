/// What two runs are compared by, and what a suite's gates may name.
public enum Metric: String, Sendable, CaseIterable, Codable {
  /// How the trials ended: hit, at rest or out of budget, diverged, failed.
  case outcome
  /// The share of a cell's trials that hit a target.
  case successRate
  /// The median cost to a target over the trials; a miss is infinite.
  case costToTarget
  /// The median iterations to a target; a miss is infinite.
  case iterationsToTarget
  /// The median passes over the data to a target, for finite sums in batches.
  case dataPassesToTarget
  /// The cost of all trials ÷ hits.
  case expectedCost
  /// The share of the hits that stayed within the target until the end.
  case held
  /// The median final gap; the final objective where the minimum is not known.
  case finalGap
  /// The verdict on a learning rate.
  case verdict
  /// The best learning rate of a family of cells, judged by its expected cost.
  case bestLearningRate
  /// Processor seconds an iteration, from the timing phase.
  case secondsPerIteration
  /// Instructions an iteration.
  case instructionsPerIteration

  /// Whether a suite's gates may give it a tolerance: kinds have no sizes.
  public var hasTolerance: Bool { self != .outcome && self != .verdict }

  /// How much worse it may get where the suite's gates do not name it: nothing for what repeats
  /// exactly; for timings what two runs of one build may differ by.
  public var defaultTolerance: Double {
    switch self {
    case .secondsPerIteration: 0.07
    case .instructionsPerIteration: 0.005
    default: 0
    }
  }
}
