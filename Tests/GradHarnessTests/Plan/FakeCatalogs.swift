import GradCore
import GradNumerics

@testable import GradHarness

/// A convex quadratic with every fact known: f = (x₁² + κ Σ xᵢ²)/2, L = κ.
struct Bowl: ProblemEntry, AnalyticProblem {
  static let id = "bowl"
  static let summary = "a bowl"
  static let formula = "(x1^2 + conditionNumber*(x2^2 + …))/2"
  static let parameters: [Parameter] = [
    .integer("dimension", 1...1000, default: 2, "variables"),
    .number("conditionNumber", Interval(1, 1e12), default: 4, "κ"),
    .flag("rotation", default: false, "whether the axes are turned"),
  ]
  let dimension: Int
  let curvature: Double

  init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    dimension = values.integer("dimension")
    curvature = values.number("conditionNumber")
  }

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum = x[0] * x[0]
    for i in 1..<x.count { sum = sum + S(curvature) * x[i] * x[i] }
    return sum * 0.5
  }

  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    for i in x.indices { g[i] = (i == 0 ? 1 : S(curvature)) * x[i] }
    return value(at: x)
  }

  var facts: Facts {
    Facts(
      start: [Double](repeating: 2, count: dimension),
      box: [ClosedRange<Double>](repeating: -3...5, count: dimension), minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, lipschitzConstant: curvature, strongConvexity: 1, source: "here")
  }
  var objective: Objective { Objective(self).analytic(self) }
}

/// A function of which little is known: no gradient by hand, no L, no box, one instance.
struct Valley: ProblemEntry, Problem {
  static let id = "valley"
  static let summary = "a valley"
  static let formula = "(x1^2 - x2)^2 + 1000"
  let dimension = 2

  init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    guard instance == 1 else {
      throw .instance(problem: Self.id, instance: instance, explanation: "it has only one")
    }
  }

  func value<S: Scalar>(at x: Span<S>) -> S {
    let a = x[0] * x[0] - x[1]
    return a * a + 1000
  }

  var facts: Facts {
    Facts(
      start: [2, 1], minimum: .attained(1000, error: 1e-12),
      knownPoints: [
        KnownPoint([0, 0], objective: 1000), KnownPoint([1, 1], objective: 1000),
        KnownPoint([0.5, 1.0 / 3], objective: 1000.00694, isGlobal: false),
        KnownPoint([9, 9], objective: 6184, kind: .saddle),
      ], isConvex: false, largestEigenvalue: 8, source: "here")
  }
  var objective: Objective { Objective(self) }
}

/// f = −x, which falls without bound.
struct Slope: ProblemEntry, AnalyticProblem {
  static let id = "slope"
  static let summary = "a slope"
  static let formula = "-x"
  let dimension = 1

  init(_ values: ParameterValues, instance: Int) throws(ProblemError) {}
  func value<S: Scalar>(at x: Span<S>) -> S { -x[0] }
  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    g[0] = -1
    return -x[0]
  }
  var facts: Facts {
    Facts(start: [0], minimum: .unboundedBelow, isConvex: true, source: "here")
  }
  var objective: Objective { Objective(self).analytic(self) }
}

/// The mean of (x − i)²/2 over i = 0 … N − 1.
struct Mean: ProblemEntry, FiniteSumProblem {
  static let id = "mean"
  static let summary = "a mean"
  static let formula = "mean (x - i)^2 / 2"
  static let parameters: [Parameter] = [
    .integer("sampleCount", 2...100_000, default: 10, "N")
  ]
  let dimension = 1
  let sampleCount: Int

  init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    sampleCount = values.integer("sampleCount")
    if sampleCount == 13 {
      throw .parameters(problem: Self.id, explanation: "13 examples bring bad luck")
    }
  }

  func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<sampleCount { sum = sum + (x[0] - S(Double(i))) * (x[0] - S(Double(i))) * 0.5 }
    return sum / S(Double(sampleCount))
  }

  func value<S: Scalar>(at x: Span<S>, batch: Span<Int32>) -> S {
    var sum: S = 0
    for i in batch.indices {
      let a = x[0] - S(Double(batch[i]))
      sum = sum + a * a * 0.5
    }
    return sum / S(Double(batch.count))
  }

  var facts: Facts {
    let n = Double(sampleCount)
    return Facts(
      start: [0], minimum: .exact((n * n - 1) / 24), isConvex: true, lipschitzConstant: 1,
      strongConvexity: 1, source: "here")
  }
  var objective: Objective { Objective(self).batches(self) }
}

