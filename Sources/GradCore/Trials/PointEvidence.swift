public import GradNumerics

/// What a point is, with the numbers that say so.
public struct PointEvidence: Sendable, Equatable {
  public let kind: PointKind
  /// The Hessian's, ascending.
  public let eigenvalues: [Double]
  /// ‖g‖∞
  public let gradientMaxNorm: Double
  /// |v · g| of the eigenvector v along which it is the largest against its limit.
  public let slope: Double
  /// The largest slope along that eigenvector that counts as stationary here.
  public let stationaryLimit: Double
  /// The largest |λ| that counts as zero here.
  public let zeroLimit: Double

  /// Judges `point` by the rule of ``PointKind/init(gradient:point:hessian:)``.
  ///
  /// - Throws: ``NumericsError`` where the Hessian has no eigenvalues: not square or not finite.
  public init(gradient: [Double], point: [Double], hessian: Matrix) throws(NumericsError) {
    let axes = try PointAxes(gradient: gradient, point: point, hessian: hessian)
    kind = axes.isStationary ? PointKind(eigenvalues: axes.eigenvalues) : .notStationary
    eigenvalues = axes.eigenvalues
    gradientMaxNorm = maxNorm(gradient)
    (slope, stationaryLimit) = axes.steepest
    zeroLimit = Self.zeroLimit(of: axes.eigenvalues)
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
      "not stationary: along an eigenvector the slope, \(slope), is above \(stationaryLimit)"
    case .minimum: "minimum: the gradient is 0 and the Hessian has \(counts)"
    case .maximum: "maximum: the gradient is 0 and the Hessian has \(counts)"
    case .saddle: "saddle: the gradient is 0 and the Hessian has \(counts)"
    case .degenerate: "degenerate: the gradient is 0, and \(counts) decide nothing"
    }
  }
}
