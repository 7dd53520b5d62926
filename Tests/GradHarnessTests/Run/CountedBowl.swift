import GradCore
import GradNumerics
import Synchronization

@testable import GradHarness

/// (x₁² + 4 x₂²)/2, which writes down what is asked of it.
struct CountedBowl: AnalyticProblem {
  /// What was asked for, and how often.
  final class Seen: Sendable {
    enum Kind {
      case value, gradient
      /// A value on dual numbers of two directions: a gradient by duals.
      case dualValue
      /// A gradient on dual numbers: a Hessian, or its product with a vector.
      case dualGradient
      /// A value on symbols or a tape.
      case trace
    }

    private let counts = Mutex<[Kind: Int]>([:])

    func note(_ kind: Kind) { counts.withLock { $0[kind, default: 0] += 1 } }
    func forget() { counts.withLock { $0 = [:] } }
    subscript(kind: Kind) -> Int { counts.withLock { $0[kind] ?? 0 } }
  }

  let dimension = 2
  let seen: Seen

  func value<S: Scalar>(at x: Span<S>) -> S {
    seen.note(S.self == Double.self ? .value : S.self == Dual2.self ? .dualValue : .trace)
    return 0.5 * (x[0] * x[0] + 4 * x[1] * x[1])
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    seen.note(S.self == Double.self ? .gradient : .dualGradient)
    g[0] = x[0]
    g[1] = 4 * x[1]
    return 0.5 * (x[0] * x[0] + 4 * x[1] * x[1])
  }

  var instance: ProblemInstance {
    ProblemInstance(
      id: "counted", values: ParameterValues([]), instance: 1,
      configuration: Configuration(id: "counted"),
      facts: Facts(
        start: [2, 1], minimum: .exact(0), knownPoints: [KnownPoint([0, 0], objective: 0)],
        isConvex: true, lipschitzConstant: 4, strongConvexity: 1, source: "here"),
      objective: Objective(self).analytic(self))
  }
}
