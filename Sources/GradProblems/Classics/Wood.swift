public import GradCore
public import GradNumerics

/// The Wood function, also called Colville's: two coupled Rosenbrock valleys in four variables.
///
///     f(a, b, c, d) = 100 (b − a²)² + (1 − a)² + 90 (d − c²)² + (1 − c)²
///                   + 10.1 ((b − 1)² + (d − 1)²) + 19.8 (b − 1)(d − 1)
///
/// Both names stand for one function with two starts. On the way lies a saddle that looks like a
/// minimum: its only negative eigenvalue is −0.12 against 953, and methods stop there at f ≈ 7.877.
///
/// - Minimum: f = 0 at (1, 1, 1, 1). Two saddles, at f ≈ 7.877 and f ≈ 35.09.
/// - Start: (−3, −1, −3, −1), or Colville's (−5, 3, 1, −9).
/// - Conditioning: κ ≈ 1398 at the minimum.
/// - Cost: a few dozen operations.
/// - Source: A. R. Colville, IBM New York Scientific Center Report 320-2949, 1968; J. J. Moré,
///   B. S. Garbow, K. E. Hillstrom, ACM TOMS 7(1), 1981, problem 14.
public struct Wood: ProblemEntry, AnalyticProblem {
  public static let id = "wood"
  public static let summary = "Wood's (Colville's) function: two coupled valleys and a false floor"
  public static let formula =
    "100 (b - a^2)^2 + (1 - a)^2 + 90 (d - c^2)^2 + (1 - c)^2"
    + " + 10.1 ((b - 1)^2 + (d - 1)^2) + 19.8 (b - 1) (d - 1)"
  public static let parameters: [Parameter] = [
    .choice("start", ["standard", "colville"], "Where trials start: Moré's point or Colville's")
  ]

  public var dimension: Int { 4 }
  private let start: [Double]

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    start = values.choice("start") == "colville" ? [-5, 3, 1, -9] : [-3, -1, -3, -1]
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let (a, b, c, d) = (x[0], x[1], x[2], x[3])
    let p = b - a * a
    let q = d - c * c
    let (r, s) = (1 - a, 1 - c)
    let (u, v) = (b - 1, d - 1)
    let valleys = 100 * p * p + r * r + (90 * q * q + s * s)
    let coupling: S = 10.1 * (u * u + v * v) + 19.8 * (u * v)
    return valleys + coupling
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let (a, b, c, d) = (x[0], x[1], x[2], x[3])
    let p = b - a * a
    let q = d - c * c
    let (u, v) = (b - 1, d - 1)
    let slopeP = 200 * p
    let slopeQ = 180 * q
    g[0] = 2 * (a - 1) - 2 * a * slopeP
    g[1] = slopeP + (20.2 * u + 19.8 * v)
    g[2] = 2 * (c - 1) - 2 * c * slopeQ
    g[3] = slopeQ + (20.2 * v + 19.8 * u)
    return value(at: x)
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: start,
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([1, 1, 1, 1], objective: 0),
        KnownPoint(
          [
            -0.96797402493759306844, 0.94713914081784182111, -0.96951631033159115149,
            0.95124766579232527786,
          ], objective: 7.8769671651768674541, kind: .saddle),
        KnownPoint(
          [
            -0.031251023394335959618, 0.16597138685578312568, -0.031258171023264062816,
            0.18426393469672840475,
          ], objective: 35.090034210435625904, kind: .saddle),
      ],
      isConvex: false,
      largestEigenvalue: 1005.924927729084209704795, smallestEigenvalue: 0.719568084317573312768628,
      source: "A. R. Colville, IBM New York Scientific Center Report 320-2949, 1968")
  }
}
