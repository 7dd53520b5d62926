import Foundation
import GradCore
import GradNumerics
import GradResults

/// What the workers of one run share: the rules of every cell, and the judges of every problem.
struct RunContext: Sendable {
  let plan: Plan
  let options: Runner.Options
  let stopFlag: StopFlag
  /// For each problem the Hessian where it is small enough, and the exact gradient.
  private let hessians: [HessianFunction?]
  /// Of larger problems the products of the Hessian with vectors.
  private let products: [LateProduct?]
  private let exact: [PreparedGradient?]
  /// Rows a trial, after the limit on rows in all.
  private let traceRows: Int

  init(_ runner: Runner) {
    plan = runner.plan
    options = runner.options
    stopFlag = runner.stopFlag
    // A part of a plan keeps all its problems.
    let used = Set(runner.plan.cells.map(\.problem))
    hessians = runner.plan.problems.enumerated().map { index, problem in
      problem.dimension <= 50 && used.contains(index) ? runner.backends.hessian(problem) : nil
    }
    products = runner.plan.problems.map { problem in
      problem.dimension <= 50
        ? nil
        : LateProduct { runner.backends.curvature(problem, .products).product }
    }
    exact = runner.plan.problems.enumerated().map { index, problem in
      guard used.contains(index) else { return nil }
      return runner.backends.entries.lazy.filter(\.isExact).compactMap { try? $0.prepare(problem) }
        .first
    }
    traceRows = runner.plan.traceRowsPerTrial
  }

  /// Trials that are handed on together: entering each by itself would wait for other workers.
  private static let handful = 64

  /// Runs one pack and hands on what its trials leave, a handful at a time; interrupted trials leave
  /// nothing.
  func run(
    _ pack: Pack, onTrace: @escaping (Int, Trace) -> Void,
    onFinished: @escaping ([FinishedTrial]) -> Void
  ) {
    let runsInLanes = !plan.cells[pack.cell].optimizer.isSearching
    if options.usesLanes, runsInLanes, pack.trials.count > 1 {
      run(pack, on: Lanes.self, onTrace, onFinished)
    } else {
      run(pack, on: Double.self, onTrace, onFinished)
    }
  }

  private func run<S: PackScalar>(
    _ pack: Pack, on scalar: S.Type, _ onTrace: @escaping (Int, Trace) -> Void,
    _ onFinished: @escaping ([FinishedTrial]) -> Void
  ) {
    let cell = plan.cells[pack.cell]
    let gradient = plan.gradients[cell.gradient]
    let facts = plan.problems[cell.problem].facts
    let hessian = hessians[cell.problem]
    let rules = rules(of: cell, seed: pack.seed)
    let needsJudge = !gradient.backend.isExact || cell.batch != nil
    let judge = needsJudge ? (exact[cell.problem] ?? gradient.prepared) : nil
    var finished: [FinishedTrial] = []
    finished.reserveCapacity(Self.handful)
    let work = PackWork<S>(
      dimension: plan.problems[cell.problem].dimension,
      oracle: S.oracle(of: gradient.prepared), judge: judge.map { S.oracle(of: $0) },
      rules: rules, schedule: cell.schedule,
      batches: cell.batch.map { BatchSequence($0, key: plan.batchKey(of: pack.trials[0])) },
      couplesWeightDecay: cell.optimizer.couplesWeightDecay, stopFlag: stopFlag,
      count: pack.trials.count, start: { start(pack.trials[$0]) }, curvature: cell.curvature,
      finish: { monitor in
        if monitor.stop == .cancelled { return }
        let record = Diagnosis(
          monitor: monitor, facts: facts, hessian: hessian, batch: cell.described.batch
        ).record()
        finished.append(FinishedTrial(trial: monitor.trial, record: record, hits: monitor.hits))
        if !monitor.trace.rows.isEmpty { onTrace(monitor.trial, monitor.trace) }
        if finished.count == Self.handful {
          onFinished(finished)
          finished.removeAll(keepingCapacity: true)
        }
      })
    S.execute(cell.optimizer, work)
    if !finished.isEmpty { onFinished(finished) }
  }

  private func start(_ trial: Int) -> TrialStart {
    let cell = plan.cells[Int(plan.trials[trial].cell)]
    return TrialStart(
      trial: trial, point: plan.start(of: trial), rate: cell.rate, values: cell.values)
  }

  // MARK: Rules

