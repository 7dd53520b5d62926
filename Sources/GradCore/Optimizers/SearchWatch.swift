import GradNumerics

/// What stands between a searching method and the monitor of its trial: where the method is, what it
/// asked for last, and which looks were made.
///
/// Every iterate is a look, by the gradient that the method asked for there, or, where it asked for
/// none or its backend is not exact, by one that the harness makes. Points inside the search from an
/// iterate to the next may hit targets; the trial then ends there, one iteration on.
final class SearchWatch {
  private let work: PackWork<Double>
  private let rules: TrialRules
  private var monitor: TrialMonitor?
  var counts = EvaluationCounts()
  private var judged = 0
  private let watchesNorms: Bool

  // The iterate.
  private var iterate: [Double]
  private var iteration = 0
  private var rate = 0.0
  private var isLookedAt = true
  /// f and the exact gradient at the point that is looked at.
  private var objective = Double.nan
  private let exact: LaneVector<Double>

  // The point at which the method asked for a gradient last.
  private var keptPoint: [Double]
  private var keptGradient: [Double]
  private var keptObjective = Double.nan
  private var hasKept = false

  // What looks are told of those before.
  private var extremes = LaneWatch<Double>()
  private var ring = [Double](repeating: .nan, count: TrialMonitor.memory)
  private var wasLow = false
  private var steps: LastCosines
  private var patience = 0

  init(_ work: PackWork<Double>) {
    self.work = work
    rules = work.rules
    watchesNorms = work.rules.gradientTargets.contains { $0 >= 0 }
    iterate = Array(repeating: 0, count: work.dimension)
    keptPoint = iterate
    keptGradient = iterate
    exact = LaneVector(repeating: 0, count: work.dimension)
    steps = LastCosines(dimension: work.dimension, most: Thresholds.watchedSteps - 1)
  }

  /// Whether there is a trial; a rehearsal is not watched.
  var isWatching: Bool { monitor != nil }

  var budgetLeft: Int { Swift.max(0, rules.costLimit - counts.cost) }

  func begin(_ monitor: TrialMonitor) {
    self.monitor = monitor
    counts = EvaluationCounts()
    judged = 0
    hasKept = false
    isLookedAt = true
    extremes = LaneWatch()
    wasLow = false
    steps.reset()
    patience = work.patience
  }

  // MARK: Iterates

  /// The method is at `x`, the iterate of this iteration.
  func arrive(at x: [Double], iteration: Int, rate: Double) throws(TrialEnded) {
    if iteration > 0 { measureStep(to: x.span) }
    for i in x.indices { iterate[i] = x[i] }
    self.iteration = iteration
    self.rate = rate
    isLookedAt = false
    // Where the search ended with a gradient, nothing more is needed.
    if work.judge == nil, hasKept, isSame(keptPoint, x.span) { try lookAtIterate() }
  }

  /// Whether the look at the iterate waits for the gradient at `x`.
  func awaitsGradient(at x: Span<Double>) -> Bool { !isLookedAt && isSame(iterate, x) }

  /// The look at the iterate, unless it was made.
  func lookAtIterate() throws(TrialEnded) {
    guard !isLookedAt, let monitor else { return }
    isLookedAt = true
    if work.judge == nil, hasKept, isSame(keptPoint, iterate.span) {
      objective = keptObjective
      for i in keptGradient.indices { exact[i] = keptGradient[i] }
    } else {
      objective = judge(iterate)
    }
    try attend(monitor, at: iterate, iteration: iteration)
  }

  /// Writes the exact gradient at `x` and returns the objective there, at the harness's cost.
  private func judge(_ x: [Double]) -> Double {
    judged += 1
    let gradient = (work.judge ?? work.oracle).gradient
    let buffer = exact.buffer
    var view = buffer.mutableSpan
    return gradient(x.span, &view)
  }

