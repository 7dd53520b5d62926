import Foundation
public import GradCore
public import GradResults

/// Every trial that a suite asks for, in the order of all files of a run folder.
public struct Plan: Sendable {
  public var suite: Suite
  /// Each problem once; cells point here.
  public var problems: [ProblemInstance]
  /// Each pair of a problem and a backend once, ready to make evaluators; cells point here.
  public var gradients: [PlannedGradient]
  public var cells: [PlannedCell]
  /// The trials of a cell are neighbours.
  public var trials: [TrialIdentity]
  /// Pairs that cannot work, each with its reason.
  public var leftOut: [LeftOut]
  /// Trials that the suite names twice and that run once.
  public var droppedDuplicates: Int
  /// The base seed, of `--seed`.
  public var baseSeed: Int
}

/// A backend joined to a problem.
public struct PlannedGradient: Sendable {
  /// Index into ``Plan/problems``.
  public var problem: Int
  public var backend: BackendDescription
  /// The backend with its parameters.
  public var configuration: Configuration
  public var prepared: PreparedGradient
}

/// All of a trial but its seed.
public struct PlannedCell: Sendable {
  /// Index into ``Plan/problems``.
  public var problem: Int
  /// Index into ``Plan/gradients``.
  public var gradient: Int
  public var optimizer: OptimizerDescription
  /// All hyperparameters, the learning rate and clipping among them.
  public var values: ParameterValues
  /// The second derivatives that the method needs.
  public var curvature = Curvature()
  /// The configured rate; 1 for methods that have none.
  public var rate: Double
  public var schedule: Schedule
  /// nil where every gradient is full.
  public var batch: BatchPlan?
  public var starts: StartRule
  /// The smallest of the budgets, in iterations of one gradient each.
  public var iterationLimit: Int
  /// What the run's files and reports know of the cell.
  public var described: Cell
  /// Indices into ``Plan/trials``.
  public var trials: Range<Int>
}

/// Where trials begin.
public enum StartRule: Sendable, Hashable {
  /// The problem's standard start.
  case standard
  /// Seed 1 at the standard start x₀, others at x₀ + r · max(1, ‖x₀‖∞) · u, u uniform in [−1, 1]ⁿ.
  case around(Double)
  /// Uniform in the problem's box.
  case box
  /// Given points; seed k starts at the k-th.
  case points([[Double]])

  /// Whether the seed decides the start.
  public var isRandom: Bool {
    switch self {
    case .standard: false
    case .points(let points): points.count > 1
    case .around, .box: true
    }
  }
}

extension Plan {
  /// The run of this plan.
  ///
  /// - Parameters:
  ///   - records: One a trial; nil where it has not finished.
  ///   - hits: One a trial and target, trial after trial; empty where no trial has finished.
  public func run(records: [TrialRecord?], hits: [TargetHit] = []) -> Run {
    let targets = suite.targets
    var hits = hits
    if hits.isEmpty {
      hits = Array(repeating: .missed, count: trials.count * targets.count)
    }
    for cell in cells {
      for (target, value) in targets.enumerated() where !cell.described.problem.defines(value) {
        for trial in cell.trials { hits[trial * targets.count + target] = .undefined }
      }
    }
    var run = Run(
      suite: RunSuite(
        name: suite.name, description: suite.description,
        file: (suite.file as NSString).lastPathComponent, text: suite.text),
      cells: cells.map(\.described), trials: trials, targets: targets, records: records,
      hits: hits, leftOut: leftOut)
    run.budget = RunBudget(
      iterations: suite.budget.limitsIterations ? suite.budget.iterations : nil,
      cost: suite.budget.cost, dataPasses: suite.budget.dataPasses,
      seconds: suite.budget.seconds)
    run.ranking = suite.ranking
    run.confirmSeeds = suite.confirm
    return run
  }

  /// The plan of one trial alone, with the number that it has in this plan.
  public func keeping(trial: Int) -> Plan {
    var plan = self
    var cell = cells[Int(trials[trial].cell)]
    cell.trials = 0..<1
    plan.cells = [cell]
    var identity = trials[trial]
    identity.cell = 0
    plan.trials = [identity]
    return plan
  }
}
