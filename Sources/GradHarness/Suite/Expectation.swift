public import GradCore

/// What must come out of the cells that match, or the run ends with exit code 1.
public struct Expectation: Sendable {
  /// Globs on the texts of cells; nil matches all.
  public var problem: String?
  public var optimizer: String?
  public var backend: String?
  public var schedule: String?
  public var batchSize: String?
  public var dimension: Int?
  /// A hyperparameter text that must be contained: `momentum=0.9`.
  public var hyperparameters: String?
  /// Pins one rate, instead of the best of each family.
  public var learningRate: Double?
  /// Which rates of a family must fulfil it.
  public var quantifier = Quantifier.best
  public var outcomes: [Outcome] = []
  public var findings: [Finding] = []
  public var verdict: String?
  public var cost: ClosedRange<Double>?
  public var iterations: ClosedRange<Double>?
  /// Where it stands in the suite, for messages.
  public var location: SourceLocation
  public var path: String

  public enum Quantifier: String, Sendable, CaseIterable { case best, every, some }

  public init(location: SourceLocation, path: String) {
    self.location = location
    self.path = path
  }
}
