/// Explosion: ‖g‖ many times the first gradient's, or a jump in one step.
extension TrialMonitor {
  func watchExplosion(_ look: Look) {
    guard iteration > 0, !exploded, initialGradientNorm > 0 else { return }
    let thresholds = rules.thresholds
    let before = look.largestSquareBefore.squareRoot()
    exploded =
      gradientNorm >= thresholds.explosionFactor * initialGradientNorm
      || gradientNorm > thresholds.explosionJump * before
  }
}
