import GradText

/// Target hit: a look within a target, the objective's or the gradient norm's.
extension TrialMonitor {
  func recordHits() {
    for index in hits.indices {
      let isWithin = isWithin(index, objective, gradientNorm)
      if !hits[index].isHit {
        if isWithin {
          hits[index] = TargetHit(iteration: Int32(clamping: iteration), held: true, cost: cost)
        }
      } else if !isWithin {
        hits[index].held = false
      }
    }
  }

  @inline(__always)
  private func isWithin(_ index: Int, _ objective: Double, _ gradientNorm: Double) -> Bool {
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

  var hasHitAllTargets: Bool { !hits.isEmpty && hits.allSatisfy(\.isHit) }

  var hitEvidence: Evidence {
    // Targets are listed from easy to hard: of those hit last, the hardest.
    let last = hits.indices.reversed().max { hits[$0].iteration < hits[$1].iteration }
    guard let last else { return .none }
    return .targetHit(target: last, iteration: Int(hits[last].iteration))
  }
}

extension Evidence {
  static func hit(_ target: Int, of targets: [Target], at iteration: Int) -> String {
    let name = targets.indices.contains(target) ? targets[target].text : "number \(target + 1)"
    return iteration == 0
      ? "the start is within target \(name)"
      : "hit target \(name) at iteration \(iteration)"
  }
}
