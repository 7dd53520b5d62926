import GradCore
import GradNumerics

/// The gradient got small for how far and how high above the minimum the trial was.
extension Diagnosis {
  /// The gradient vanished, and not only because the trial came to a minimum, maximum or saddle.
  func hasVanished(_ pointKind: PointKind?) -> Bool {
    guard monitor.vanished else { return false }
    let isCertified = pointKind == .minimum || pointKind == .maximum || pointKind == .saddle
    return !(isCertified && monitor.vanishesAtTheEndOnly)
  }

  /// The rule where no minimizer is known: ‖g‖ fell to a millionth of its largest while the way from
  /// the start, by the curvature at the end, cannot account for what f fell.
  func hasVanishedFar() -> Bool {
    guard !facts.knownPoints.contains(where: { $0.kind == .minimum }), let hessian,
      monitor.gradientNorm <= thresholds.flatGradient * monitor.largestGradientNorm,
      let matrix = hessian(monitor.point),
      let eigenvalues = try? SymmetricEigenvalues(of: matrix).values
    else { return false }
    let curvature = eigenvalues.reduce(0) { Double.maximum($0, $1.magnitude) }
    let square = zip(monitor.point, monitor.start).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    let fell = monitor.initialObjective - monitor.objective
    return fell > 0 && curvature * square < thresholds.flatCurvature * fell
  }
}
