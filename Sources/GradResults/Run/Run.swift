public import GradCore

/// One invocation of `gradbench run` on one suite: its plan as cells and trials, and what they came
/// to. All files of a run folder are written from it, and it is read back from them.
public struct Run: Sendable {
  public var suite: RunSuite
  /// In plan order.
  public var cells: [Cell]
  /// The sweep's in plan order, the trials of one cell neighbours; after them the confirming ones of
  /// chosen cells on fresh seeds, by cell, then by seed.
  public var trials: [TrialIdentity]
  public var targets: [Target]
  /// nil for trials that had not finished when the run was interrupted.
  public var records: [TrialRecord?]
  /// `targets.count` hits a trial, trial after trial.
  public var hits: [TargetHit]
  public var leftOut: [LeftOut]
  /// How many of ``trials``, the last ones, are confirming trials.
  var confirmingCount: Int
  /// What may end a trial.
  public var budget: RunBudget?
  /// What the suite says of the ranking; nil where it says nothing.
  public var ranking: RunRanking?
  /// Fresh seeds of a cell that is confirmed; 0: none is.
  public var confirmSeeds = 0
  /// What ran it, where and for how long; nil until that is known.
  public var information: RunInformation?
  /// What an iteration takes; nil where nothing was timed.
  public var timings: Timings?
  /// Of a run that was read back the fastest process's timing of each cell, as runs are compared by.
  public var fastestTimings: [CellTiming] = []
  /// The folder that it was read from, as the user named it.
  public var folder = ""
  /// Whether that folder holds timings and no trials, as `gradbench time` leaves it.
  public var isTimingOnly = false
  /// Whether it was written before noisy trials told from when on they hold a target. Of them only
  /// those targets count that no later look was beyond, which makes some of those held a miss.
  public var lacksHeldCosts = false
  /// Trials of the sweep's plan: of an older format more than there are where the run was interrupted.
  public var plannedCount: Int
  /// The evidence of each trial in words, of a run that was read back; empty where it is made from
  /// the records.
  var storedReasons: [String] = []
  /// Data passes to where each target counts, like ``hits``, of a run whose batches are not known; NaN where there are
  /// none.
  var storedPasses: [Double] = []

  public init(
    suite: RunSuite, cells: [Cell], trials: [TrialIdentity], targets: [Target],
    records: [TrialRecord?], hits: [TargetHit], leftOut: [LeftOut] = [], sweepCount: Int? = nil
  ) {
    self.suite = suite
    self.cells = cells
    self.trials = trials
    self.targets = targets
    self.records = records
    self.hits = hits
    self.leftOut = leftOut
    confirmingCount = trials.count - (sweepCount ?? trials.count)
    plannedCount = sweepCount ?? trials.count
  }

  /// The version of the rules that rankings and verdicts are made by; numbers of different ones do
  /// not share a table.
  public static let criterion = 1

  /// Each problem once, in the order of its first cell.
  public var problems: [RunProblem] {
    var known: Set<RunProblem> = []
    var last: RunProblem?
    return cells.compactMap { cell in
      // Neighbours share their problem, and comparing is cheaper than hashing.
      if cell.problem === last { return nil }
      last = cell.problem
      return known.insert(cell.problem).inserted ? cell.problem : nil
    }
  }

  /// The value of an option of the command that ran it.
  public func option(_ name: String) -> String? { information?.option(name) }

  public func cell(of trial: Int) -> Cell { cells[Int(trials[trial].cell)] }

  /// The hits of trial `index`, one a target.
  public func hits(of index: Int) -> ArraySlice<TargetHit> {
    hits[index * targets.count..<(index + 1) * targets.count]
  }

  public func hit(trial: Int, target: Int) -> TargetHit { hits[trial * targets.count + target] }

