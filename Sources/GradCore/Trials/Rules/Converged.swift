import GradNumerics
import GradText

/// Converged: ‖g‖ ≤ ε + ε ‖g₀‖, and a stationary point is near on a second opinion.
///
/// A small gradient alone is no answer: far out on flat ground every gradient is small (exp(−x) has a
/// Newton step of 1 for ever, 1/(1 + x²) one of x/3), and after a huge ‖g₀‖ one of 20 is.
extension TrialMonitor {
  func isConverged() -> Bool {
    guard gradientNorm <= smallNorm, iteration >= convergenceRetry else { return false }
    if isNearStationary(), !rules.watchesVanishing || !isVanishing() || isCertified() {
      return true
    }
    // Asked again at doubling distances, not at each iteration.
    convergenceWait = Swift.max(1, 2 * convergenceWait)
    convergenceRetry = iteration + convergenceWait
    return false
  }

  /// ε + ε ‖g₀‖
  var smallNorm: Double {
    rules.gradientTolerance + rules.gradientTolerance * initialGradientNorm
  }

  /// The second opinion: along each eigenvector of the Hessian, and along g alone where there are
  /// products of the Hessian only, Newton's step is at most 1e-3 · max(1, ‖x‖∞), or a known minimizer
  /// is that near. Without second derivatives there is none, and the first opinion stands.
  private func isNearStationary() -> Bool {
    if gradientNorm == 0 { return true }
    let step = rules.thresholds.newtonStep
    let reach = step * Double.maximum(1, maxNorm(point))
    if rules.minimizers.contains(where: { maxDistance($0, point) <= reach }) { return true }
    if let matrix = rules.hessian?(point) {
      let axes = try? PointAxes(gradient: gradient, point: point, hessian: matrix)
      return axes?.isWithin(step: step) ?? false
    }
    guard let product = rules.hessianProduct?() else { return true }
    let along = gradient.map { $0 / gradientNorm }
    var image = along
    var view = image.mutableSpan
    product(point.span, along.span, &view)
    let curvature = zip(along, image).reduce(0) { $0 + $1.0 * $1.1 }
    return gradientNorm <= reach * curvature.magnitude
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
