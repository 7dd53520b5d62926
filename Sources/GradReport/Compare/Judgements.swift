import GradCore
import GradResults

/// The verdicts on the learning rates of a run that was read back, made from its trials by the rules
/// of today: so that two runs are judged alike, whatever version wrote them.
struct Judgements {
  /// What is said of a cell at a target.
  struct Judgement {
    /// nil where nothing can be said.
    var verdict: Verdict?
    var isBest = false
    /// Cost of all trials ÷ hits; infinite without a hit, NaN where the target has no meaning.
    var expectedCost = Double.nan
  }

  /// `targetCount` a cell.
  private var ofCell: [Judgement]
  private let targetCount: Int
  /// Cells of one family, in ascending order of the rate.
  private(set) var families: [(key: CellKey, cells: [Int])] = []

  subscript(cell: Int, target: Int) -> Judgement { ofCell[cell * targetCount + target] }

  init(_ run: StoredRun) {
    targetCount = run.targets.count
    ofCell = Array(repeating: Judgement(), count: run.cells.count * targetCount)
    var trialsOfCell = Array(repeating: 0..<0, count: run.cells.count)
    for (index, trial) in run.trials.enumerated() {
      let range = trialsOfCell[Int(trial.cell)]
      trialsOfCell[Int(trial.cell)] = (range.isEmpty ? index : range.lowerBound)..<(index + 1)
    }
    var positions: [CellKey: Int] = [:]
    for (index, cell) in run.cells.enumerated() {
      let key = CellKey(cell).anyRate
      if let position = positions[key] {
        families[position].cells.append(index)
      } else {
        positions[key] = families.count
        families.append((key, [index]))
      }
    }
    for index in families.indices {
      families[index].cells.sort {
        (run.cells[$0].learningRate ?? 0, $0) < (run.cells[$1].learningRate ?? 0, $1)
      }
      judge(families[index].cells, run, trialsOfCell)
    }
  }

  private mutating func judge(_ cells: [Int], _ run: StoredRun, _ trialsOfCell: [Range<Int>]) {
    let shares = cells.map { cell in
      let trials = trialsOfCell[cell]
      return Double(trials.count { run.records[$0].outcome == .diverged })
        / Double(max(trials.count, 1))
    }
    let gaps = cells.map { cell in
      let isKnown = run.cells[cell].minimum != nil
      return Quantile.median(
        trialsOfCell[cell].map { isKnown ? run.records[$0].gap : run.records[$0].finalObjective })
    }
    for target in 0..<targetCount {
      let costs = cells.map { cell -> Double in
        var hits = 0
        var cost = 0.0
        for trial in trialsOfCell[cell] {
          guard let hit = run.hit(trial: trial, target: target) else { return .infinity }
          hits += hit.isHit ? 1 : 0
          cost += Double(hit.isHit ? hit.cost : run.records[trial].cost)
        }
        return hits > 0 ? cost / Double(hits) : .infinity
      }
      let judgement = RateJudgement(
        expectedCosts: costs, divergedShares: shares, finalGaps: gaps)
      for (position, cell) in cells.enumerated() {
        ofCell[cell * targetCount + target] = Judgement(
          verdict: judgement.verdicts[position], isBest: judgement.best == position,
          expectedCost: costs[position])
      }
    }
  }
}
