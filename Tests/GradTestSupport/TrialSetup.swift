public import GradBackends
public import GradCore
import GradNumerics

/// What the trials of a pack share, so that a test can run one trial or a pack in a line.
///
/// Rules come from the problem's facts; every look is traced with its point unless a test says else.
public struct TrialSetup {
  public var problem: ProblemInstance
  public var optimizer: OptimizerDescription
  public var backend: BackendDescription
  public var schedule: Schedule
  public var rules: TrialRules
  public var batches: BatchSequence?

  public init(
    _ problem: ProblemInstance, _ optimizer: OptimizerDescription,
    backend: BackendDescription = .analytic, schedule: Schedule = .constant, iterationLimit: Int
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.backend = backend
    self.schedule = schedule
    let facts = problem.facts
    var scale: Double?
    if let minimum = facts.minimum.value {
      scale = problem.objective.scalar.value(facts.start.span) - minimum
    }
    rules = TrialRules(
      iterationLimit: iterationLimit, minimum: facts.minimum, scale: scale,
      isConvex: facts.isConvex,
      minimizers: facts.knownPoints.filter { $0.kind == .minimum }.map(\.point),
      tracesEverything: true, costPerGradient: backend.costPerGradient(problem.dimension))
  }

  /// A trial of this setup; without `point` it begins at the standard start.
  public func start(
    _ trial: Int = 0, at point: [Double]? = nil, rate: Double,
    _ settings: [String: ParameterValue] = [:]
  ) -> TrialStart {
    var given = settings
    given["learningRate"] = .number(rate)
    return TrialStart(
      trial: trial, point: point ?? problem.facts.start, rate: rate,
      values: ParameterValues(optimizer.allParameters, given: given))
  }

  /// Runs the trials in one pack; monitors come in the order in which trials ended.
  public func run<S: PackScalar>(_ starts: [TrialStart], on scalar: S.Type) throws -> [TrialMonitor]
  {
    let needsJudge = !backend.isExact || batches != nil
    let judge = needsJudge ? try BackendDescription.analytic.prepare(problem) : nil
    var ended: [TrialMonitor] = []
    let work = PackWork<S>(
      dimension: problem.dimension, oracle: S.oracle(of: try backend.prepare(problem)),
      judge: judge.map { S.oracle(of: $0) }, rules: rules, schedule: schedule, batches: batches,
      couplesWeightDecay: optimizer.couplesWeightDecay, stopFlag: StopFlag(), starts: starts
    ) { ended.append($0) }
    S.execute(optimizer, work)
    return ended
  }

  /// Runs one trial on plain numbers.
  public func run(_ start: TrialStart) throws -> TrialMonitor {
    let monitors = try run([start], on: Double.self)
    guard let monitor = monitors.first else { throw MissingTrial() }
    return monitor
  }
}

/// A pack ended without a trial that it was given.
public struct MissingTrial: Error {
  public init() {}
}

extension TrialMonitor {
  /// The recorded iterates, one array each.
  public var iterates: [[Double]] {
    stride(from: 0, to: trace.points.count, by: Swift.max(trace.dimension, 1)).map {
      Array(trace.points[$0..<$0 + trace.dimension])
    }
  }
}
