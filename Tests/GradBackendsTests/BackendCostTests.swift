import GradBackends
import GradCore
import GradNumerics
import GradOptimizers
import GradTestSupport
import Synchronization
import Testing

@Suite struct BackendCostTests {
  /// Σ xᵢ², which counts its evaluations.
  final class Counter: Sendable {
    let count = Atomic<Int>(0)
  }

  struct CountedSphere: Problem {
    let dimension: Int
    let counter: Counter

    func value<S: Scalar>(at x: Span<S>) -> S {
      counter.count.add(1, ordering: .relaxed)
      var sum: S = 0
      for i in 0..<x.count { sum = sum + x[i] * x[i] }
      return sum
    }

    var instance: ProblemInstance {
      ProblemInstance(
        id: "counted", values: ParameterValues([]), instance: 1,
        configuration: Configuration(id: "counted"),
        facts: Facts(
          start: (0..<dimension).map { _ in 1 }, minimum: .exact(0), isConvex: true,
          source: "this test"), objective: Objective(self))
    }
  }

  @Test func costsAreOneOrTheStencilsPoints() {
    for (id, costs) in [
      "analytic": [1, 1, 1], "symbolic": [1, 1, 1], "dual": [1, 1, 1],
      "forward-difference": [2, 3, 21], "central-difference": [2, 4, 40], "reverse": [1, 1, 1],
      "complex-step": [1, 2, 20],
    ] {
      let backend = BackendCatalog.standard[id]
      #expect([1, 2, 20].map { backend?.costPerGradient($0) } == costs)
    }
    #expect(BackendCatalog.standard.entries.count == 7)
  }

  @Test(arguments: [1, 2, 3, 8, 9, 17])
  func evaluationsAreThoseThatAreCounted(dimension: Int) throws {
    // Central differences read f(x) once more, for the harness. Duals take 2, 4 or 8 directions.
    let sweeps = dimension <= 4 ? 1 : (dimension + 7) / 8
    for (id, evaluations) in [
      ("forward-difference", dimension + 1), ("central-difference", 2 * dimension + 1),
      ("dual", sweeps), ("complex-step", dimension), ("reverse", 0),
    ] {
      let counter = Counter()
      let problem = CountedSphere(dimension: dimension, counter: counter).instance
      let backend = try #require(BackendCatalog.standard[id])
      let oracle = try backend.prepare(problem).scalar()
      counter.count.store(0, ordering: .relaxed)
      var g = problem.facts.start
      var view = g.mutableSpan
      _ = oracle.gradient(problem.facts.start.span, &view)
      #expect(counter.count.load(ordering: .relaxed) == evaluations, "\(id)")
    }
  }

  @Test func compiledGradientNeedsNoEvaluation() throws {
    let counter = Counter()
    let problem = CountedSphere(dimension: 3, counter: counter).instance
    let oracle = try BackendDescription.symbolic.prepare(problem).scalar()
    // Traced once.
    #expect(counter.count.load(ordering: .relaxed) == 1)
    var g = [0.0, 0, 0]
    var view = g.mutableSpan
    #expect(oracle.gradient([1, 2, 3].span, &view) == 14)
    #expect(g == [2, 4, 6])
    #expect(counter.count.load(ordering: .relaxed) == 1)
  }

  @Test func problemWithoutAGradientByHandIsRefused() {
    let problem = CountedSphere(dimension: 3, counter: Counter()).instance
    #expect(throws: BackendError.noAnalyticGradient(problem: "counted")) {
      try BackendDescription.analytic.prepare(problem)
    }
  }

  @Test func trialPaysForStencilPoints() throws {
    let entry = OptimizerDescription(GradientDescent.self)
    for (backend, cost) in [
      (BackendDescription.forwardDifference, 4), (.centralDifference, 6), (.dual, 1),
    ] {
      let problem = CountedSphere(dimension: 3, counter: Counter()).instance
      let rules = TrialRules(iterationLimit: 10, costPerGradient: backend.costPerGradient(3))
      var ended: [TrialMonitor] = []
      let judge = try BackendDescription.dual.prepare(problem)
      let work = PackWork<Double>(
        dimension: 3, oracle: try backend.prepare(problem).scalar(),
        judge: backend.isExact ? nil : judge.scalar(), rules: rules, schedule: .constant,
        stopFlag: StopFlag(),
        starts: [
          TrialStart(
            trial: 0, point: [1, 1, 1], rate: 0.01, values: ParameterValues(entry.allParameters))
        ]
      ) { ended.append($0) }
      entry.runScalar(work)
      #expect(ended.first?.cost == 11 * cost)
      #expect(ended.first?.counts.gradients == 11)
      #expect(ended.first?.monitorEvaluations == (backend.isExact ? 0 : 11))
    }
  }
}
