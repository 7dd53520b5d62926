public import GradCore
public import GradResults

/// A suite as its file says it, checked, with defaults filled in: all but the sweeps, which the plan
/// holds as cells.
public struct Suite: Sendable {
  /// The file as the user named it.
  public var file: String
  public var name = ""
  public var description = ""
  /// The file's text whole, for `run.json`.
  public var text: String
  public var budget = Budget()
  public var targets = Suite.defaultTargets
  public var stopping = Stopping()
  public var monitor = MonitorSettings()
  public var thresholds = Thresholds()
  public var trace = TraceSettings()
  public var gates: [Gate] = []
  public var expectations: [Expectation] = []
  /// What the suite says of the ranking; nil where it says nothing.
  public var ranking: RunRanking?
  /// Fresh seeds of each chosen cell, where seeds matter; 0: none.
  public var confirm = 64

  /// A suite in which nothing but the defaults is set.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
  }

  /// The targets of a suite that sets none: 1e-1 … 1e-8.
  public static let defaultTargets: [Target] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8]
    .map { .fraction($0) }
  /// Every trial is watched for each target at each look.
  public static let mostTargets = 100

  /// The first that is reached ends a trial; nil is none.
  public struct Budget: Sendable {
    public var iterations = 10_000
    /// Whether `iterations` ends trials that `cost` or `dataPasses` ends: not where the suite gives
    /// one of them and no `iterations`. Trials that neither ends (a deterministic problem has no
    /// data passes) always end by `iterations`.
    public var limitsIterations = true
    public var cost: Int?
    public var dataPasses: Double?
    public var seconds: Double?
    /// The longest trial: iterations are kept in 32 bits.
    public static let mostIterations = 1_000_000_000
    /// Thirty years, which no trial lasts. `Duration` cannot hold 1.8e20 seconds.
    public static let mostSeconds = 1e9
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

    /// What a gate can watch.
    public static let metrics = Metric.allCases.filter(\.hasTolerance).map(\.rawValue)

    public init(metric: String, tolerance: Double) {
      self.metric = metric
      self.tolerance = tolerance
    }
  }
}
