public import GradNumerics

extension PointKind {
  /// What a point is, by its gradient and the signs of its Hessian's eigenvalues.
  ///
  /// Stationary when along each eigenvector vᵢ, of the eigenvalue λᵢ,
  ///
  ///     |vᵢ · g| ≤ max(1e-8 |λᵢ| max(1, ‖x‖∞), 10 n ε Σₖ |vᵢₖ| Σⱼ |Hₖⱼ| |xⱼ|)
  ///
  /// a step of a hundred-millionth would reach the point, or the slope is within rounding. Axis by
  /// axis, so that a steep axis does not excuse a flat one. An eigenvalue is zero when
  /// |λ| ≤ 10 n ε max|λ|. `nil` where the Hessian is not finite.
  public init?(gradient: [Double], point: [Double], hessian: Matrix) {
    if PointAxes.isPlainlySteep(gradient: gradient, point: point, hessian: hessian) {
      self = .notStationary
      return
    }
    guard let axes = try? PointAxes(gradient: gradient, point: point, hessian: hessian) else {
      return nil
    }
    self = axes.isStationary ? PointKind(eigenvalues: axes.eigenvalues) : .notStationary
  }

  /// What a stationary point is, by the eigenvalues of its Hessian, in any order.
  public init(eigenvalues: [Double]) {
    let zero = PointEvidence.zeroLimit(of: eigenvalues)
    let hasNegative = eigenvalues.contains { $0 < -zero }
    let hasPositive = eigenvalues.contains { $0 > zero }
    if hasNegative, hasPositive {
      self = .saddle
    } else if eigenvalues.contains(where: { $0.magnitude <= zero }) {
      self = .degenerate
    } else {
      self = hasNegative ? .maximum : .minimum
    }
  }
}
