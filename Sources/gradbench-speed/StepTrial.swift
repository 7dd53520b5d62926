import GradBackends
import GradCore
import GradNumerics
import GradOptimizers

/// Trials of one method on one problem, as the harness runs them, long enough that the stepping is
/// what counts.
struct StepTrial {
  let problem: ProblemInstance
  let optimizer: OptimizerDescription
  let steps: Int
  private let prepared: PreparedGradient
  private let rules: TrialRules

  /// So small a rate that no trial ends before its last step.
  static let rate = 1e-5

  init(
    _ problem: ProblemInstance, _ id: String, steps: Int,
    backend: BackendDescription = .analytic
  ) throws {
    guard let optimizer = OptimizerCatalog.standard[id] else { throw MissingEntry(id: id) }
    self.problem = problem
    self.optimizer = optimizer
    self.steps = steps
    prepared = try backend.prepare(problem)
    let facts = problem.facts
    let atStart = problem.objective.scalar.value(facts.start.span)
    let scale = atStart - (facts.minimum.value ?? 0)
    rules = TrialRules(
      iterationLimit: steps, objectiveTargets: (1...8).map { scale * integerPower(10, -$0) },
      gradientTargets: [Double](repeating: -1, count: 8), minimum: facts.minimum, scale: scale,
      isConvex: facts.isConvex,
      minimizers: facts.knownPoints.filter { $0.kind == .minimum }.map(\.point),
      hessian: BackendCatalog.standard.hessian(problem))
  }

  /// Runs `count` trials, from equal starts at slightly different rates, in the lanes of `S`.
  ///
  /// - Returns: Their end points in order, one after the other; empty where one ended early.
  func run<S: PackScalar>(_: S.Type, count: Int) -> [Double] {
    let values = ParameterValues(optimizer.allParameters)
    let starts = (0..<count).map {
      TrialStart(
        trial: $0, point: problem.facts.start, rate: Self.rate(of: $0), values: values)
    }
    var ends = [[Double]](repeating: [], count: count)
    let work = PackWork<S>(
      dimension: problem.dimension, oracle: S.oracle(of: prepared), judge: nil, rules: rules,
      schedule: .constant, couplesWeightDecay: optimizer.couplesWeightDecay,
      stopFlag: StopFlag(), starts: starts
    ) { monitor in
      if monitor.iteration == steps { ends[monitor.trial] = monitor.point }
    }
    S.execute(optimizer, work)
    return ends.contains { $0.isEmpty } ? [] : ends.flatMap(\.self)
  }

  static func rate(of trial: Int) -> Double { rate * (1 + Double(trial) / 8) }
}
