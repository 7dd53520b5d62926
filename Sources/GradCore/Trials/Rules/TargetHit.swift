import GradText

/// Target hit: a look within a target, the objective's or the gradient norm's.
extension TrialMonitor {
  func recordHits() {
    var isWithinAll = true
    for index in hits.indices {
      let isWithin = isWithin(index, objective, gradientNorm)
      isWithinAll = isWithinAll && isWithin
      if !hits[index].isHit {
        guard isWithin else { continue }
        let iteration = Int32(clamping: iteration)
        hits[index] =
          isNoisy
          ? TargetHit(iteration: iteration, cost: cost)
          : TargetHit(iteration: iteration, held: true, cost: cost)
      } else if !isWithin {
        hits[index].held = false
      }
    }
    if isNoisy { looksWithinAll = isWithinAll ? looksWithinAll + 1 : 0 }
  }

  @inline(__always)
  func isWithin(_ index: Int, _ objective: Double, _ gradientNorm: Double) -> Bool {
    objective <= rules.objectiveTargets[index] || gradientNorm <= rules.gradientTargets[index]
  }

  /// A point inside the search from the iterate on that was looked at last: it may hit targets, one
  /// iteration on, and loses none.
  ///
  /// - Parameter gradientNorm: Infinite where it is not known.
  /// - Returns: Whether the trial ends there.
  func glance(objective: Double, gradientNorm: Double, counts: EvaluationCounts) -> Bool {
    self.counts = counts
    guard objective.isFinite else { return false }
    if objective < bestObjective { bestObjective = objective }
    for index in hits.indices
    where !hits[index].isHit && isWithin(index, objective, gradientNorm) {
      hits[index] = TargetHit(iteration: Int32(clamping: iteration + 1), held: true, cost: cost)
    }
    return rules.stopsAtTarget && hasHitAllTargets
  }

  /// Where the numbers ended, no target was kept.
  func holdNothing() {
    for index in hits.indices { hits[index].held = false }
  }

  /// Whether nothing is left to be hit, so that a trial may end: of a noisy one only where what it hit
  /// is held by every rule.
  var hasHitAllTargets: Bool {
    guard !hits.isEmpty else { return false }
    return isNoisy ? isHoldingAllTargets : hits.allSatisfy(\.isHit)
  }

  /// Whether every target counts, once the trial has ended.
  var hasSolvedAllTargets: Bool { !hits.isEmpty && hits.allSatisfy(\.isSolved) }

  /// Whether every target is hit and none lost again.
  var isWithinAllTargets: Bool { !hits.isEmpty && hits.allSatisfy { $0.isHit && $0.held } }

  /// Whether some target was hit and lost again.
  public var hasLostTarget: Bool { hits.contains { $0.isHit && !$0.held } }

  var hitEvidence: Evidence {
    // Targets are listed from easy to hard: of those hit last, the hardest.
    let last = hits.indices.reversed().max { hits[$0].heldIteration < hits[$1].heldIteration }
    guard let last else { return .none }
    let iteration = Int(hits[last].heldIteration)
    return isNoisy
      ? .targetHeld(target: last, iteration: iteration)
      : .targetHit(target: last, iteration: iteration)
  }
}

extension Evidence {
  static func hit(_ target: Int, of targets: [Target], at iteration: Int) -> String {
    iteration == 0
      ? "the start is within target \(name(of: target, targets))"
      : "hit target \(name(of: target, targets)) at iteration \(iteration)"
  }

  static func held(_ target: Int, of targets: [Target], from iteration: Int) -> String {
    "held target \(name(of: target, targets)) from iteration \(iteration) on"
  }

  private static func name(of target: Int, _ targets: [Target]) -> String {
    targets.indices.contains(target) ? targets[target].text : "number \(target + 1)"
  }
}
