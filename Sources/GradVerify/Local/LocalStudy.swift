public import GradCore
public import GradNumerics

/// An objective seen from every side at one point: value, gradient by each backend, steepest
/// direction, directional derivative, linear approximation, level set, Hessian, kind of point.
///
/// Each is a thing that the gradient is: the vector of partial derivatives; the direction of steepest
/// ascent, with slope ‖∇f‖; the best linear approximation, f(x + h u) = f(x) + h ∇f·u + O(h²);
/// perpendicular to the level set; and dependent on an inner product, M g = ∇f.
///
/// Where f is not finite it is none of them, whatever the rule of the chain returns there: then only
/// ``gradients`` tells what backends return, and all else is NaN, nil or empty.
public struct LocalStudy: Sendable {
  /// The gradient by one backend.
  public struct BackendGradient: Sendable {
    public let backend: String
    public let gradient: [Double]
    /// The largest absolute difference to the most exact backend that answered; NaN where a component
    /// of either is.
    public let error: Double
    /// Stencil points of a difference; 0 for exact derivatives.
    public let objectiveEvaluations: Int
  }

  /// A directional derivative.
  public struct Direction: Sendable {
    public let unit: [Double]
    /// ∇f · u
    public let derivative: Double
    /// The cosine between u and ∇f: how much of the slope goes this way; nil where ∇f is 0.
    public let cosine: Double?
  }

  /// The linear approximation at one distance.
  public struct Linearization: Sendable {
    public let step: Double
    /// f(x + h u)
    public let actual: Double
    /// f(x) + h ∇f·u
    public let predicted: Double
    public var error: Double { (actual - predicted).magnitude }
  }

  /// The gradient under another inner product.
  public struct MetricGradient: Sendable {
    /// g with M g = ∇f
    public let gradient: [Double]
    /// √(gᵀ M g)
    public let norm: Double
  }

  public let point: [Double]
  public let objective: Double
  /// Whether f is finite at the point, so that it can have a gradient there.
  public var isFinite: Bool { objective.isFinite }
  public let gradients: [BackendGradient]
  /// Backends that cannot serve the problem, with their reasons.
  public let leftOut: [(backend: String, reason: String)]
  /// The gradient by the most exact backend; NaN where f is not finite.
  public let gradient: [Double]
  /// NaN where f is not finite.
  public let gradientNorm: Double
  public let metric: MetricGradient?
  /// The direction asked for, else the steepest; nil where that is undefined.
  public let direction: Direction?
  public let linearization: [Linearization]
  /// Orthonormal directions along the level set, for at most ten coordinates.
  public let tangents: [[Double]]
  /// nil where it was not measured: a large problem, or not finite.
  public let hessian: Matrix?
  /// What the point is, with the Hessian's eigenvalues; nil where there is no finite Hessian.
  public let evidence: PointEvidence?
  /// What Hessians sampled in ``convexityBox`` say of convexity; nil beyond 50 coordinates.
  public let convexity: ConvexityEvidence?
  /// The problem's box; where it has none the cube that reaches max(1, |xᵢ|) to each side.
  public let convexityBox: [ClosedRange<Double>]

  /// The Hessian's, ascending.
  public var eigenvalues: [Double]? { evidence?.eigenvalues }
  /// nil where there is no finite Hessian, and at a kink: the Hessian is that of one side.
  public var pointKind: PointKind? { isKink ? nil : evidence?.kind }
  /// Whether the first or the second derivatives jump here: a kink of a problem that has some.
  public let isKink: Bool

  /// - Parameters:
  ///   - backends: In the order of the catalog; those that cannot serve are left out with a reason.
  ///   - direction: Any length but 0; nil for the steepest ascent.
  /// - Throws: The reason of the first backend where none can serve.
  public init(
    _ problem: ProblemInstance, at point: [Double], backends: [BackendDescription],
    hessian: HessianFunction, direction: [Double]? = nil, metric: InnerProduct? = nil
  ) throws(BackendError) {
    self.point = point
    objective = problem.objective.scalar.value(point.span)
    let measured = try Self.measure(problem, at: point, backends)
    gradients = measured.gradients
    leftOut = measured.leftOut
    let isFinite = objective.isFinite
    let slopes = isFinite ? measured.reference : measured.reference.map { _ in .nan }
    gradient = slopes
    gradientNorm = Self.norm(slopes)
    self.metric =
      isFinite
      ? metric.map {
        let natural = $0.gradient(of: slopes)
        return MetricGradient(gradient: natural, norm: $0.norm(natural))
      } : nil
    self.direction = isFinite ? Self.direction(direction ?? slopes, gradient: slopes) : nil
    linearization = Self.linearization(problem, at: point, objective, self.direction)
    tangents = Self.tangents(to: gradient)
    self.hessian = isFinite ? hessian(point) : nil
    evidence = self.hessian.flatMap {
      try? PointEvidence(gradient: slopes, point: point, hessian: $0)
    }
    convexityBox =
      problem.facts.box
      ?? point.map { x in
        let reach = x.isFinite ? Double.maximum(1, x.magnitude) : 1
        let middle = x.isFinite ? x : 0
        let greatest = Double.greatestFiniteMagnitude
        return Double.maximum(-greatest, middle - reach)...Double.minimum(greatest, middle + reach)
      }
    isKink =
      isFinite && problem.facts.smoothness == .kinked
      && Self.derivativesJump(problem, at: point, hessian: hessian, by: measured.oracle)
    // A Hessian of n coordinates and its eigenvalues cost O(n³).
    convexity =
      self.hessian == nil || point.count > 50
      ? nil
      : ConvexityEvidence(
        of: hessian, value: { problem.objective.scalar.value($0.span) }, box: convexityBox,
        samples: point.count <= 10 ? 200 : 20, key: RandomKey(seed: 0).child("convexity"))
  }

