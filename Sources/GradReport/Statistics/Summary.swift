import GradCore
public import GradResults

/// Statistics of a run: a cell's trials, a row for each cell and target, and the learning rates'
/// verdicts. Cancelled trials and those that never finished are in none of them.
public struct Summary: Sendable {
  /// Trials of one cell that are judged together.
  public struct Group: Sendable {
    public var cell: Int
    public var trials: [Int]

    public init(cell: Int, trials: [Int]) {
      self.cell = cell
      self.trials = trials
    }
  }

  /// One a group: of a whole run one a cell.
  public let cells: [CellSummary]
  /// `targetCount` rows a cell, cell after cell.
  public private(set) var rows: [TargetSummary]
  public let families: [RateFamily]
  /// The family of each cell.
  public let familyOfCell: [Int]
  public let targetCount: Int

  /// Of a whole run: one group a cell, the sweep's trials alone.
  public init(_ run: Run) {
    var groups = run.cells.indices.map { Group(cell: $0, trials: []) }
    for index in run.sweepTrials {
      let trial = run.trials[index]
      guard let record = run.records[index], record.outcome != .cancelled,
        groups.indices.contains(Int(trial.cell))
      else { continue }
      groups[Int(trial.cell)].trials.append(index)
    }
    self.init(run, groups: groups)
  }

  /// Of some trials alone, as where two runs are compared by those that both have.
  public init(_ run: Run, groups: [Group]) {
    targetCount = run.targets.count
    cells = groups.map { CellSummary(run, cell: $0.cell, trials: $0.trials) }
    (families, familyOfCell) = Self.families(of: groups.map { run.cells[$0.cell] })
    rows = []
    rows.reserveCapacity(groups.count * targetCount)
    for group in groups {
      for target in 0..<targetCount {
        rows.append(TargetSummary(run, trials: group.trials, target: target))
      }
    }
    for family in families { judge(family) }
  }

  /// The row of a cell and a target.
  public func row(cell: Int, target: Int) -> TargetSummary { rows[cell * targetCount + target] }

  private mutating func judge(_ family: RateFamily) {
    let shares = family.cells.map { index in
      Double(cells[index].diverged) / Double(max(cells[index].trials.count, 1))
    }
    let gaps = family.cells.map { cells[$0].gapOrObjective }
    for target in 0..<targetCount {
      let costs = family.cells.map { index in
        cells[index].trials.isEmpty
          ? .nan
          // A target without a meaning is hit at no rate.
          : rows[index * targetCount + target].isDefined
            ? rows[index * targetCount + target].expectedCost : .infinity
      }
      let judgement = RateJudgement(expectedCosts: costs, divergedShares: shares, finalGaps: gaps)
      for (position, index) in family.cells.enumerated() {
        rows[index * targetCount + target].verdict = judgement.verdicts[position]
        rows[index * targetCount + target].isBest = judgement.best == position
      }
    }
  }

  /// Families in plan order of their first cell.
  private static func families(of cells: [Cell]) -> ([RateFamily], [Int]) {
    var families: [RateFamily] = []
    var familyOfCell: [Int] = []
    familyOfCell.reserveCapacity(cells.count)
    var found: [CellKey: Int] = [:]
    var last: (key: CellKey, family: Int)?
    for (index, cell) in cells.enumerated() {
      let key = CellKey(cell).anyRate
      // Rates are neighbours in the plan, and comparing is much cheaper than hashing.
      if let last, last.key == key {
        families[last.family].cells.append(index)
        familyOfCell.append(last.family)
        continue
      }
      if let family = found[key] {
        families[family].cells.append(index)
        familyOfCell.append(family)
      } else {
        found[key] = families.count
        familyOfCell.append(families.count)
        families.append(RateFamily(cells: [index]))
      }
      last = (key, familyOfCell[index])
    }
    for family in families.indices {
      families[family].cells.sort {
        (cells[$0].learningRate ?? 0, $0) < (cells[$1].learningRate ?? 0, $1)
      }
    }
    return (families, familyOfCell)
  }
}
