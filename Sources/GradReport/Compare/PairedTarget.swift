import GradResults

/// One cell of two runs at one target, over the trials that both have.
struct PairedTarget {
  /// What the trials of one run came to.
  struct Side {
    var trials = 0
    var hits = 0
    var held = 0
    /// Medians over the trials; a miss is infinite.
    var medianCost = Double.infinity
    var medianIterations = Double.infinity
    /// NaN where there are no data passes.
    var medianPasses = Double.nan
    /// Cost of all trials ÷ hits; infinite without a hit.
    var expectedCost = Double.infinity
  }

  /// As the later run describes it.
  let cell: CellDescription
  /// Whether the target has a meaning in both runs; in the one, and in the other.
  var isDefined: Bool { isDefinedBefore && isDefinedAfter }
  let isDefinedBefore: Bool
  let isDefinedAfter: Bool
  let before: Side
  let after: Side

  /// - Parameters:
  ///   - before: The target's position in the baseline.
  ///   - after: Its position in the run.
  init(
    _ pair: CellPairing.Pair, _ baseline: StoredRun, _ run: StoredRun, before: Int, after: Int
  ) {
    cell = run.cells[pair.after]
    let old = Self.side(of: pair.trials.map(\.before), baseline, target: before)
    let new = Self.side(of: pair.trials.map(\.after), run, target: after)
    isDefinedBefore = old != nil
    isDefinedAfter = new != nil
    self.before = old ?? Side()
    self.after = new ?? Side()
  }

  /// nil where the target has no meaning.
  private static func side(of trials: [Int], _ run: StoredRun, target: Int) -> Side? {
    var side = Side()
    if trials.count == 1, let trial = trials.first {
      // A cell of one trial, of which there may be a hundred thousand, needs no lists.
      guard let hit = run.hit(trial: trial, target: target) else { return nil }
      side.trials = 1
      let passes = run.records[trial].dataPasses
      if !passes.isNaN, !run.hitPasses.isEmpty { side.medianPasses = .infinity }
      guard hit.isHit else { return side }
      side.hits = 1
      side.held = hit.held ? 1 : 0
      side.medianCost = Double(hit.cost)
      side.expectedCost = side.medianCost
      side.medianIterations = Double(hit.iteration)
      if side.medianPasses == .infinity {
        side.medianPasses = run.hitPasses[trial * run.targets.count + target]
      }
      return side
    }
    var costs: [Double] = []
    var iterations: [Double] = []
    var passes: [Double] = []
    var total = 0.0
    for trial in trials {
      guard let hit = run.hit(trial: trial, target: target) else { return nil }
      side.trials += 1
      side.hits += hit.isHit ? 1 : 0
      side.held += hit.isHit && hit.held ? 1 : 0
      total += Double(hit.isHit ? hit.cost : run.records[trial].cost)
      costs.append(hit.isHit ? Double(hit.cost) : .infinity)
      iterations.append(hit.isHit ? Double(hit.iteration) : .infinity)
      if !run.records[trial].dataPasses.isNaN, !run.hitPasses.isEmpty {
        passes.append(
          hit.isHit ? run.hitPasses[trial * run.targets.count + target] : .infinity)
      }
    }
    side.medianCost = Quantile.median(costs)
    side.medianIterations = Quantile.median(iterations)
    if !passes.isEmpty { side.medianPasses = Quantile.median(passes) }
    if side.hits > 0 { side.expectedCost = total / Double(side.hits) }
    return side
  }
}
