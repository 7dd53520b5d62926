extension TrialMonitor {
  /// Judges one look; sets ``stop`` if the trial ends here. ``point`` and ``gradient`` hold the
  /// lane's when it is called.
  ///
  /// - Parameter recent: f of so many looks ago, 0 being this one.
  public func attend(_ look: Look, recent: (Int) -> Double) {
    iteration = look.iteration
    counts = look.counts
    costAtIterate = cost
    monitorEvaluations = look.monitorEvaluations
    objective = look.objective
    gradientNorm = Self.norm(look.squaredNorm, of: gradient)
    if iteration == 0 { begin() }
    absorb(look)
    if let reason = firstReason(look, recent: recent) { stop = reason }
    sample(look)
    if stop != nil {
      close(cosineSum: look.cosineSum, cosineCount: look.cosineCount, recent: recent)
      return
    }
    watchSteps()
    setBounds()
  }

  /// Keeps what conclusions need of the end.
  private func close(cosineSum: Double, cosineCount: Double, recent: (Int) -> Double) {
    // Sums of a lane whose steps nobody watches are another trial's, or old.
    meanCosine =
      (watchesSteps || isSearching) && cosineCount > 0 ? cosineSum / cosineCount : .nan
    if !isNoisy { keepRecent(recent) }
    settleTargets()
  }

  /// The trial ends from outside: the clock or an interrupt.
  public func abandon(_ reason: StopReason) {
    stop = reason
    settleTargets()
  }

  /// The same inside a search, in which more was asked for since the last look.
  func abandon(_ reason: StopReason, counts: EvaluationCounts) {
    self.counts = counts
    stop = reason
  }

  /// The budget of cost ended the trial inside the search from the iterate that was looked at last.
  func exhaust(
    counts: EvaluationCounts, cosineSum: Double, cosineCount: Double, recent: (Int) -> Double
  ) {
    isExhausted = true
    sampleEnd()
    self.counts = counts
    stop = hasStalled(recent) ? .stalled : .budget
    close(cosineSum: cosineSum, cosineCount: cosineCount, recent: recent)
  }

  /// A batch gradient at ``point`` was not finite.
  public func endNotFinite(
    iteration: Int, counts: EvaluationCounts, monitorEvaluations: Int
  ) {
    self.iteration = iteration
    self.counts = counts
    self.monitorEvaluations = monitorEvaluations
    holdNothing()
    stop = .notFinite(point.allSatisfy(\.isFinite) ? .gradient : .point)
  }

  /// The norm of the step that left the last sampled iterate.
  public func complete(stepNorm: Double) {
    if !trace.rows.isEmpty { trace.rows[trace.rows.count - 1].stepNorm = stepNorm }
    awaitsStep = false
  }

  private func begin() {
    start = point
    initialObjective = objective
    initialGradientNorm = gradientNorm
    explosionScale = firstSlope()
  }

  private func absorb(_ look: Look) {
    if look.lowest < bestObjective { bestObjective = look.lowest }
    if look.highest > largestObjective { largestObjective = look.highest }
    let smallest = look.smallestSquare.squareRoot()
    if smallest < smallestGradientNorm { smallestGradientNorm = smallest }
    let largest =
      look.largestSquare.isFinite
      ? look.largestSquare.squareRoot() : Double.maximum(gradientNorm, largestGradientNorm)
    if largest > largestGradientNorm { largestGradientNorm = largest }
    let position = position
    let windowStart = rules.iterationLimit - rules.finalWindow
    let middle = rules.iterationLimit - rules.finalWindow / 2
    // Extremes since the last attended look belong to the window that this look closes.
    if position > middle {
      laterWindow.widen(look)
    } else if position > windowStart {
      earlierWindow.widen(look)
    }
    guard isNoisy else { return }
    looks.append((iteration, cost, objective))
    if rules.gradientTargets.contains(where: { $0 >= 0 }) { lookNorms.append(gradientNorm) }
  }

  func watchGradient(_ look: Look) {
    watchVanishing()
    watchExplosion(look)
    watchPassage(look)
  }

  /// ‖g‖ from its square, or from the gradient where the square overflows or underflows.
  static func norm(_ square: Double, of gradient: [Double]) -> Double {
    if square > 1e-290, square.isFinite { return square.squareRoot() }
    let largest = gradient.reduce(0) { Double.maximum($0, $1.magnitude) }
    guard gradient.allSatisfy(\.isFinite) else { return .nan }
    guard largest > 0 else { return 0 }
    return largest
      * gradient.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  private func sample(_ look: Look) {
    var isDue = rules.tracesEverything
    while traceIndex < rules.traceIterations.count, rules.traceIterations[traceIndex] <= iteration {
      traceIndex += 1
      isDue = true
    }
    let isTracing = rules.tracesEverything || !rules.traceIterations.isEmpty
    guard isDue || (isTracing && stop != nil) else { return }
    trace.rows.append(
      TraceRow(
        iteration: iteration, cost: cost, objective: objective, gradientNorm: gradientNorm,
        learningRate: stop == nil ? look.rate : .nan))
    if rules.tracesEverything {
      trace.dimension = point.count
      trace.points.append(contentsOf: point)
    }
    awaitsStep = stop == nil
  }

  /// The row of an iterate that turned out to be the last.
  private func sampleEnd() {
    guard rules.tracesEverything || !rules.traceIterations.isEmpty else { return }
    awaitsStep = false
    if trace.rows.last?.iteration == iteration {
      trace.rows[trace.rows.count - 1].learningRate = .nan
    } else {
      trace.rows.append(
        TraceRow(
          iteration: iteration, cost: costAtIterate, objective: objective,
          gradientNorm: gradientNorm))
    }
  }

  private func watchSteps() {
    let limit = rules.iterationLimit
    startsWatch = iteration == limit / 2 - rules.stepWatch || iteration == limit - rules.stepWatch
    watchesSteps =
      rules.batch == nil
      && (isBefore(limit / 2, within: rules.stepWatch) || isBefore(limit, within: rules.stepWatch))
  }

  private func isBefore(_ end: Int, within distance: Int) -> Bool {
    iteration >= end - distance && iteration < end
  }
}

extension TrialMonitor.Window {
  mutating func widen(_ look: TrialMonitor.Look) {
    if look.lowest < lowest { lowest = look.lowest }
    if look.highest > highest { highest = look.highest }
  }
}
