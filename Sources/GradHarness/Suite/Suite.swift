public import GradCore

/// A suite as its file says it, checked, with defaults filled in: all but the sweeps, which the plan
/// holds as cells.
public struct Suite: Sendable {
  public var name: String
  public var description: String
  /// The file's text whole, for `run.json`.
  public var text: String
  public var budget: Budget
  public var targets: [Target]
  public var stopping: Stopping
  public var monitor: MonitorSettings
  public var thresholds: Thresholds
  public var trace: TraceSettings
  public var gates: [Gate]
  public var expectations: [Expectation]

  /// The first that is reached ends a trial; nil is none.
  public struct Budget: Sendable {
    public var iterations = 10_000
    public var cost: Int?
    public var dataPasses: Double?
    public var seconds: Double?
    public init() {}
  }

  public struct Stopping: Sendable {
    /// nil: deterministic trials stop at the smallest target, noisy ones go on.
    public var atTarget: Bool?
    public var gradientNorm = 1e-8
    public init() {}
  }

  public struct MonitorSettings: Sendable {
    /// Data passes between two looks at a noisy objective.
    public var dataPasses = 1.0
    public init() {}
  }

  public struct TraceSettings: Sendable {
    /// Rows a trial.
    public var rows = 200
    /// Rows in all; fewer a trial if the suite is large.
    public var mostRows = 2_000_000
    public init() {}
  }

  /// A metric that must not get worse by more than a fraction; checked and kept in `run.json`.
  public struct Gate: Sendable, Hashable {
    public var metric: String
    public var tolerance: Double
    public init(metric: String, tolerance: Double) {
      self.metric = metric
      self.tolerance = tolerance
    }
  }
}
