/// What is known of a problem, each fact tested against the objective itself.
public struct Facts: Sendable {
  /// The standard start point; f there and the minimum give the scale of all targets.
  public var start: [Double]
  /// The region that the literature searches, one range a coordinate; nil where none is named.
  public var box: [ClosedRange<Double>]?
  public var minimum: Minimum
  /// Known stationary points, minimizers first. Of a continuum of minimizers, some.
  public var knownPoints: [KnownPoint]
  public var isConvex: Bool
  public var smoothness: Smoothness
  /// L: the smallest known constant with ‖∇f(x) − ∇f(y)‖ ≤ L ‖x − y‖ everywhere; nil where the
  /// gradient is not Lipschitz or L is not known. 2/L is gradient descent's stability edge.
  public var lipschitzConstant: Double?
  /// μ: the strong convexity constant, positive, where known.
  public var strongConvexity: Double?
  /// The largest and smallest eigenvalue of the Hessian at the first global minimizer, where known.
  public var largestEigenvalue: Double?
  public var smallestEigenvalue: Double?
  /// The examples of a finite sum of quadratics, made when asked for; nil of other objectives.
  public var exampleQuadratics: (@Sendable () -> ExampleQuadratics)?
  /// Where a reader finds the function: author, journal, year.
  public var source: String

  public init(
    start: [Double], box: [ClosedRange<Double>]? = nil, minimum: Minimum,
    knownPoints: [KnownPoint] = [], isConvex: Bool, smoothness: Smoothness = .infinite,
    lipschitzConstant: Double? = nil, strongConvexity: Double? = nil,
    largestEigenvalue: Double? = nil, smallestEigenvalue: Double? = nil,
    exampleQuadratics: (@Sendable () -> ExampleQuadratics)? = nil, source: String
  ) {
    self.start = start
    self.box = box
    self.minimum = minimum
    self.knownPoints = knownPoints
    self.isConvex = isConvex
    self.smoothness = smoothness
    self.lipschitzConstant = lipschitzConstant
    self.strongConvexity = strongConvexity
    self.largestEigenvalue = largestEigenvalue
    self.smallestEigenvalue = smallestEigenvalue
    self.exampleQuadratics = exampleQuadratics
    self.source = source
  }
}

extension Facts {
  /// Bytes of all points. A point that the problem shares counts as if it did not.
  var byteCount: Int {
    let coordinates = start.count + 2 * (box?.count ?? 0)
    return knownPoints.reduce(8 * coordinates) { $0 + 8 * $1.point.count + 64 }
  }
}

/// The infimum of an objective.
public enum Minimum: Sendable, Equatable {
  /// Attained; the stored value is within `error` of the true one.
  case attained(Double, error: Double)
  /// Approached and never attained: the minimizer is at infinity.
  case infimum(Double)
  /// f falls without bound.
  case unboundedBelow
  case unknown

  /// Attained and exact in floating point.
  public static func exact(_ value: Double) -> Minimum { .attained(value, error: 0) }

  /// The infimum where it is finite and known.
  public var value: Double? {
    switch self {
    case .attained(let value, _), .infimum(let value): value
    case .unboundedBelow, .unknown: nil
    }
  }
}

/// How often an objective can be differentiated.
public enum Smoothness: String, Sendable, CaseIterable {
  /// C∞ wherever it is finite.
  case infinite
  /// Continuous gradient, second derivatives jump (Huber).
  case gradient
  /// Kinks: the gradient jumps on a set of measure zero, where a subgradient is given (|x|, max).
  case kinked
}

/// What a stationary point is.
public enum PointKind: String, Sendable, CaseIterable {
  case minimum, maximum, saddle, degenerate, notStationary
}

/// A stationary point that is known, with the objective there.
public struct KnownPoint: Sendable {
  public var point: [Double]
  public var objective: Double
  /// By definition or by the Hessian; a kinked or singular minimizer is still `.minimum`.
  public var kind: PointKind
  /// For minima: whether it is a global one.
  public var isGlobal: Bool
  /// Whether f is differentiable at the point (false at a kink or a branch cut).
  public var isSmooth: Bool

  public init(
    _ point: [Double], objective: Double, kind: PointKind = .minimum, isGlobal: Bool = true,
    isSmooth: Bool = true
  ) {
    self.point = point
    self.objective = objective
    self.kind = kind
    self.isGlobal = isGlobal && kind == .minimum
    self.isSmooth = isSmooth
  }
}
