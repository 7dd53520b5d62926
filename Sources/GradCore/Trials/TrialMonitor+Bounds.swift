extension TrialMonitor {
  /// The gap to the minimum, or to the trial's best where the minimum is not known.
  public func gap(of objective: Double) -> Double {
    objective - (rules.minimum.value ?? bestObjective)
  }

  /// Looks whose objective the loop remembers.
  @inlinable public static var memory: Int { 128 }

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
    let lowest = Double.maximum(target, convergenceRetry > iteration ? -1 : smallNorm)
    // A little wide: where the root of ‖g‖² rounds onto the bound, the monitor decides.
    let slack = 4 * Double.ulpOfOne
    bounds.lowerSquare = lowest < 0 ? -1 : lowest * lowest * (1 + slack)
    let thresholds = rules.thresholds
    var highest = exploded ? .infinity : thresholds.explosionFactor * explosionScale
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
