/// What was measured along one trial: counters, extremes, hits, streaks, samples.
///
/// The stepping loop keeps per-lane extremes in vectors and calls ``attend(_:recent:)`` only when
/// something may have happened: a bound was crossed, or a checkpoint is due. What follows from the
/// numbers (outcome, findings, reason) is concluded elsewhere.
///
/// One worker uses it, and no access to a property overlaps another: without the checks for that,
/// attending a look takes a third of the time.
public final class TrialMonitor {
  public let rules: TrialRules
  /// Index of the trial in the plan.
  public let trial: Int
  /// Whether the method asks for more than one gradient an iteration.
  let isSearching: Bool

  /// Why the trial ended, once it has.
  @exclusivity(unchecked)
  public internal(set) var stop: StopReason?
  @exclusivity(unchecked)
  public internal(set) var iteration = 0
  /// What the method has asked for, as far as it was told.
  @exclusivity(unchecked)
  public internal(set) var counts = EvaluationCounts()
  /// The cost by the last look at an iterate; a search has asked for more since.
  @exclusivity(unchecked)
  var costAtIterate = 1
  /// Evaluations that only the harness asked for.
  @exclusivity(unchecked)
  public internal(set) var monitorEvaluations = 0
  /// The point of iteration 0.
  @exclusivity(unchecked)
  public internal(set) var start: [Double] = []
  @exclusivity(unchecked)
  public internal(set) var initialObjective = Double.nan
  @exclusivity(unchecked)
  public internal(set) var objective = Double.nan
  @exclusivity(unchecked)
  public internal(set) var bestObjective = Double.infinity
  @exclusivity(unchecked)
  public internal(set) var largestObjective = -Double.infinity
  @exclusivity(unchecked)
  public internal(set) var initialGradientNorm = Double.nan
  @exclusivity(unchecked)
  public internal(set) var gradientNorm = Double.nan
  @exclusivity(unchecked)
  public internal(set) var smallestGradientNorm = Double.infinity
  @exclusivity(unchecked)
  public internal(set) var largestGradientNorm = 0.0
  /// One a target.
  @exclusivity(unchecked)
  public internal(set) var hits: [TargetHit]
  /// Looks at which the vanishing rule held, and whether it held long enough in a row.
  @exclusivity(unchecked)
  public internal(set) var vanishingLooks = 0
  @exclusivity(unchecked)
  public internal(set) var vanished = false
  /// Whether the trial left the flat ground that it was found on.
  var hasCrossedFlatGround = false
  /// Whether the trial's only vanishing gradients are those of its end: near a minimum or saddle they
  /// vanish as they should.
  public var vanishesAtTheEndOnly: Bool { vanishingInARow > 0 && !hasCrossedFlatGround }
  @exclusivity(unchecked)
  public internal(set) var exploded = false
  /// The longest stay near a stationary point that the trial left again.
  @exclusivity(unchecked)
  public internal(set) var passage: Passage?
  /// Extremes over the two halves of the final window (rule 3 of divergence).
  @exclusivity(unchecked)
  public internal(set) var earlierWindow = Window()
  @exclusivity(unchecked)
  public internal(set) var laterWindow = Window()
  /// The best objective at an eighth, a quarter, half and all of the budget; NaN before.
  @exclusivity(unchecked)
  public internal(set) var bestAtMarks = SIMD4<Double>(repeating: .nan)
  /// The iterations of these marks.
  @exclusivity(unchecked)
  var iterationsAtMarks = SIMD4<Int>(repeating: 0)
  /// The last objectives before the end, oldest first.
  @exclusivity(unchecked)
  public internal(set) var lastObjectives: [Double] = []
  /// Mean cosine between successive steps before the end; NaN where it was not watched.
  @exclusivity(unchecked)
  public internal(set) var meanCosine = Double.nan
  @exclusivity(unchecked)
  public internal(set) var trace = Trace()
  /// The point and gradient at the last attended look.
  @exclusivity(unchecked)
  public var point: [Double]
  @exclusivity(unchecked)
  public var gradient: [Double]

  /// Looks at a noisy objective, in order.
  @exclusivity(unchecked)
  public internal(set) var looks: [(iteration: Int, cost: Int, objective: Double)] = []
  /// ‖g‖ at these looks, where a target is one on it; else empty.
  @exclusivity(unchecked)
  var lookNorms: [Double] = []
  /// How many of the last looks in a row were within all targets.
  @exclusivity(unchecked)
  var looksWithinAll = 0

