import GradText

/// Converged: ‖g‖ ≤ ε + ε ‖g₀‖, unless the ground is merely flat.
extension TrialMonitor {
  func isConverged() -> Bool {
    guard gradientNorm <= smallNorm, iteration >= convergenceRetry else { return false }
    guard rules.watchesVanishing, isVanishing() else { return true }
    if isCertified() { return true }
    convergenceRetry = iteration + Thresholds.convergenceRetry
    return false
  }

  /// ε + ε ‖g₀‖
  var smallNorm: Double {
    rules.gradientTolerance + rules.gradientTolerance * initialGradientNorm
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

  var gradientEvidence: Evidence { .smallGradient(norm: gradientNorm, threshold: smallNorm) }
}

extension Evidence {
  static func smallGradient(_ norm: Double, _ threshold: Double, at iteration: Int) -> String {
    "gradient norm \(roundedText(norm)) ≤ \(roundedText(threshold)) at iteration \(iteration)"
  }
}
