import GradNumerics

/// When the harness looks at a trial, what it tries to reach, and what ends it: shared by all trials
/// of a pack.
public struct TrialRules: Sendable {
  /// The largest number of iterations; where there is a budget of cost, no more than it allows at one
  /// gradient each, so that parts of the budget can be told in iterations.
  public var iterationLimit: Int
  /// The largest cost: what would exceed it is not asked for. The start always is.
  public var costLimit: Int
  /// The objective that hits each target; −∞ for a target on the gradient norm.
  public var objectiveTargets: [Double]
  /// The gradient norm that hits each target; −1 for a target on the objective.
  public var gradientTargets: [Double]
  public var stopsAtTarget: Bool
  /// ε of "converged": ‖g‖ ≤ ε + ε ‖g₀‖.
  public var gradientTolerance: Double
  public var minimum: Minimum
  /// f(standard start) − minimum, where known.
  public var scale: Double?
  public var isConvex: Bool
  /// Known minimizers, for vanishing gradients and converged trials.
  public var minimizers: [[Double]]
  public var thresholds: Thresholds
  /// Iterations of trace rows, ascending.
  public var traceIterations: [Int]
  public var tracesEverything: Bool
  /// What a gradient adds to the cost.
  public var costPerGradient: Int
  /// The batches of a noisy objective; nil where every iterate is looked at.
  public var batch: BatchPlan?
  /// Iterations of looks at a noisy objective, ascending, 0 and the limit among them.
  public var lookIterations: [Int]
  /// Wall seconds a trial may take.
  public var secondsLimit: Double?
  /// The Hessian of small problems, to certify what a stationary point is; else nil.
  public var hessian: HessianFunction?
  /// Makes products of the Hessian with vectors, asked where ``hessian`` gives none; one a worker.
  public var hessianProduct: (@Sendable () -> HessianProductFunction?)?
  /// Whether an iterate costs what its updates asked for, as with batches: a finite sum's full
  /// gradients. Else the gradient at the iterate itself is in the cost too.
  public var paysPerUpdate: Bool

  public init(
    iterationLimit: Int, costLimit: Int = .max, objectiveTargets: [Double] = [],
    gradientTargets: [Double] = [],
    stopsAtTarget: Bool = true, gradientTolerance: Double = 1e-8, minimum: Minimum = .unknown,
    scale: Double? = nil, isConvex: Bool = false, minimizers: [[Double]] = [],
    thresholds: Thresholds = Thresholds(), traceIterations: [Int] = [],
    tracesEverything: Bool = false, costPerGradient: Int = 1, batch: BatchPlan? = nil,
    lookIterations: [Int] = [], secondsLimit: Double? = nil, hessian: HessianFunction? = nil,
    hessianProduct: (@Sendable () -> HessianProductFunction?)? = nil, paysPerUpdate: Bool = false
  ) {
    self.iterationLimit = iterationLimit
    self.costLimit = costLimit
    self.objectiveTargets = objectiveTargets
    self.gradientTargets = gradientTargets
    self.stopsAtTarget = stopsAtTarget
    self.gradientTolerance = gradientTolerance
    self.minimum = minimum
    self.scale = scale
    self.isConvex = isConvex
    self.minimizers = minimizers
    self.thresholds = thresholds
    self.traceIterations = traceIterations
    self.tracesEverything = tracesEverything
    self.costPerGradient = costPerGradient
    self.batch = batch
    self.lookIterations = lookIterations
    self.secondsLimit = secondsLimit
    self.hessian = hessian
    self.hessianProduct = hessianProduct
    self.paysPerUpdate = paysPerUpdate
  }

  /// On a convex problem the vanishing ratio is at least 1, so nobody needs to watch it.
  @inlinable public var watchesVanishing: Bool {
    !isConvex && minimum.value != nil
  }
  /// Passages of saddles are certified by Hessians, which small problems have.
  @inlinable public var watchesPassages: Bool { !isConvex && hessian != nil }

  /// The window of rule 3 of divergence: w = max(40, K/4) iterations before the end.
  public var finalWindow: Int { Swift.max(Thresholds.shortestFinalWindow, iterationLimit / 4) }

  /// Iterations at which every trial is attended whatever its values: 0, the quarter points of the
  /// stall rule, the final windows, the starts of step watching, the limit.
  public var checkpoints: [Int] {
    let limit = iterationLimit
    let all = [
      0, limit / 8, limit / 4, limit / 2, limit, limit - finalWindow, limit - finalWindow / 2,
      limit / 2 - stepWatch, limit - stepWatch,
    ]
    return Set(all.filter { $0 >= 0 }).sorted()
  }

  /// Steps whose cosines are averaged before the checks that may end a trial.
  public var stepWatch: Int { Thresholds.watchedSteps }
}
