import GradNumerics

extension PointKind {
  /// What the stationary point is that Newton's steps from here lead to: a minimum, a maximum or a
  /// saddle; `nil` where there is none in sight.
  ///
  ///     s₁ = −H(x)⁻¹ g,   s₂ = −H(x + s₁)⁻¹ ½ (H(x + s₁) − H(x)) s₁,   ‖s₂‖∞ ≤ ‖s₁‖∞ / 10
  ///
  /// where ½ (H(x + s₁) − H(x)) s₁ is what the first step leaves of the gradient, to third order. Near
  /// a nondegenerate stationary point the steps shrink quadratically. They do not far out on flat
  /// ground, where the gradient is small as well (s₂ ≈ 0.9 s₁ for an exponential tail), nor near a
  /// point without curvature (0.5 for x³, 0.6 for x⁴). Singular Hessians show nothing.
  public init?(near point: [Double], gradient: [Double], hessian: HessianFunction) {
    guard let here = hessian(point),
      let first = try? QR(of: here).leastSquares(gradient.map { -$0 }),
      let there = hessian(zip(point, first).map { $0 + $1 })
    else { return nil }
    var change = there
    for i in 0..<change.rows {
      for j in 0..<change.columns { change[i, j] -= here[i, j] }
    }
    guard let second = try? QR(of: there).leastSquares((change * first).map { -0.5 * $0 }),
      let values = try? SymmetricEigenvalues(of: there).values
    else { return nil }
    guard maxNorm(second) <= 0.1 * maxNorm(first) else { return nil }
    let kind = PointKind(
      gradient: gradient.map { _ in 0 }, point: point, eigenvalues: values)
    guard kind == .minimum || kind == .maximum || kind == .saddle else { return nil }
    self = kind
  }
}
