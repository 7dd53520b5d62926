import GradCore
import GradNumerics
import GradProblems
import GradTestSupport

/// f(x) = Σᵢ ½ λᵢ xᵢ², with λ given.
struct Bowl: AnalyticProblem {
  let curvatures: [Double]
  var dimension: Int { curvatures.count }

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count { sum = sum + S(0.5 * curvatures[i]) * (x[i] * x[i]) }
    return sum
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    for i in 0..<x.count { g[i] = S(curvatures[i]) * x[i] }
    return value(at: x)
  }

  func instance(start: [Double]) -> ProblemInstance {
    ProblemInstance(
      id: "bowl", values: ParameterValues([]), instance: 1,
      configuration: Configuration(id: "bowl"),
      facts: Facts(
        start: start, minimum: .exact(0),
        knownPoints: [KnownPoint(start.map { _ in 0 }, objective: 0)], isConvex: true,
        source: "this test"),
      objective: Objective(self).analytic(self))
  }
}

/// f(x) = Σᵢ ½ i xᵢ² + ¼ xᵢ⁴ + ½ (x₁ − xᵢ)²: coupled, not quadratic, steep in no direction.
struct Dale: AnalyticProblem {
  let dimension: Int

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let square = x[i] * x[i]
      let d = x[0] - x[i]
      sum = sum + (S(0.5 * Double(i + 1)) * square + 0.25 * square * square + 0.5 * d * d)
    }
    return sum
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var pull: S = 0
    for i in 0..<x.count {
      let d = x[0] - x[i]
      pull = pull + d
      g[i] = S(Double(i + 1)) * x[i] + x[i] * x[i] * x[i] - d
    }
    g[0] = g[0] + pull
    return value(at: x)
  }

  /// The gradient again, term by term on plain numbers.
  static func gradient(_ x: [Double]) -> [Double] {
    x.indices.map { i in
      let own = Double(i + 1) * x[i] + x[i] * x[i] * x[i]
      if i > 0 { return own - (x[0] - x[i]) }
      return own + x.reduce(0) { $0 + (x[0] - $1) }
    }
  }

  var instance: ProblemInstance {
    let start = (0..<dimension).map { [2.0, -1.5, 1, -0.7, 0.4][$0 % 5] }
    return ProblemInstance(
      id: "dale", values: ParameterValues([]), instance: 1,
      configuration: Configuration(id: "dale"),
      facts: Facts(start: start, minimum: .exact(0), isConvex: true, source: "this test"),
      objective: Objective(self).analytic(self))
  }
}

extension ParameterValues {
  /// Every number, as the reference takes them.
  var numbers: [String: Double] {
    Dictionary(uniqueKeysWithValues: sorted.map { ($0.name, $0.value.number ?? .nan) })
  }
}
