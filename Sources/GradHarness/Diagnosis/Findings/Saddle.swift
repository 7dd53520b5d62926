import GradCore

/// The trial ended at a point with a direction down, or stayed near one for a while.
extension Diagnosis {
  /// It stayed near a point with a direction down and later fell by more than a tenth.
  func passedSaddle() -> Bool {
    guard let passage = monitor.passage, let hessian else { return false }
    let left = monitor.gap(of: passage.objective)
    guard monitor.gap(of: monitor.bestObjective) < (1 - thresholds.saddleFall) * left else {
      return false
    }
    // Flat ground far out bends down in some directions too; no saddle is near there.
    return PointKind(near: passage.point, gradient: passage.gradient, hessian: hessian) == .saddle
  }
}
