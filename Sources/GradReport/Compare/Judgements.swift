import GradCore
import GradResults

/// The verdicts on the learning rates of one of two runs that are compared, made from its trials by
/// the rules of today: so that both are judged alike, whatever version wrote them.
///
/// Only trials that both runs have count: a rate is best among the rates that both ran, by the seeds
/// that both ran. What else one of them has would make verdicts differ where no trial does.
struct Judgements {
  /// What is said of a cell at a target.
  struct Judgement {
    /// nil where nothing can be said.
    var verdict: Verdict?
    var isBest = false
    /// Cost of all trials ÷ hits; infinite without a hit, NaN where the target has no meaning.
    var expectedCost = Double.nan
  }

  /// `targetCount` a pair of cells.
  private var ofPair: [Judgement]
  private let targetCount: Int

  /// The judgement of the pair's cell in this run, at a target of this run.
  subscript(pair: Int, target: Int) -> Judgement { ofPair[pair * targetCount + target] }

  /// - Parameter side: Which run of the pairing `run` is.
  init(_ pairing: CellPairing, _ run: StoredRun, _ side: CellPairing.Side) {
    targetCount = run.targets.count
    ofPair = Array(repeating: Judgement(), count: pairing.pairs.count * targetCount)
    for family in pairing.families {
      judge(
        family, cells: family.map { pairing.pairs[$0].cell(side) },
        trials: family.map { pairing.pairs[$0].trials(side) }, run)
    }
  }

  private mutating func judge(
    _ pairs: [Int], cells: [Int], trials: [[Int]], _ run: StoredRun
  ) {
    let shares = trials.map { trials in
      Double(trials.count { run.records[$0].outcome == .diverged }) / Double(max(trials.count, 1))
    }
    let gaps = zip(cells, trials).map { cell, trials in
      let isKnown = run.cells[cell].minimum != nil
      return Quantile.median(
        trials.map { isKnown ? run.records[$0].gap : run.records[$0].finalObjective })
    }
    for target in 0..<targetCount {
      let costs = trials.map { trials -> Double in
        var hits = 0
        var cost = 0.0
        for trial in trials {
          guard let hit = run.hit(trial: trial, target: target) else { return .nan }
          hits += hit.isHit ? 1 : 0
          cost += Double(hit.isHit ? hit.cost : run.records[trial].cost)
        }
        return hits > 0 ? cost / Double(hits) : .infinity
      }
      let judgement = RateJudgement(
        // A target without a meaning is hit at no rate.
        expectedCosts: costs.map { $0.isNaN ? .infinity : $0 }, divergedShares: shares,
        finalGaps: gaps)
      for (position, pair) in pairs.enumerated() {
        ofPair[pair * targetCount + target] = Judgement(
          verdict: judgement.verdicts[position], isBest: judgement.best == position,
          expectedCost: costs[position])
      }
    }
  }
}