/// A method with a rate; its runs end where they start.
enum FakeDescent: Optimizer {
  static let id = "descent"
  static let summary = "goes down"
  static let formula = "x ← x − η g"
  static let parameters: [Parameter] = [
    .number("learningRate", .positive, default: 1e-3, "η"),
    .number("momentum", .unitHalfOpen, default: 0, "β"),
    .number("beta", .unitHalfOpen, default: 0.5, "another"),
    .number("weightDecay", .nonNegative, default: 0, "decay"),
  ]
  static let source = "here"
  static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)? { (2 / curvature, "2/L") }
  static func run<S: PackScalar>(_ work: PackWork<S>) {}
}

/// A method without a rate.
enum FakeSearch: Optimizer {
  static let id = "search"
  static let summary = "searches"
  static let formula = "x ← argmin"
  static let parameters: [Parameter] = [.integer("memory", 1...100, default: 10, "steps kept")]
  static let source = "here"
  static func run<S: PackScalar>(_ work: PackWork<S>) {}
}

extension BackendDescription {
  /// A backend that is only planned with; nobody asks its oracles.
  static func fake(
    _ id: String, isExact: Bool = true, parameters: [Parameter] = [],
    cost: @escaping @Sendable (Int) -> Int = { _ in 1 },
    serves: @escaping @Sendable (ProblemInstance) -> Bool = { _ in true }
  ) -> BackendDescription {
    BackendDescription(
      id: id, summary: id, isExact: isExact, parameters: parameters, costPerGradient: cost
    ) { problem, _ throws(BackendError) in
      guard serves(problem) else { throw .noAnalyticGradient(problem: problem.id) }
      let doors = problem.objective
      return PreparedGradient(
        scalar: { Oracle(value: doors.scalar.value) { x, _ in doors.scalar.value(x) } },
        lanes: { Oracle(value: doors.lanes.value) { x, _ in doors.lanes.value(x) } })
    }
  }
}

extension Catalogs {
  static let fake = Catalogs(
    problems: ProblemCatalog([
      ProblemDescription(Bowl.self), ProblemDescription(Valley.self),
      ProblemDescription(Slope.self), ProblemDescription(Mean.self),
    ]),
    optimizers: OptimizerCatalog([
      OptimizerDescription(FakeDescent.self), OptimizerDescription(FakeSearch.self),
    ]),
    backends: BackendCatalog(
      [
        .fake("analytic", serves: { $0.objective.scalar.gradient != nil }),
        .fake(
          "central-difference", isExact: false,
          parameters: [.number("step", .positive, default: 1e-5, "the step")], cost: { 2 * $0 }),
        .fake("dual"),
      ], hessian: { _ in { _ in nil } }))
}

/// The plan of a suite made of fake things.
func planned(_ text: String, _ options: PlanOptions = PlanOptions()) throws(SuiteError) -> Plan {
  try SuiteLoader(catalogs: .fake, options: options).load(bytes: Array(text.utf8), name: "t.json")
}

/// A suite of one sweep; keys that are not given have their defaults.
func suite(
  problems: String = #"["bowl"]"#, optimizers: String = #"["descent"]"#, _ sweep: String = "",
  rest: String = ""
) -> String {
  #"{"name": "t", "sweeps": [{"problems": \#(problems), "optimizers": \#(optimizers)"#
    + (sweep.isEmpty ? "" : ", \(sweep)") + "}]" + (rest.isEmpty ? "" : ", \(rest)") + "}"
}

/// The mistakes of a suite, or none.
func planMistakes(_ text: String, _ options: PlanOptions = PlanOptions()) -> [String] {
  do throws(SuiteError) {
    _ = try planned(text, options)
    return []
  } catch {
    guard case .mistakes(let mistakes) = error else { return ["\(error)"] }
    return mistakes.mistakes.map(\.description)
  }
}
