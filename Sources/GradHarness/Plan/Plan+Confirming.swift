import GradCore
public import GradResults

/// Trials on fresh seeds of cells that a sweep chose.
extension Plan {
  /// Fresh seeds begin here, far above those that suites name.
  public static let firstFreshSeed: Int32 = 1_000_001
  /// The most fresh seeds of a cell.
  public static let mostFreshSeeds = 10_000

  /// The first fresh seeds.
  public static func freshSeeds(_ count: Int) -> Range<Int32> {
    firstFreshSeed..<firstFreshSeed + Int32(min(max(count, 0), mostFreshSeeds))
  }

  /// Whether trials of a cell on fresh seeds are others: where starts or batches are random, and the
  /// sweep has none of those seeds. A list of start points has no more of them.
  public func canBeConfirmed(cell: Int) -> Bool {
    let planned = cells[cell]
    let hasRandomStart =
      switch planned.starts {
      case .standard, .points: false
      case .around, .box: true
      }
    if case .points(let points) = planned.starts, points.count > 1 { return false }
    let hasRandomBatches = planned.batch.map { $0.sampling != .sequential } ?? false
    return (hasRandomStart || hasRandomBatches)
      && trials[planned.trials].allSatisfy { $0.seed.map { $0 < Self.firstFreshSeed } ?? false }
  }

  /// The most confirming trials that a run of the plan can have.
  public var mostConfirmingTrials: Int {
    cells.indices.count { canBeConfirmed(cell: $0) } * Self.freshSeeds(suite.confirm).count
  }

  /// The plan of fresh seeds of some cells alone, in the order given.
  public func confirming(cells chosen: [Int], seeds: some Collection<Int32>) -> Plan {
    var plan = self
    plan.cells = []
    plan.trials = []
    for cell in chosen {
      var planned = cells[cell]
      var identifier = identifier(of: planned)
      let first = plan.trials.count
      for seed in seeds {
        plan.trials.append(
          TrialIdentity(
            id: identifier.id(seed: Int(seed)), cell: Int32(plan.cells.count), seed: seed))
      }
      planned.trials = first..<plan.trials.count
      plan.cells.append(planned)
    }
    return plan
  }

  /// What the ids of a cell's trials are made by, the same as when the cell was planned.
  func identifier(of cell: PlannedCell) -> TrialIdentifier {
    let problem = problems[cell.problem]
    return TrialIdentifier(
      prefix: TrialText.prefix(
        backend: cell.described.backend, baseSeed: baseSeed, batchSize: cell.described.batchSize,
        method: TrialText.lines(
          of: cell.values, prefix: "hyperparameter", without: "learningRate"),
        instance: problem.instance, learningRate: cell.described.learningRate,
        optimizer: cell.optimizer.id, problem: TrialText.parameterLines(of: problem),
        batch: cell.batch, schedule: cell.schedule),
      starts: cell.starts)
  }

  /// The plan of one confirming trial of a run alone; nil where no cell of this plan has that trial.
  public func confirming(trial: Int, of run: Run) -> Plan? {
    guard let seed = run.trials[trial].seed else { return nil }
    let identity = CellIdentity(run.cell(of: trial))
    for (index, cell) in cells.enumerated() where CellIdentity(cell.described) == identity {
      let plan = confirming(cells: [index], seeds: [seed])
      if plan.trials[0].id == run.trials[trial].id { return plan }
    }
    return nil
  }
}
