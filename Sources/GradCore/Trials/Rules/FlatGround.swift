/// Flat ground: the gradient is small for how far and how high above the minimum the trial is.
extension TrialMonitor {
  /// The vanishing rule at the attended point: ‖g‖ · ‖x − x*‖ / (f − f*), x* the nearest known
  /// minimizer, or ‖g‖ · max(1, ‖x‖) / (f − f*) where none is known.
  func isVanishing() -> Bool {
    guard let minimum = rules.minimum.value else { return false }
    let gap = objective - minimum
    let rounding = 100 * Double.ulpOfOne * Double.maximum(minimum.magnitude, rules.scale ?? 0)
    guard gap > rounding else { return false }
    return gradientNorm * distanceToMinimizer() < rules.thresholds.vanishingRatio * gap
  }

  private func distanceToMinimizer() -> Double {
    if rules.minimizers.isEmpty { return Self.atLeastOne(point) }
    var nearest = Double.infinity
    for minimizer in rules.minimizers {
      var square = 0.0
      for i in point.indices { square += (point[i] - minimizer[i]) * (point[i] - minimizer[i]) }
      nearest = Double.minimum(nearest, square)
    }
    return nearest.squareRoot()
  }

  func watchVanishing() {
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
}