  private func rules(of cell: PlannedCell, seed: Int32?) -> TrialRules {
    let suite = plan.suite
    let facts = plan.problems[cell.problem].facts
    let gradient = plan.gradients[cell.gradient]
    let scale = cell.described.problem.facts.scale
    let objectiveTargets = suite.targets.map {
      $0.threshold(minimum: facts.minimum.value, scale: scale) ?? -.infinity
    }
    let gradientTargets = suite.targets.map {
      if case .gradientNorm(let norm) = $0 { return norm }
      return -1.0
    }
    return TrialRules(
      iterationLimit: cell.iterationLimit, costLimit: costLimit(of: cell),
      objectiveTargets: objectiveTargets,
      gradientTargets: gradientTargets,
      stopsAtTarget: suite.stopping.atTarget ?? (cell.batch == nil),
      gradientTolerance: suite.stopping.gradientNorm, minimum: facts.minimum, scale: scale,
      isConvex: facts.isConvex,
      minimizers: facts.knownPoints.filter { $0.kind == .minimum }.map(\.point),
      thresholds: suite.thresholds, traceIterations: traceIterations(limit: cell.iterationLimit),
      tracesEverything: options.trace == .full,
      costPerGradient: gradient.backend.costPerGradient(
        plan.problems[cell.problem].dimension),
      batch: cell.batch,
      lookIterations: cell.batch.map { looks($0, cell, seed: seed) } ?? [],
      secondsLimit: suite.budget.seconds, hessian: hessians[cell.problem],
      hessianProduct: products[cell.problem]?.make,
      paysPerUpdate: plan.problems[cell.problem].objective.sampleCount != nil
        && !cell.optimizer.isSearching)
  }

  /// The budget of cost; of a searching method on a finite sum also that of data passes, since each
  /// full evaluation makes one.
  private func costLimit(of cell: PlannedCell) -> Int {
    let budget = plan.suite.budget
    let limit = budget.cost ?? .max
    let problem = plan.problems[cell.problem]
    guard cell.optimizer.isSearching, problem.objective.sampleCount != nil,
      let passes = budget.dataPasses
    else { return limit }
    let price = plan.gradients[cell.gradient].backend.costPerGradient(problem.dimension)
    // The start is always asked for.
    return min(limit, Int(max(1, min(passes.rounded(.down), 1e9))) * price)
  }

  /// A log-spaced grid over the budget, 0 and the limit among it.
  private func traceIterations(limit: Int) -> [Int] {
    guard options.trace == .sampled, traceRows > 0 else { return [] }
    // One row is for the end, wherever it is.
    let count = max(traceRows - 1, 1)
    guard limit >= count else { return Array(0...limit) }
    var iterations: Set<Int> = [0]
    for k in 1..<max(count, 2) {
      let exponent = Double(k) / Double(max(count - 1, 1))
      iterations.insert(min(limit, Int(pow(Double(limit), exponent).rounded())))
    }
    return iterations.sorted()
  }

  /// The iterations at which a noisy trial is looked at: a grid of data passes with one phase for
  /// all optimizers, rates and batch sizes, since at the ends of epochs alone a reshuffled trial
  /// looks better than it is.
  private func looks(_ batch: BatchPlan, _ cell: PlannedCell, seed: Int32?) -> [Int] {
    let distance = plan.suite.monitor.dataPasses
    let problem = plan.problems[cell.problem]
    var stream = RandomStream(
      RandomKey(seed: UInt64(bitPattern: Int64(plan.baseSeed))).child("looks")
        .child(problem.randomName).child(problem.instance).child(Int(seed ?? 0)))
    let phase = stream.uniform(in: -0.5...0.5)
    let perPass = Double(batch.sampleCount) / Double(batch.batchSize)
    let limit = Double(cell.iterationLimit)
    var iterations: [Int] = [0]
    var pass = 1
    while iterations.count < 1_000_000 {
      let iteration = ((Double(pass) + phase) * distance * perPass).rounded()
      guard iteration < limit else { break }
      if Int(iteration) > (iterations.last ?? 0) { iterations.append(Int(iteration)) }
      pass += 1
    }
    if cell.iterationLimit > 0 { iterations.append(cell.iterationLimit) }
    return iterations
  }
}

extension Plan {
  /// Trace rows a trial: the suite's, or fewer so that the file has at most `mostRows`.
  public var traceRowsPerTrial: Int {
    guard !trials.isEmpty else { return suite.trace.rows }
    return min(suite.trace.rows, max(2, suite.trace.mostRows / trials.count))
  }
}
