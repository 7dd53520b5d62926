public import GradNumerics

/// What a point is, with the numbers that say so.
public struct PointEvidence: Sendable, Equatable {
  public let kind: PointKind
  /// The Hessian's, ascending.
  public let eigenvalues: [Double]
  /// ‖g‖∞
  public let gradientMaxNorm: Double
  /// The largest ‖g‖∞ that counts as stationary here.
  public let stationaryLimit: Double
  /// The largest |λ| that counts as zero here.
  public let zeroLimit: Double

  /// Judges `point` by the rule of ``PointKind/init(gradient:point:hessian:)``.
  ///
  /// - Throws: ``NumericsError`` where the Hessian has no eigenvalues: not square or not finite.
  public init(gradient: [Double], point: [Double], hessian: Matrix) throws(NumericsError) {
    let values = try SymmetricEigenvalues(of: hessian).values
    kind = PointKind(gradient: gradient, point: point, eigenvalues: values)
    eigenvalues = values
    gradientMaxNorm = maxNorm(gradient)
    stationaryLimit = Self.stationaryLimit(at: point, eigenvalues: values)
    zeroLimit = Self.zeroLimit(of: values)
  }

  /// 1e-8 · max|λ| · max(1, ‖x‖∞): scale-free, and a step of a hundred-millionth would reach the
  /// stationary point.
  public static func stationaryLimit(at point: [Double], eigenvalues: [Double]) -> Double {
    1e-8 * maxNorm(eigenvalues) * Double.maximum(1, maxNorm(point))
  }

  /// 10 n ε max|λ|: what rounding makes of an eigenvalue 0.
  public static func zeroLimit(of eigenvalues: [Double]) -> Double {
    10 * Double(eigenvalues.count) * Double.ulpOfOne * maxNorm(eigenvalues)
  }

  /// How many eigenvalues are negative, zero and positive.
  public var signs: (negative: Int, zero: Int, positive: Int) {
    let negative = eigenvalues.count { $0 < -zeroLimit }
    let positive = eigenvalues.count { $0 > zeroLimit }
    return (negative, eigenvalues.count - negative - positive, positive)
  }

  /// One sentence for people.
  public var sentence: String {
    let (negative, zero, positive) = signs
    let range =
      eigenvalues.isEmpty
      ? "" : " (from \(eigenvalues[0]) to \(eigenvalues[eigenvalues.count - 1]))"
    let counts =
      "\(positive) positive, \(negative) negative and \(zero) zero eigenvalues\(range)"
    return switch kind {
    case .notStationary:
      "not stationary: the gradient's largest component, \(gradientMaxNorm), is above "
        + "\(stationaryLimit)"
    case .minimum: "minimum: the gradient is 0 and the Hessian has \(counts)"
    case .maximum: "maximum: the gradient is 0 and the Hessian has \(counts)"
    case .saddle: "saddle: the gradient is 0 and the Hessian has \(counts)"
    case .degenerate: "degenerate: the gradient is 0, and \(counts) decide nothing"
    }
  }
}
