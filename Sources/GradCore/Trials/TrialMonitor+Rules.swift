extension TrialMonitor {
  /// The gap to the minimum, or to the trial's best where the minimum is not known.
  public func gap(of objective: Double) -> Double {
    objective - (rules.minimum.value ?? bestObjective)
  }

  /// ‖g‖ ≤ ε + ε ‖g₀‖, unless the ground is merely flat.
  func isConverged() -> Bool {
    let tolerance = rules.gradientTolerance
    guard gradientNorm <= tolerance + tolerance * initialGradientNorm,
      iteration >= convergenceRetry
    else { return false }
    guard rules.watchesVanishing, isVanishing() else { return true }
    if isCertified() { return true }
    convergenceRetry = iteration + 16
    return false
  }

  /// The vanishing rule at the attended point: ‖g‖ · ‖x − x*‖ / (f − f*), x* the nearest known
  /// minimizer.
  func isVanishing() -> Bool {
    guard let minimum = rules.minimum.value else { return false }
    let gap = objective - minimum
    let rounding = 100 * Double.ulpOfOne * Double.maximum(minimum.magnitude, rules.scale ?? 0)
    guard gap > rounding else { return false }
    var nearest = Double.infinity
    for minimizer in rules.minimizers {
      var square = 0.0
      for i in point.indices { square += (point[i] - minimizer[i]) * (point[i] - minimizer[i]) }
      nearest = Double.minimum(nearest, square)
    }
    return gradientNorm * nearest.squareRoot() < rules.thresholds.vanishingRatio * gap
  }

  /// Whether the Hessian shows a minimum, a maximum or a saddle, here or where Newton's step leads.
  func isCertified() -> Bool {
    guard let function = rules.hessian, let hessian = function(point) else { return false }
    return switch PointKind(gradient: gradient, point: point, hessian: hessian) {
    case .minimum, .maximum, .saddle: true
    case .degenerate, .notStationary, nil:
      PointKind(near: point, gradient: gradient, hessian: function) != nil
    }
  }

  func watchGradient(_ look: Look) {
    watchVanishing()
    watchExplosion(look)
    watchPassage(look)
  }

  private func watchVanishing() {
    guard rules.watchesVanishing, iteration >= excusedUntil else { return }
    // Asked every eighth iteration, and at each once a row has begun; never because a trace row
    // happens to be due, so that what is traced changes nothing.
    guard iteration & 7 == 0 || (vanishingInARow > 0 && !vanished) else { return }
    guard isVanishing() else {
      vanishingInARow = 0
      hasCrossedFlatGround = vanished
      return
    }
    vanishingInARow += 1
    // Once the finding stands, each look stands for eight.
    vanishingLooks += vanished ? 8 : 1
    if !vanished, vanishingInARow >= rules.thresholds.looksInARow {
      if isCertified() {
        // Near a stationary point; asked again later, in case this one has no curvature after all.
        vanishingInARow = 0
        excusedUntil = 2 * iteration
      } else {
        vanished = true
      }
    }
  }

  private func watchExplosion(_ look: Look) {
    guard iteration > 0, !exploded, initialGradientNorm > 0 else { return }
    let thresholds = rules.thresholds
    let before = look.largestSquareBefore.squareRoot()
    exploded =
      gradientNorm >= thresholds.explosionFactor * initialGradientNorm
      || gradientNorm > thresholds.explosionJump * before
  }

  /// Follows stays near stationary points: entered when ‖g‖ falls under a small fraction of its
  /// largest, left when it rises above; also a start that is itself near one.
  private func watchPassage(_ look: Look) {
    guard rules.watchesPassages else { return }
    if iteration == 0 {
      passageStart = Passage(
        from: 0, to: 0, point: point, gradient: gradient, objective: objective)
    } else if isRising, gradientNorm * rules.thresholds.saddleGradient > initialGradientNorm {
      isRising = false
      leave()
    }
    guard let isLow = look.isLow else { return }
    if isLow {
      isRising = false
      passageStart = Passage(
        from: iteration, to: iteration, point: point, gradient: gradient, objective: objective)
    } else if !isRising {
      leave()
    }
  }

  private func leave() {
    guard var ended = passageStart else { return }
    passageStart = nil
    ended.to = iteration
    ended.objective = objective
    guard ended.to - ended.from >= rules.thresholds.looksInARow else { return }
    if ended.to - ended.from > passage.map({ $0.to - $0.from }) ?? 0 { passage = ended }
  }

  /// A coordinate beyond `farthestPoint`. Nothing in the loop watches for it, so it is asked where
  /// every trial is attended, traced or not: at checkpoints and while the gap is that of divergence.
  func isTooFar() -> Bool {
    guard
      rules.batch != nil || gap(of: objective) > divergenceGap || checkpoints.contains(iteration)
    else { return false }
    return point.contains { $0.magnitude > rules.thresholds.farthestPoint }
  }

  /// Rule 2 of divergence: a gap of 1e8 scales while maxima keep being set.
  func hasGrown(_ recent: (Int) -> Double) -> Bool {
    guard gap(of: objective) > divergenceGap else { return false }
    if rules.batch != nil { return looks.count > 5 && growsOverLooks() }
    // What was the maximum ten looks ago, as far back as the loop remembers.
    let memory = Swift.min(iteration, Self.memory - 1)
    guard memory >= 5 else { return false }
    var maximum = -Double.infinity
    for age in stride(from: memory, to: 9, by: -1) {
      maximum = Double.maximum(maximum, recent(age))
    }
    var count = 0
    for age in stride(from: Swift.min(memory, 9), through: 0, by: -1) where recent(age) > maximum {
      maximum = recent(age)
      count += 1
    }
    // The loop forgets; the trial's largest may be older.
    return count >= 5 && maximum >= largestObjective
  }

  /// Looks whose objective the loop remembers.
  @inlinable public static var memory: Int { 128 }

  private func growsOverLooks() -> Bool {
    var maximum = -Double.infinity
    var count = 0
    for (index, look) in looks.enumerated() where look.objective > maximum {
      maximum = look.objective
      if index >= looks.count - 10 { count += 1 }
    }
    return count >= 5
  }

  /// What a gap is compared with: max(scale, initial gap); where the minimum is not known, at least
  /// max(1, |f₀|), since the start may be the best so far.
  public var gapScale: Double {
    let initial = Double.maximum(rules.scale ?? 0, gap(of: initialObjective))
    guard rules.minimum.value == nil else { return initial }
    return Double.maximum(initial, Double.maximum(1, initialObjective.magnitude))
  }

  private var divergenceGap: Double { rules.thresholds.divergenceFactor * gapScale }

  /// Rule 3 of divergence, at the end of the budget: over the final window the smallest gap of the
  /// later half exceeds the largest of the earlier, and the last the first.
  public var hasRisen: Bool {
    iteration >= Swift.max(rules.iterationLimit, rules.finalWindow)
      && earlierWindow.highest > -.infinity && laterWindow.lowest > earlierWindow.highest
      && objective > initialObjective
  }

  /// The shape of rule 3 over the last forty looks.
  private func isRising(_ recent: (Int) -> Double) -> Bool {
    guard iteration >= 40 else { return false }
    let later = (0..<20).reduce(Double.infinity) { Double.minimum($0, recent($1)) }
    return later > (20..<40).reduce(-Double.infinity) { Double.maximum($0, recent($1)) }
  }

  func fallsWithoutBound(_ recent: (Int) -> Double) -> Bool {
    guard rules.minimum.value == nil, objective < unboundedLevel, iteration >= 10 else {
      return false
    }
    if rules.batch != nil { return true }
    return (0..<10).allSatisfy { recent($0) < recent($0 + 1) }
  }

  private var unboundedLevel: Double {
    initialObjective
      - rules.thresholds.unboundedFall * Double.maximum(1, initialObjective.magnitude)
  }

  /// Over a doubling of the iterations the best objective hardly fell, twice in a row.
  ///
  /// A trial that climbs has not stalled: it goes on to its budget's end, where rule 3 calls it.
  func hasStalled(_ recent: (Int) -> Double) -> Bool {
    let limit = rules.iterationLimit
    guard rules.batch == nil, limit >= 100, let mark = mark(iteration) else { return false }
    bestAtMarks[mark] = bestObjective
    guard mark > 0 else { return false }
    let before = bestAtMarks[mark - 1]
    let fall = before - bestObjective
    let least =
      rules.minimum.value.map { rules.thresholds.stallFall * (before - $0) }
      ?? rules.thresholds.stallFallUnknownMinimum * (initialObjective - before)
    stallsInARow = fall <= least ? stallsInARow + 1 : 0
    guard stallsInARow >= 2 else { return false }
    return iteration >= limit ? !hasRisen : !isRising(recent)
  }

  /// Which mark of the stall rule an iteration is: 0 at an eighth of the budget, 3 at its end.
  func mark(_ iteration: Int) -> Int? {
    switch iteration {
    case rules.iterationLimit: 3
    case rules.iterationLimit / 2: 2
    case rules.iterationLimit / 4: 1
    case rules.iterationLimit / 8: 0
    default: nil
    }
  }

  /// The budget ends the trial here: of iterations, or of cost, which no longer pays for what the
  /// loop asks for next.
  var isSpent: Bool {
    iteration >= rules.iterationLimit || counts.cost > rules.costLimit - rules.costPerGradient
  }

  /// The bounds until the next attended look, and when that must be at the latest.
  func setBounds() {
    bounds.lower = -.infinity
    bounds.upper = .greatestFiniteMagnitude
    var gradientTarget = -1.0
    var heldNorm = Double.infinity
    for index in hits.indices {
      if !hits[index].isHit {
        bounds.lower = Double.maximum(bounds.lower, rules.objectiveTargets[index])
        gradientTarget = Double.maximum(gradientTarget, rules.gradientTargets[index])
      } else if hits[index].held {
        if rules.objectiveTargets[index] > -.infinity {
          bounds.upper = Double.minimum(bounds.upper, rules.objectiveTargets[index])
        } else {
          heldNorm = Double.minimum(heldNorm, rules.gradientTargets[index])
        }
      }
    }
    if rules.minimum.value == nil { bounds.lower = Double.maximum(bounds.lower, unboundedLevel) }
    let largestGap = divergenceGap
    let reference = rules.minimum.value ?? bestObjective
    if largestGap.isFinite {
      bounds.upper = Double.minimum(bounds.upper, reference + largestGap)
    }
    setGradientBounds(target: gradientTarget, held: heldNorm)
    setNextAttention()
  }

  private func setGradientBounds(target: Double, held: Double) {
    let tolerance = rules.gradientTolerance
    let small = tolerance + tolerance * initialGradientNorm
    let lowest = Double.maximum(target, convergenceRetry > iteration ? -1 : small)
    // A little wide: where the root of ‖g‖² rounds onto the bound, the monitor decides.
    let slack = 4 * Double.ulpOfOne
    bounds.lowerSquare = lowest < 0 ? -1 : lowest * lowest * (1 + slack)
    let thresholds = rules.thresholds
    var highest = exploded ? .infinity : thresholds.explosionFactor * initialGradientNorm
    if rules.watchesPassages, isRising, initialGradientNorm > 0 {
      highest = Double.minimum(highest, initialGradientNorm / thresholds.saddleGradient)
    }
    highest = Double.minimum(highest, held)
    bounds.upperSquare = Double.minimum(
      highest * highest * (1 - slack), .greatestFiniteMagnitude)
    bounds.jump =
      exploded ? .infinity : thresholds.explosionJump * thresholds.explosionJump * (1 - slack)
  }

  private func setNextAttention() {
    while checkpointIndex < checkpoints.count, checkpoints[checkpointIndex] <= iteration {
      checkpointIndex += 1
    }
    var next = checkpointIndex < checkpoints.count ? checkpoints[checkpointIndex] : Int.max
    if traceIndex < rules.traceIterations.count {
      next = Swift.min(next, rules.traceIterations[traceIndex])
    }
    if rules.tracesEverything { next = iteration + 1 }
    if convergenceRetry > iteration { next = Swift.min(next, convergenceRetry) }
    if vanishingInARow > 0, !vanished { next = Swift.min(next, iteration + 1) }
    next = Swift.min(next, rules.iterationLimit)
    if rules.costLimit < .max {
      // Each step asks for a gradient: the look after which none can be paid is attended.
      let affordable = (rules.costLimit - counts.cost) / Swift.max(rules.costPerGradient, 1)
      next = Swift.min(next, iteration + affordable)
    }
    nextAttention = next
  }
}