  /// Whether gradient or Hessian differ on both sides of the point along any axis, at a distance at
  /// which smooth derivatives differ by a thousandth at most unless they change a thousand times
  /// within a unit. Looks at no more than 50 axes.
  private static func derivativesJump(
    _ problem: ProblemInstance, at point: [Double], hessian: HessianFunction,
    by oracle: Oracle<Double>
  ) -> Bool {
    func gradient(_ x: [Double]) -> [Double] {
      var g = x
      var view = g.mutableSpan
      _ = oracle.gradient(x.span, &view)
      return g
    }
    return point.indices.prefix(50).contains { i in
      let step = 1e-6 * Double.maximum(1, point[i].magnitude)
      var (ahead, behind) = (point, point)
      ahead[i] += step
      behind[i] -= step
      guard let above = hessian(ahead), let below = hessian(behind) else { return true }
      let curvature = Double.maximum(maxNorm(above.elements), maxNorm(below.elements))
      let bend = maxDistance(above.elements, below.elements)
      // Twice what the curvature makes of the way between, and rounding.
      let (g, h) = (gradient(ahead), gradient(behind))
      let allowed =
        4 * step * curvature * Double(point.count)
        + 1e-12 * Double.maximum(maxNorm(g), maxNorm(h))
      return !(bend <= 1e-3 * curvature) || !(maxDistance(g, h) <= allowed)
    }
  }

  private static func measure(
    _ problem: ProblemInstance, at point: [Double], _ backends: [BackendDescription]
  ) throws(BackendError) -> (
    gradients: [BackendGradient], leftOut: [(backend: String, reason: String)],
    reference: [Double], oracle: Oracle<Double>
  ) {
    var answers: [(backend: BackendDescription, gradient: [Double], oracle: Oracle<Double>)] = []
    var leftOut: [(backend: String, reason: String)] = []
    var first: BackendError?
    for backend in backends {
      do throws(BackendError) {
        let oracle = try backend.prepare(problem).scalar()
        var gradient = [Double](repeating: 0, count: problem.dimension)
        var view = gradient.mutableSpan
        _ = oracle.gradient(point.span, &view)
        answers.append((backend, gradient, oracle))
      } catch {
        first = first ?? error
        leftOut.append((backend.id, "\(error)"))
      }
    }
    guard let reference = answers.first(where: \.backend.isExact) ?? answers.first else {
      throw first ?? .cannotTrace(problem: problem.label, explanation: "no backend was named")
    }
    let gradients = answers.map { answer in
      BackendGradient(
        backend: answer.backend.id, gradient: answer.gradient,
        error: maxDistance(answer.gradient, reference.gradient),
        objectiveEvaluations: answer.backend.isExact
          ? 0 : answer.backend.costPerGradient(problem.dimension))
    }
    return (gradients, leftOut, reference.gradient, reference.oracle)
  }

  /// The Euclidean norm, without overflow.
  static func norm(_ v: [Double]) -> Double {
    let largest = maxNorm(v)
    guard largest > 0, largest.isFinite else { return largest }
    return largest * v.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  private static func direction(_ wanted: [Double], gradient: [Double]) -> Direction? {
    let length = norm(wanted)
    guard length > 0, length.isFinite else { return nil }
    let unit = wanted.map { $0 / length }
    let derivative = zip(unit, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    let slope = norm(gradient)
    return Direction(
      unit: unit, derivative: derivative, cosine: slope > 0 ? derivative / slope : nil)
  }

  /// Steps of ten down to where rounding hides the quadratic error.
  private static func linearization(
    _ problem: ProblemInstance, at point: [Double], _ objective: Double, _ direction: Direction?
  ) -> [Linearization] {
    guard let direction, objective.isFinite else { return [] }
    return [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6].map { step in
      let moved = zip(point, direction.unit).map { $0 + step * $1 }
      return Linearization(
        step: step, actual: problem.objective.scalar.value(moved.span),
        predicted: objective + step * direction.derivative)
    }
  }

  /// An orthonormal basis of the directions in which f does not change to first order: the columns
  /// of a Householder reflection but the one along the gradient.
  private static func tangents(to gradient: [Double]) -> [[Double]] {
    let n = gradient.count
    let length = norm(gradient)
    guard n > 1, n <= 10, length > 0, length.isFinite else { return [] }
    var mirror = gradient.map { $0 / length }
    mirror[0] += mirror[0] < 0 ? -1 : 1
    let square = mirror.reduce(0) { $0 + $1 * $1 }
    return (1..<n).map { column in
      (0..<n).map { row in
        (row == column ? 1 : 0) - 2 * mirror[row] * mirror[column] / square
      }
    }
  }
}