  // Streaks.
  @exclusivity(unchecked)
  var vanishingInARow = 0
  @exclusivity(unchecked)
  var excusedUntil = 0
  @exclusivity(unchecked)
  var passageStart: Passage?
  @exclusivity(unchecked)
  var stallsInARow = 0
  /// From which iteration on a small gradient is asked again whether it converged, and how long the
  /// last wait was.
  @exclusivity(unchecked)
  var convergenceRetry = 0
  @exclusivity(unchecked)
  var convergenceWait = 0
  /// G₀, what an explosion is measured by.
  @exclusivity(unchecked)
  var explosionScale = 0.0
  /// The budget of cost does not pay for what a searching method asked for next.
  var isExhausted = false
  /// The start was near a stationary point: ‖g‖ had not yet grown past 1/saddleGradient.
  @exclusivity(unchecked)
  var isRising = true
  @exclusivity(unchecked)
  var checkpointIndex = 0
  @exclusivity(unchecked)
  var traceIndex = 0
  let checkpoints: [Int]

  /// The bounds between which nothing happens; the stepping loop holds a copy.
  @exclusivity(unchecked)
  public internal(set) var bounds = Bounds()
  /// The iteration at which the trial must be attended next.
  @exclusivity(unchecked)
  public internal(set) var nextAttention = 0
  /// Whether the loop should average cosines of steps for this trial.
  @exclusivity(unchecked)
  public internal(set) var watchesSteps = false
  /// Whether a watch begins at this look; one may begin while another runs.
  @exclusivity(unchecked)
  public internal(set) var startsWatch = false
  /// Whether the last trace row waits for the norm of its step.
  @exclusivity(unchecked)
  public internal(set) var awaitsStep = false

  public init(
    trial: Int, rules: TrialRules, dimension: Int, checkpoints: [Int], isSearching: Bool = false
  ) {
    self.trial = trial
    self.isSearching = isSearching
    self.rules = rules
    self.checkpoints = checkpoints
    hits = Array(repeating: .missed, count: rules.objectiveTargets.count)
    point = Array(repeating: 0, count: dimension)
    gradient = point
  }

  /// A look that the loop could not pass over.
  public struct Look {
    public var iteration: Int
    /// What the method has asked for, this look included.
    public var counts: EvaluationCounts
    /// What only the harness asked for.
    public var monitorEvaluations: Int
    public var objective: Double
    /// ‖g‖², exact.
    public var squaredNorm: Double
    /// Extremes since the last attended look, this one included.
    public var highest: Double
    public var lowest: Double
    /// Extremes of ‖g‖² over the trial, this look included, and the largest before it.
    public var smallestSquare: Double
    public var largestSquare: Double
    public var largestSquareBefore: Double
    /// Whether ‖g‖ is under `saddleGradient` of its largest; nil where nothing changed.
    public var isLow: Bool?
    /// Sum and number of the cosines of steps.
    public var cosineSum: Double
    public var cosineCount: Double
    /// The scheduled rate of the coming step.
    public var rate: Double

    public init(
      iteration: Int, counts: EvaluationCounts, monitorEvaluations: Int, objective: Double,
      squaredNorm: Double, highest: Double, lowest: Double, smallestSquare: Double,
      largestSquare: Double, largestSquareBefore: Double, isLow: Bool? = nil,
      cosineSum: Double = 0, cosineCount: Double = 0, rate: Double
    ) {
      self.iteration = iteration
      self.counts = counts
      self.monitorEvaluations = monitorEvaluations
      self.objective = objective
      self.squaredNorm = squaredNorm
      self.highest = highest
      self.lowest = lowest
      self.smallestSquare = smallestSquare
      self.largestSquare = largestSquare
      self.largestSquareBefore = largestSquareBefore
      self.isLow = isLow
      self.cosineSum = cosineSum
      self.cosineCount = cosineCount
      self.rate = rate
    }
  }

  /// Bounds on f and ‖g‖² that wake the monitor.
  public struct Bounds {
    public var lower = -Double.infinity
    public var upper = Double.infinity
    public var lowerSquare = -1.0
    public var upperSquare = Double.infinity
    /// ‖g‖² above this times the largest so far is a jump.
    public var jump = Double.infinity

    public init() {}
  }

  /// A stay near a stationary point.
  public struct Passage {
    public var from: Int
    public var to: Int
    public var point: [Double]
    /// The gradient there.
    public var gradient: [Double]
    /// f when the stay ended.
    public var objective: Double
  }

  /// Extremes of f over a stretch of iterations.
  public struct Window {
    public var lowest = Double.infinity
    public var highest = -Double.infinity
  }

  /// The cost so far; the start costs 1.
  public var cost: Int { Swift.max(1, counts.cost) }

  /// Copies the last objectives, oldest first, at the end of the trial.
  func keepRecent(_ recent: (Int) -> Double) {
    let count = Swift.min(iteration, rules.stepWatch) + 1
    lastObjectives = (0..<count).reversed().map(recent)
  }
}
