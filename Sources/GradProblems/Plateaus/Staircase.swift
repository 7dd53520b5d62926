import Foundation
public import GradCore
public import GradNumerics

/// A staircase of hyperbolic tangents: flat treads between steep risers, down to 0.
///
///     f(x) = Σᵢ Σₖ tanh(ck) + ½ tanh(c(xᵢ − k)) − ½ tanh(c(xᵢ + k)),   k = 1 … steps
///
/// Smooth and even in each coordinate, with risers at ±1, ±2, …. The sharpness c decides how flat
/// the treads are: in their middle the slope is about 4c exp(−c). With every tread a plateau, a
/// method is fast, stuck, fast, stuck.
///
/// - Minimum: f = 0 at (0, …, 0), itself on a tread: the curvature there is about 8c² exp(−2c).
/// - Start: (steps − ½, …, steps − ½), the middle of the highest tread but one.
/// - Conditioning: κ = 1 at the minimum, but nearly flat.
/// - Cost: 2 · steps · n hyperbolic tangents; the gradient as many cosines besides.
/// - Source: this catalog's own.
public struct Staircase: ProblemEntry, AnalyticProblem {
  public static let id = "staircase"
  public static let summary = "Flat treads between steep risers"
  public static let formula =
    "sum over i and k = 1 .. steps of tanh(c k) + (tanh(c (x[i] - k)) - tanh(c (x[i] + k)))/2"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 1),
    .integer("steps", 1...100, default: 3, "Number of risers on each side"),
    .number(
      "sharpness", Interval(0, 1000, includesLower: false), default: 8,
      "c: steepness of the risers, flatness of the treads"),
  ]

  public let dimension: Int
  private let steps: Int
  private let sharpness: Double
  /// tanh(ck), k = 1 … steps.
  private let heights: [Double]

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    steps = values.integer("steps")
    let c = values.number("sharpness")
    sharpness = c
    heights = (1...steps).map { Double.apply(.tanh, c * Double($0)) }
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let c = S(sharpness)
    var sum: S = 0
    for i in 0..<x.count {
      for k in 1...steps {
        let right = S.tanh(c * (x[i] - S(Double(k))))
        let left = S.tanh(c * (x[i] + S(Double(k))))
        sum = sum + (S(heights[k - 1]) + 0.5 * (right - left))
      }
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let c = S(sharpness)
    var sum: S = 0
    for i in 0..<x.count {
      var slope: S = 0
      for k in 1...steps {
        let (a, b) = (c * (x[i] - S(Double(k))), c * (x[i] + S(Double(k))))
        sum = sum + (S(heights[k - 1]) + 0.5 * (S.tanh(a) - S.tanh(b)))
        // 1/cosh² instead of 1 − tanh², which has no digits left on the treads.
        let (coshA, coshB) = (S.cosh(a), S.cosh(b))
        slope = slope + (1 / (coshA * coshA) - 1 / (coshB * coshB))
      }
      g[i] = 0.5 * c * slope
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    // f″(0) = 2c² Σ tanh(ck) sech²(ck)
    let curvature = (1...steps).reduce(0.0) { sum, k in
      let angle = sharpness * Double(k)
      return sum + 2 * sharpness * sharpness * tanh(angle) / (cosh(angle) * cosh(angle))
    }
    return Facts(
      start: [Double](repeating: Double(steps) - 0.5, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: false, largestEigenvalue: curvature, smallestEigenvalue: curvature,
      source: "gradbench")
  }
}
