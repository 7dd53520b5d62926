import GradCore
public import GradResults

/// Statistics of a run: a cell's trials, a row for each cell and target, and the learning rates'
/// verdicts. Cancelled trials and those that never finished are in none of them.
public struct Summary: Sendable {
  public private(set) var cells: [CellSummary]
  /// `targetCount` rows a cell, cell after cell.
  public private(set) var rows: [TargetSummary]
  public let families: [RateFamily]
  /// The family of each cell.
  public let familyOfCell: [Int]
  public let targetCount: Int

  public init(_ results: RunResults) {
    targetCount = results.targets.count
    cells = Array(repeating: CellSummary(), count: results.cells.count)
    rows = Array(repeating: TargetSummary(), count: results.cells.count * targetCount)
    (families, familyOfCell) = Self.families(of: results.cells)
    for (index, trial) in results.trials.enumerated() {
      guard let record = results.records[index], record.outcome != .cancelled,
        cells.indices.contains(Int(trial.cell))
      else { continue }
      cells[Int(trial.cell)].trials.append(index)
    }
    for index in cells.indices { summarise(cell: index, results) }
    for family in families { judge(family) }
  }

  /// The row of a cell and a target.
  public func row(cell: Int, target: Int) -> TargetSummary { rows[cell * targetCount + target] }

  private mutating func summarise(cell index: Int, _ results: RunResults) {
    let cell = results.cells[index]
    let trials = cells[index].trials
    let records = trials.compactMap { results.records[$0] }
    guard !records.isEmpty else { return }
    cells[index].diverged = records.count { $0.outcome == .diverged }
    if cell.minimum != nil {
      let gaps = records.map { $0.gap.isNaN ? .infinity : $0.gap }.sorted()
      cells[index].gapMedian = Quantile.ofSorted(gaps, 0.5)
      cells[index].gapLowerQuartile = Quantile.ofSorted(gaps, 0.25)
      cells[index].gapUpperQuartile = Quantile.ofSorted(gaps, 0.75)
    } else {
      cells[index].objectiveMedian = Quantile.median(records.map(\.finalObjective))
    }
    for target in 0..<targetCount where cell.defines(results.targets[target]) {
      var row = TargetSummary()
      row.isDefined = true
      var costs: [Double] = []
      var passes: [Double] = []
      var total = 0.0
      for (trial, record) in zip(trials, records) {
        let hit = results.hits[trial * targetCount + target]
        row.hits += hit.isHit ? 1 : 0
        total += Double(hit.isHit ? hit.cost : record.cost)
        costs.append(hit.isHit ? Double(hit.cost) : .infinity)
        if let batch = cell.batch {
          let count = Int(hit.iteration)
          passes.append(hit.isHit ? batch.dataPasses(atIteration: count) : .infinity)
        }
      }
      costs.sort()
      row.costMedian = Quantile.ofSorted(costs, 0.5)
      row.costLowerQuartile = Quantile.ofSorted(costs, 0.25)
      row.costUpperQuartile = Quantile.ofSorted(costs, 0.75)
      row.expectedCost = row.hits > 0 ? total / Double(row.hits) : .infinity
      if !passes.isEmpty { row.dataPassesMedian = Quantile.median(passes) }
      rows[index * targetCount + target] = row
    }
  }

  private mutating func judge(_ family: RateFamily) {
    let shares = family.cells.map { index in
      Double(cells[index].diverged) / Double(max(cells[index].trials.count, 1))
    }
    let gaps = family.cells.map { cells[$0].gapOrObjective }
    for target in 0..<targetCount {
      let costs = family.cells.map { index in
        cells[index].trials.isEmpty
          ? .nan
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
  private static func families(of cells: [CellDescription]) -> ([RateFamily], [Int]) {
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
