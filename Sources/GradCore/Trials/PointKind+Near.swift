import GradNumerics

extension PointKind {
  /// What the stationary point is that Newton's steps from here lead to: a minimum, a maximum or a
  /// saddle; `nil` where there is none in sight.
  ///
  ///     s₁ = −H(x)⁻¹ g,   sₖ₊₁ = −H(xₖ)⁻¹ ½ (H(xₖ) − H(xₖ₋₁)) sₖ,   xₖ = xₖ₋₁ + sₖ
  ///     ‖s₂‖∞ ≤ ‖s₁‖∞ / 10,   ‖s₃‖∞ ≤ ‖s₂‖∞ / 10
  ///
  /// where ½ (H(xₖ) − H(xₖ₋₁)) sₖ is what step k leaves of the gradient, to third order. Near a
  /// nondegenerate stationary point the steps shrink quadratically. They do not far out on flat ground,
  /// where the gradient is small as well (s₂ ≈ 0.9 s₁ for an exponential tail), nor near a point
  /// without curvature (0.5 for x³, 0.6 for x⁴). The third step is for ground that is flat along one
  /// axis and a bowl along another: the bowl's step is the largest of the first, and gone in the
  /// second. Singular Hessians show nothing.
  public init?(near point: [Double], gradient: [Double], hessian: HessianFunction) {
    guard let first = hessian(point) else { return nil }
    var here = first
    var position = point
    var residual = gradient
    var length = Double.infinity
    for count in 1...3 {
      guard let step = try? QR(of: here).leastSquares(residual.map { -$0 }) else { return nil }
      let stepLength = maxNorm(step)
      guard count == 1 || stepLength <= 0.1 * length else { return nil }
      length = stepLength
      if count == 3 { break }
      position = zip(position, step).map { $0 + $1 }
      guard let there = hessian(position), there.elements.allSatisfy(\.isFinite) else { return nil }
      var change = there
      for i in 0..<change.rows {
        for j in 0..<change.columns { change[i, j] -= here[i, j] }
      }
      residual = (change * step).map { 0.5 * $0 }
      here = there
    }
    guard let values = try? SymmetricEigenvalues(of: here).values else { return nil }
    let kind = PointKind(eigenvalues: values)
    guard kind == .minimum || kind == .maximum || kind == .saddle else { return nil }
    self = kind
  }
}
