public import GradNumerics

/// A gradient along the eigenvectors of the Hessian: whether a point is stationary, or near to one,
/// is asked axis by axis, so that a steep axis does not excuse a flat one.
///
///     H vᵢ = λᵢ vᵢ,   |vᵢ · g| ≤ max(1e-8 |λᵢ| max(1, ‖x‖∞), ρᵢ)
///     ρᵢ = 10 n ε Σₖ |vᵢₖ| Σⱼ |Hₖⱼ| |xⱼ|
///
/// A step of a hundred-millionth along each axis would reach the stationary point, or the slope there
/// is what rounding leaves of it. (x − 1)² + 1e9 y² is steep in y alone: at 0 its slope of 2 in x is
/// none of a stationary point.
///
/// All is measured in units of the largest entry of H, a power of two, so that no bound overflows.
struct PointAxes {
  /// λᵢ, ascending.
  let eigenvalues: [Double]
  /// The unit that all else is measured in.
  private let unit: Double
  private let scaled: [Double]
  /// |vᵢ · g|; NaN where a component of g is.
  private let slopes: [Double]
  /// ρᵢ
  private let roundings: [Double]
  /// max(1, ‖x‖∞)
  private let size: Double

  /// - Throws: ``NumericsError`` where the Hessian has no eigenvalues: not square or not finite.
  init(gradient: [Double], point: [Double], hessian: Matrix) throws(NumericsError) {
    let scale = Scale(hessian: hessian, point: point)
    let pairs = try SymmetricEigenvalues(of: hessian, wantsVectors: true)
    eigenvalues = pairs.values
    unit = scale.unit
    size = scale.size
    scaled = pairs.values.map { $0 / scale.unit }
    let vectors = pairs.vectors ?? .identity(point.count)
    let components = gradient.map { $0 / scale.unit }
    let rows = point.indices.map { scale.rounding(row: $0, of: hessian, at: point) }
    var slopes: [Double] = []
    var roundings: [Double] = []
    for i in scaled.indices {
      var slope = 0.0
      var rounding = 0.0
      for k in components.indices {
        // No product with 0, which makes NaN of an infinite component.
        if components[k] != 0 { slope += vectors[k, i] * components[k] }
        rounding += vectors[k, i].magnitude * rows[k]
      }
      slopes.append(slope.magnitude)
      roundings.append(rounding)
    }
    self.slopes = slopes
    self.roundings = roundings
  }

  /// Whether every slope is that of a stationary point.
  var isStationary: Bool { slopes.indices.allSatisfy { slopes[$0] <= limit($0) } }

  private func limit(_ i: Int) -> Double {
    Double.maximum(Self.relativeStep * scaled[i].magnitude * size, roundings[i])
  }

  /// The axis whose slope is the largest against its limit.
  var steepest: (slope: Double, limit: Double) {
    var steepest = (slope: 0.0, limit: 0.0, excess: -1.0)
    for i in slopes.indices {
      let limit = limit(i)
      let excess = slopes[i] == 0 ? 0 : slopes[i] / limit
      if excess.isNaN || excess > steepest.excess { steepest = (slopes[i], limit, excess) }
      if excess.isNaN { break }
    }
    return (steepest.slope * unit, steepest.limit * unit)
  }

  /// Whether Newton's step along each axis, |vᵢ · g| / |λᵢ|, is at most `step` times max(1, ‖x‖∞).
  ///
  /// Along an axis whose eigenvalue is zero to rounding a slope within rounding passes too.
  func isWithin(step: Double) -> Bool {
    let zero = PointEvidence.zeroLimit(of: scaled)
    return slopes.indices.allSatisfy { i in
      slopes[i] <= step * size * scaled[i].magnitude
        || (scaled[i].magnitude <= zero && slopes[i] <= roundings[i])
    }
  }

  private static let relativeStep = 1e-8

  /// Whether ‖g‖∞ is beyond what ‖g‖ may be where each slope is within its limit, so that no
  /// eigenvectors are needed to say that the point is not stationary:
  ///
  ///     ‖g‖² = Σᵢ |vᵢ · g|² ≤ (1e-8 max(1, ‖x‖∞) ‖H‖_F + 10 n^(3/2) ε ‖ |H| |x| ‖)²
  static func isPlainlySteep(gradient: [Double], point: [Double], hessian: Matrix) -> Bool {
    guard hessian.elements.allSatisfy(\.isFinite) else { return false }
    let scale = Scale(hessian: hessian, point: point)
    var square = 0.0
    for entry in hessian.elements { square += (entry / scale.unit) * (entry / scale.unit) }
    var rounding = 0.0
    for k in point.indices {
      let row = scale.rounding(row: k, of: hessian, at: point)
      rounding += row * row
    }
    let most =
      relativeStep * scale.size * square.squareRoot()
      + (Double(point.count) * rounding).squareRoot()
    // The bound itself is rounded.
    return maxNorm(gradient) / scale.unit > 1.001 * most
  }

  private struct Scale {
    let unit: Double
    let size: Double

    init(hessian: Matrix, point: [Double]) {
      let largest = maxNorm(hessian.elements)
      unit = largest > 0 && largest.isFinite ? largest.binade : 1
      size = Double.maximum(1, maxNorm(point))
    }

    /// 10 n ε Σⱼ |Hₖⱼ| |xⱼ|, what rounding may make of component k of the gradient.
    func rounding(row k: Int, of hessian: Matrix, at point: [Double]) -> Double {
      var sum = 0.0
      for j in point.indices { sum += (hessian[k, j] / unit).magnitude * point[j].magnitude }
      return 10 * Double(point.count) * Double.ulpOfOne * sum
    }
  }
}