  /// What a trial spent on a target: the cost of its first hit, of a noisy trial that up to the look
  /// from which on the target is held, or, of a miss, all that it cost. Nil for a trial that never
  /// finished.
  ///
  /// The one place where a trial's cost to a target is said; medians, expected costs, scores and
  /// comparisons are made from it.
  public func spending(trial: Int, target: Int) -> Spending? {
    guard let record = records[trial] else { return nil }
    let hit = hit(trial: trial, target: target)
    guard hit.isSolved else {
      return Spending(
        isHit: false, isHeld: false, cost: record.cost, iterations: record.iterations)
    }
    return Spending(
      isHit: true, isHeld: hit.held, cost: hit.heldCost, iterations: Int(hit.heldIteration))
  }

  /// Passes over the data up to where the target counts as reached; infinite for a miss, nil where
  /// passes mean nothing.
  public func dataPasses(trial: Int, target: Int) -> Double? {
    let hit = hit(trial: trial, target: target)
    if cell(of: trial).batch != nil {
      return hit.isSolved
        ? passes(trial: trial, to: hit.heldIteration, cost: hit.heldCost) : .infinity
    }
    guard !storedPasses.isEmpty, let record = records[trial], !record.dataPasses.isNaN else {
      return nil
    }
    return hit.isSolved ? storedPasses[trial * targets.count + target] : .infinity
  }

  /// Passes over the data up to an iteration of a trial, by which it cost so much; nil where passes
  /// mean nothing.
  func passes(trial: Int, to iteration: Int32, cost: Int) -> Double? {
    guard let batch = cell(of: trial).batch else { return nil }
    // Each full evaluation is a pass, those inside a search too: passes go with the cost.
    // Of the start none is.
    if batch.isFull, iteration > 0, let record = records[trial], record.dataPasses > 0,
      record.cost > 0
    {
      return Double(cost) * record.dataPasses / Double(record.cost)
    }
    return batch.dataPasses(afterBatches: Int(iteration))
  }

  /// The evidence of a trial's outcome in one sentence, as `reason` stands in `trials.csv`.
  public func reason(of trial: Int) -> String {
    if storedReasons.indices.contains(trial) { return storedReasons[trial] }
    return records[trial]?.reason(cell: cell(of: trial), targets: targets) ?? ""
  }

  /// Trials of the sweep that have ended.
  public var finishedCount: Int { records[sweepTrials].count { $0 != nil } }
  /// Whether every planned trial of the sweep has ended.
  public var isComplete: Bool { finishedCount == plannedCount }
}

/// What a trial spent on a target.
public struct Spending: Sendable, Equatable {
  /// Whether the target counts as reached: a noisy trial must hold it.
  public let isHit: Bool
  /// Whether no later look was beyond it; of a noisy trial at most 5 %.
  public let isHeld: Bool
  /// To the first hit, of a noisy trial to where it is held; of a miss all that the trial cost.
  public let cost: Int
  public let iterations: Int

  public init(isHit: Bool, isHeld: Bool, cost: Int, iterations: Int) {
    self.isHit = isHit
    self.isHeld = isHeld
    self.cost = cost
    self.iterations = iterations
  }

  /// For medians: a miss never gets there.
  public var costOfHit: Double { isHit ? Double(cost) : .infinity }
  public var iterationsOfHit: Double { isHit ? Double(iterations) : .infinity }
}

/// What may end a trial, as the suite says it; nil is none.
public struct RunBudget: Sendable, Codable, Equatable {
  public var iterations: Int?
  public var cost: Int?
  public var dataPasses: Double?
  public var seconds: Double?

  public init(
    iterations: Int? = nil, cost: Int? = nil, dataPasses: Double? = nil, seconds: Double? = nil
  ) {
    self.iterations = iterations
    self.cost = cost
    self.dataPasses = dataPasses
    self.seconds = seconds
  }
}

/// The suite that a run is of.
public struct RunSuite: Sendable, Codable, Equatable {
  public var name: String
  public var description: String
  /// The file's name without its folder.
  public var file: String
  /// The whole suite, comments and all, so that the run can be made again.
  public var text: String

  public init(name: String, description: String = "", file: String = "", text: String = "") {
    self.name = name
    self.description = description
    self.file = file
    self.text = text
  }
}
