import GradBackends
import GradCore
import GradNumerics

/// The cheap-gradient principle: reverse mode costs the same multiple of the value at any n.
enum CheapGradientRows {
  static func add(to table: inout SpeedTable) throws {
    for n in [10, 100, 1_000, 10_000] { try add(n, to: &table) }
  }

  private static func add(_ n: Int, to table: inout SpeedTable) throws {
    let problem = ExpensiveChain(dimension: n)
    let objective = Objective(problem).analytic(problem)
    let value = objective.scalar.value
    let door = objective.variable.value
    let x = problem.point
    var sum = 0.0
    let tape = Tape()
    try tape.record(dimension: n, door)
    let program = tape.program
    let workspace = TapeWorkspace<Double>()

    var recorded = x
    let record = SpeedRatio(
      ours: {
        // The same text as above, which was not too long.
        try? tape.record(dimension: n, door)
        var g = recorded.mutableSpan
        _ = tape.gradient(at: x.span, into: &g, workspace: workspace)
      }, reference: { sum = value(x.span) })
    var replayed = x
    var atPoint = 0.0
    let replay = SpeedRatio(
      ours: {
        var g = replayed.mutableSpan
        atPoint = program.gradient(at: x.span, into: &g, workspace: workspace)
      }, reference: { sum = value(x.span) })
    var byHand = x
    var g = byHand.mutableSpan
    _ = problem.gradient(at: x.span, into: &g)

    let item = "exp, log1p, sin, tanh chain, n = \(n)"
    table.check(item, [atPoint] + recorded, [sum] + replayed)
    table.checkNear(item, replayed, byHand)
    table.add("gradient to value, recorded, \(item)", record, asked: 5)
    table.add("gradient to value, replayed, \(item)", replay, asked: 3)
  }
}

/// A sum in which a term takes four elementary functions and six operations:
///
///     Σᵢ log(1 + e^xᵢ) · sin xᵢ₊₁ + tanh(xᵢ xᵢ₊₁)
struct ExpensiveChain: AnalyticProblem {
  let dimension: Int

  var point: [Double] {
    (0..<dimension).map { (i: Int) -> Double in 0.3 + 0.05 * Double((i * 7) % 11 - 5) }
  }

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count - 1 {
      let rise = S.log1p(S.exp(x[i]))
      sum = sum + (rise * S.sin(x[i + 1]) + S.tanh(x[i] * x[i + 1]))
    }
    return sum
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in g.indices { g[i] = 0 }
    for i in 0..<x.count - 1 {
      let power = S.exp(x[i])
      let rise = S.log1p(power)
      let sine = S.sin(x[i + 1])
      let bend = S.tanh(x[i] * x[i + 1])
      let slope = 1 - bend * bend
      sum = sum + (rise * sine + bend)
      g[i] = g[i] + power / (1 + power) * sine + slope * x[i + 1]
      g[i + 1] = g[i + 1] + rise * S.cos(x[i + 1]) + slope * x[i]
    }
    return sum
  }
}
