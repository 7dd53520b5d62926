/// Explosion: ‖g‖ many times what the start lets expect, or a jump in one step.
extension TrialMonitor {
  func watchExplosion(_ look: Look) {
    guard iteration > 0, !exploded, explosionScale > 0 else { return }
    let thresholds = rules.thresholds
    let before = look.largestSquareBefore.squareRoot()
    exploded =
      gradientNorm >= thresholds.explosionFactor * explosionScale
      || gradientNorm > thresholds.explosionJump * Double.maximum(before, explosionScale)
  }

  /// G₀ = max(‖g₀‖, (f₀ − f*) / max(1, ‖x₀‖)), ‖g₀‖ alone where f* is not known.
  ///
  /// A fall to the minimum over the way to the origin is a slope that is met somewhere: a start on
  /// flat ground, whose gradient has vanished, does not make every slope an explosion.
  func firstSlope() -> Double {
    guard let minimum = rules.minimum.value else { return gradientNorm }
    let fall = (objective - minimum) / Self.atLeastOne(point)
    return fall.isFinite ? Double.maximum(gradientNorm, fall) : gradientNorm
  }

  /// max(1, ‖x‖), where no minimizer tells a distance.
  static func atLeastOne(_ point: [Double]) -> Double {
    Double.maximum(1, norm(point.reduce(0) { $0 + $1 * $1 }, of: point))
  }
}
