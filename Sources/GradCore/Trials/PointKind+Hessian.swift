public import GradNumerics

extension PointKind {
  /// What a point is, by its gradient and the signs of its Hessian's eigenvalues.
  ///
  /// Stationary when ‖g‖∞ ≤ 1e-8 · max|λ| · max(1, ‖x‖∞) or g is 0: scale-free, and a step of a
  /// hundred-millionth would reach the point. An eigenvalue is zero when |λ| ≤ 10 n ε max|λ|.
  /// `nil` where the Hessian is not finite.
  public init?(gradient: [Double], point: [Double], hessian: Matrix) {
    guard let eigenvalues = try? SymmetricEigenvalues(of: hessian) else { return nil }
    self.init(gradient: gradient, point: point, eigenvalues: eigenvalues.values)
  }

  /// The same from eigenvalues, in any order.
  public init(gradient: [Double], point: [Double], eigenvalues: [Double]) {
    let slope = maxNorm(gradient)
    let limit = PointEvidence.stationaryLimit(at: point, eigenvalues: eigenvalues)
    // NaN is not stationary.
    guard slope == 0 || slope <= limit else {
      self = .notStationary
      return
    }
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
