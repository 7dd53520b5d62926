import GradCore

/// Stalled on vanishing gradients, or vanishing over a tenth of the iterations.
extension Diagnosis {
  func isOnPlateau(_ outcome: Outcome, _ pointKind: PointKind?) -> Bool {
    guard hasVanished(pointKind) else { return false }
    let share = thresholds.plateauShare * Double(max(monitor.iteration, 1))
    return outcome == .stalled || Double(monitor.vanishingLooks) >= share
  }
}
