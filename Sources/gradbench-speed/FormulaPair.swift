import GradCore
import GradNumerics
import GradProblems

/// A formula and the same problem compiled.
struct FormulaPair {
  let name: String
  let formula: ProblemInstance
  let compiled: Objective
  /// The compiled problem where the catalog has it.
  let problem: ProblemInstance?
  /// Both as problems of which the same is known, so that their trials watch the same.
  var twins: (formula: ProblemInstance, compiled: ProblemInstance) {
    (twin(of: formula.objective), twin(of: compiled))
  }

  static func all() throws -> [FormulaPair] {
    var pairs = [try FormulaPair("bowl", "x^2 + 2*y^2", Bowl())]
    for n in [10, 100] {
      pairs.append(
        try FormulaPair(
          "rosenbrock", n, "sum(i, 1, n - 1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)"))
      pairs.append(try FormulaPair("sphere", n, "sum(i, 1, n, x[i]^2)"))
      pairs.append(
        try FormulaPair("tridia", n, "(x[1] - 1)^2 + sum(i, 2, n, i*(2*x[i] - x[i-1])^2)"))
      pairs.append(
        try FormulaPair(
          "log of exponentials", "log(sum(i, 1, n, exp(x[i])))", LogOfExponentials(dimension: n)))
    }
    return pairs
  }

  var point: [Double] {
    (0..<compiled.dimension).map { (i: Int) -> Double in
      0.7 + 0.01 * Double((i * 7) % 11 - 5)
    }
  }

  private func twin(of objective: Objective) -> ProblemInstance {
    let known = problem ?? formula
    var facts = known.facts
    facts.start = point
    return ProblemInstance(
      id: known.id, values: known.values, instance: known.instance,
      configuration: Configuration(id: known.label),
      facts: facts, objective: objective)
  }

  private init(_ id: String, _ dimension: Int, _ text: String) throws {
    guard let entry = ProblemCatalog.standard[id] else { throw MissingEntry(id: id) }
    let problem = try entry.instance(given: ["dimension": .integer(dimension)])
    self.problem = problem
    compiled = problem.objective
    formula = try ProblemCatalog.formula(text: text, dimension: dimension)
    name = "\(id) n = \(dimension)"
  }

  private init<P: AnalyticProblem>(_ name: String, _ text: String, _ problem: P) throws {
    self.problem = nil
    compiled = Objective(problem).analytic(problem)
    formula = try ProblemCatalog.formula(text: text, dimension: problem.dimension)
    self.name = "\(name) n = \(problem.dimension)"
  }
}

/// x² + 2y².
struct Bowl: AnalyticProblem {
  let dimension = 2

  func value<S: Scalar>(at x: Span<S>) -> S { x[0] * x[0] + 2 * (x[1] * x[1]) }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    g[0] = 2 * x[0]
    g[1] = 4 * x[1]
    return x[0] * x[0] + 2 * (x[1] * x[1])
  }
}

/// log Σᵢ e^xᵢ.
struct LogOfExponentials: AnalyticProblem {
  let dimension: Int

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count { sum = sum + S.exp(x[i]) }
    return S.log(sum)
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      g[i] = S.exp(x[i])
      sum = sum + g[i]
    }
    let share = 1 / sum
    for i in 0..<x.count { g[i] = g[i] * share }
    return S.log(sum)
  }
}
