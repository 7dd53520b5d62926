import Foundation
public import GradCore
public import GradNumerics

/// Rastrigin's function: a bowl with a regular grid of local minima.
///
///     f(x) = 10 n + Σᵢ xᵢ² − 10 cos 2πxᵢ
///
/// Computed as Σᵢ xᵢ² + 20 sin² πxᵢ, which is the same function and exactly 0 at the minimizer.
/// A descent method ends in the local minimum whose basin it starts in, unless its steps are long
/// enough to leave it.
///
/// - Minimum: f = 0 at (0, …, 0). About 11ⁿ local minima in the box, close to the integer points;
///   they are listed for n = 1 and n = 2.
/// - Start: (1.3, …, 1.3).
/// - Conditioning: 2 + 40π² in every direction at the minimum. L is the same number.
/// - Cost: n sines and cosines.
/// - Source: L. A. Rastrigin, Systems of Extremal Control, 1974; n dimensions by H. Mühlenbein,
///   M. Schomisch, J. Born, Parallel Computing 17, 1991.
public struct Rastrigin: ProblemEntry, AnalyticProblem {
  public static let id = "rastrigin"
  public static let summary = "A bowl with a regular grid of local minima"
  public static let formula = "10 n + sum of x[i]^2 - 10 cos(2 pi x[i])"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 2)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let sine = S.sin(S(Double.pi) * x[i])
      sum = sum + (x[i] * x[i] + 20 * sine * sine)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let angle = S(Double.pi) * x[i]
      let sine = S.sin(angle)
      sum = sum + (x[i] * x[i] + 20 * sine * sine)
      g[i] = 2 * x[i] + S(40 * Double.pi) * sine * S.cos(angle)
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let curvature = 2 + 40 * Double.pi * Double.pi
    return Facts(
      start: [Double](repeating: 1.3, count: dimension),
      box: [ClosedRange<Double>](repeating: -5.12...5.12, count: dimension),
      minimum: .exact(0),
      knownPoints: knownMinima(),
      isConvex: false, lipschitzConstant: curvature,
      largestEigenvalue: curvature, smallestEigenvalue: curvature,
      source: "L. A. Rastrigin, Systems of Extremal Control, 1974")
  }

  private func knownMinima() -> [KnownPoint] {
    let global = KnownPoint([Double](repeating: 0, count: dimension), objective: 0)
    guard dimension <= 2 else { return [global] }
    let roots = (-5...5).map { Self.localMinimum(near: $0) }
    let all = dimension == 1 ? roots.map { [$0] } : roots.flatMap { a in roots.map { [a, $0] } }
    return [global]
      + all.filter { $0.contains { $0 != 0 } }.map {
        KnownPoint($0, objective: value(at: $0.span), isGlobal: false)
      }
  }

  /// The root of 2x + 20π sin 2πx next to an integer, by Newton's method.
  private static func localMinimum(near integer: Int) -> Double {
    var x = Double(integer)
    for _ in 0..<8 {
      let angle = 2 * Double.pi * (x - Double(integer))
      x -= (2 * x + 20 * Double.pi * sin(angle)) / (2 + 40 * Double.pi * Double.pi * cos(angle))
    }
    return x
  }
}
