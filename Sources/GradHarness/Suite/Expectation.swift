public import GradCore

/// What must come out of the cells that match, or the run ends with exit code 1.
///
/// It holds for every seed: each trial of a cell must meet all that is required.
public struct Expectation: Sendable {
  /// Globs on the texts of cells; nil matches all.
  public var problem: String?
  public var optimizer: String?
  public var backend: String?
  public var schedule: String?
  public var batchSize: String?
  public var dimension: Int?
  /// Hyperparameters that the cell must have.
  public var hyperparameters: [NamedValue] = []
  /// Pins one rate, instead of the best of each family.
  public var learningRate: Double?
  /// Whether the pinned rate is this many times 1/L.
  public var isRateRelative = false
  /// Which rates of a family must fulfil it.
  public var quantifier = Quantifier.best
  public var outcomes: [Outcome] = []
  public var findings: [Finding] = []
  /// A verdict on the learning rate at the target.
  public var verdict: String?
  /// Index of the target that cost, iterations, verdict and the best rate are about; nil: the
  /// smallest fraction, with cost and iterations of the whole trial.
  public var target: Int?
  public var cost: ClosedRange<Double>?
  public var iterations: ClosedRange<Double>?
  /// The final gap.
  public var gap: ClosedRange<Double>?
  /// Where it stands in the suite, for messages.
  public var location: SourceLocation
  public var path: String

  public enum Quantifier: String, Sendable, CaseIterable { case best, every, some }

  public init(location: SourceLocation, path: String) {
    self.location = location
    self.path = path
  }
}