  /// Lets the monitor judge f and the gradient of ``objective`` and ``exact``.
  private func attend(
    _ monitor: TrialMonitor, at x: [Double], iteration: Int
  ) throws(TrialEnded) {
    let q = exact.squaredNorm
    ring[iteration & (TrialMonitor.memory - 1)] = objective
    extremes.absorbPassed(objective, q)
    let largestBefore = extremes.largestSquare
    extremes.raise(q)
    var turned: Bool?
    if rules.watchesPassages, iteration & 7 == 0 {
      let fraction = rules.thresholds.saddleGradient
      let isLow = extremes.largestSquare * (fraction * fraction) > q
      if isLow != wasLow { turned = isLow }
      wasLow = isLow
    }
    for i in x.indices {
      monitor.point[i] = x[i]
      monitor.gradient[i] = exact[i]
    }
    let (sum, count) = steps.total
    monitor.attend(
      TrialMonitor.Look(
        iteration: iteration, counts: counts, monitorEvaluations: judged, objective: objective,
        squaredNorm: q, highest: extremes.highest, lowest: extremes.lowest,
        smallestSquare: extremes.smallestSquare, largestSquare: extremes.largestSquare,
        largestSquareBefore: largestBefore, isLow: turned, cosineSum: sum, cosineCount: count,
        rate: rate)
    ) { recent($0, from: iteration) }
    if monitor.stop != nil { throw TrialEnded() }
    extremes.take(monitor.bounds, lane: 0)
  }

  private func recent(_ age: Int, from iteration: Int) -> Double {
    ring[(iteration - age) & (TrialMonitor.memory - 1)]
  }

  private func measureStep(to x: Span<Double>) {
    steps.add(from: iterate.span, to: x)
    guard let monitor, monitor.awaitsStep else { return }
    monitor.complete(stepNorm: steps.norm)
  }

  // MARK: Points inside a search

  /// Keeps what the method asked for, in case it moves there.
  func keep(_ x: Span<Double>, _ f: Double, _ g: Span<Double>) {
    for i in x.indices {
      keptPoint[i] = x[i]
      keptGradient[i] = g[i]
    }
    keptObjective = f
    hasKept = true
  }

  /// A look at a point of which the objective alone is known.
  func glance(_ f: Double, at x: Span<Double>) throws(TrialEnded) {
    guard let monitor, monitor.glance(objective: f, gradientNorm: .infinity, counts: counts) else {
      return
    }
    try end(monitor, at: x.indices.map { x[$0] }, f, knowsGradient: false)
  }

  /// A look at the point that was kept last.
  func glanceAtKept() throws(TrialEnded) {
    guard let monitor else { return }
    // A gradient that is not exact decides nothing.
    let isExact = work.judge == nil
    var norm = Double.infinity
    if isExact, watchesNorms {
      for i in keptGradient.indices { exact[i] = keptGradient[i] }
      norm = TrialMonitor.norm(exact.squaredNorm, of: keptGradient)
    }
    guard monitor.glance(objective: keptObjective, gradientNorm: norm, counts: counts) else {
      return
    }
    try end(monitor, at: keptPoint, keptObjective, knowsGradient: isExact)
  }

  /// The trial ends at a point inside the search, which is its last iterate.
  private func end(
    _ monitor: TrialMonitor, at x: [Double], _ f: Double, knowsGradient: Bool
  ) throws(TrialEnded) {
    measureStep(to: x.span)
    if knowsGradient {
      for i in keptGradient.indices { exact[i] = keptGradient[i] }
    } else {
      _ = judge(x)
    }
    // As it was asked for: the harness's own may differ in the last bit.
    objective = f
    try attend(monitor, at: x, iteration: iteration + 1)
  }

  // MARK: The budget

  /// Ends the trial where the budget of cost does not pay for an evaluation, or from outside.
  func pay(_ price: Int) throws(TrialEnded) {
    guard let monitor else { return }
    if counts.cost > rules.costLimit - price { try exhaust(monitor) }
    patience -= 1
    guard patience <= 0 else { return }
    patience = work.patience
    guard let reason = work.outsideReason(lane: 0) else { return }
    // The state of the trial is that of its last look; a trial has at least one.
    try lookAtIterate()
    monitor.abandon(reason, counts: counts)
    throw TrialEnded()
  }

  private func exhaust(_ monitor: TrialMonitor) throws(TrialEnded) {
    monitor.isExhausted = true
    try lookAtIterate()
    let (sum, count) = steps.total
    let last = iteration
    monitor.exhaust(counts: counts, cosineSum: sum, cosineCount: count) {
      recent($0, from: last)
    }
    throw TrialEnded()
  }

  private func isSame(_ a: [Double], _ b: Span<Double>) -> Bool {
    for i in a.indices where a[i] != b[i] { return false }
    return true
  }
}
