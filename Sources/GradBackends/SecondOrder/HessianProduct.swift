public import GradCore
import GradNumerics

/// The Hessian times a vector, without the Hessian: the derivative of the gradient along v.
///
///     H v = d/dt ∇f(x + t v)  at t = 0
///
/// The gradient, on dual numbers whose one direction is v: exact, at a small multiple of the
/// gradient's cost whatever the dimension. On the tape of reverse mode, or, where the objective is
/// too long for one, through the gradient given by hand.
///
/// - Source: B. A. Pearlmutter, Neural Computation 6(1), 1994.
public struct HessianProduct: Sendable {
  /// Writes H v into the last argument; returns f(x) and the directional derivative ∇f·v.
  public typealias Evaluator = (
    _ x: Span<Double>, _ v: Span<Double>, _ product: inout MutableSpan<Double>
  ) -> (value: Double, slope: Double)

  private let program: TapeProgram?
  private let analytic: Objective.Gradient<Dual8>?
  private let dimension: Int

  /// - Throws: Where the objective is too long for a tape and the problem gives no gradient.
  public init(_ problem: ProblemInstance) throws(BackendError) {
    dimension = problem.dimension
    analytic = problem.objective.dual8.gradient
    do {
      program = try RecordedObjective(problem).program
    } catch {
      guard analytic != nil else { throw error }
      program = nil
    }
    if program == nil, analytic == nil {
      throw .cannotTrace(
        problem: problem.label,
        explanation: "\(NumericsError.tapeTooLong(limit: Tape.defaultNodeLimit))")
    }
  }

  /// An evaluator with its workspace; one a worker.
  public func evaluator() -> Evaluator {
    if let program {
      let workspace = TapeWorkspace<Dual2>()
      return Self.evaluator(dimension) { x, g in
        program.gradient(at: x, into: &g, workspace: workspace)
      }
    }
    guard let analytic else { return { _, _, _ in (.nan, .nan) } }
    return Self.evaluator(dimension, analytic)
  }

  private static func evaluator<D>(
    _ dimension: Int, _ gradient: @escaping (Span<Dual<D>>, inout MutableSpan<Dual<D>>) -> Dual<D>
  ) -> Evaluator {
    var seeds = [Dual<D>](repeating: 0, count: dimension)
    var g = seeds
    return { x, v, product in
      for i in x.indices {
        seeds[i].value = x[i]
        seeds[i].partials[0] = v[i]
      }
      var view = g.mutableSpan
      let result = gradient(seeds.span, &view)
      for i in x.indices { product[i] = g[i].partials[0] }
      return (result.value, result.partials[0])
    }
  }
}
