import Foundation
import GradCore
import GradResults

extension Study {
  /// Shares and costs this close count as equal.
  static let tieTolerance = 0.05

  /// The tasks on which a target has a meaning.
  func tasks(at target: Int) -> [Int] {
    tasks.indices.filter { task in
      tasks[task].problem.defines(run.targets[target])
    }
  }

  /// The tasks that a ranking counts: those that every setting ran which ran at least half of all, so
  /// that equal work is compared. Where there is no such task all count.
  func rankedTasks(at target: Int) -> Set<Int> {
    let tasks = tasks(at: target)
    let wide = settings.indices.filter { setting in
      2 * tasks.count { family(task: $0, setting: setting) != nil } >= tasks.count
    }
    let common = tasks.filter { task in
      wide.allSatisfy { family(task: task, setting: $0) != nil }
    }
    return Set(common.isEmpty ? tasks : common)
  }

  /// The same as positions in ``tasks(at:)``, ascending.
  func rankedPositions(at target: Int) -> [Int] {
    let tasks = tasks(at: target)
    let counted = rankedTasks(at: target)
    return tasks.indices.filter { counted.contains(tasks[$0]) }
  }

  /// The settings, best first: by the share of trials solved, shares within 5 % of all trials
  /// counting as equal, then by cost.
  ///
  /// Going down the costs, an setting shares the rank of the last one that did not share (the
  /// holder) if their costs × best are within 5 %, or if the 90 % interval of the geometric mean of
  /// its cost ÷ the holder's, on the problems and seeds that both hit, reaches 1: if the problems
  /// and seeds were drawn again, the holder might not be the cheaper one. With one problem and one
  /// seed there is nothing to draw from, and 5 % alone decide.
  ///
  /// The intervals that overlap in a table do not decide: they scatter by what is common to both
  /// settings too, and would call nearly all equal where problems are unequal. Nor does the signed
  /// rank test: with fewer than six pairs it can never find a difference.
  func standings(at target: Int) -> [Standing] {
    let tasks = tasks(at: target)
    let counted = rankedTasks(at: target)
    var standings = settings.indices.compactMap {
      standing(of: $0, tasks: tasks, counted: counted, target: target)
    }
    for position in tasks.indices where counted.contains(tasks[position]) {
      let costs = standings.map { $0.scores[position]?.expectedCost ?? .infinity }
      guard let best = costs.min(), best.isFinite, best > 0 else { continue }
      for index in standings.indices where costs[index].isFinite {
        standings[index].solvedTasks += 1
        standings[index].costRatio = (standings[index].costRatio ?? 0) + log(costs[index] / best)
      }
    }
    for index in standings.indices {
      guard let sum = standings[index].costRatio else { continue }
      standings[index].costRatio = exp(sum / Double(standings[index].solvedTasks))
    }
    addRotation(to: &standings, tasks: tasks)
    let costs = PairedCosts(
      self, standings: standings, positions: rankedPositions(at: target), target: target)
    let resampling = costs.resampling(comparisons: standings.count)
    if let resampling {
      addCostIntervals(to: &standings, costs: costs, resampling: resampling)
    }
    var rows: [Int: Int] = [:]
    for (row, standing) in standings.enumerated() { rows[standing.setting] = row }
    return ranked(standings) { a, b in
      guard let rowA = rows[a], let rowB = rows[b] else { return false }
      return SettingPair(
        costs, rows: (rowA, rowB), settings: (a, b), resampling: resampling
      ).isClose
    }
  }

  private func standing(
    of setting: Int, tasks: [Int], counted: Set<Int>, target: Int
  ) -> Standing? {
    var standing = Standing(setting: setting)
    var families: [[Int]] = []
    var isRun = false
    var defaultScore = Score()
    var hasDefault = false
    var hasRate = false
    for task in tasks {
      let cells = (family(task: task, setting: setting)?.cells ?? [])
        .filter { !summary.cells[$0].trials.isEmpty }
      guard let chosen = choose(from: cells, target: target) else {
        standing.scores.append(nil)
        standing.chosenCells.append(nil)
        if counted.contains(task) { standing.isComparable = false }
        continue
      }
      isRun = true
      let score = score(cell: chosen, target: target, part: .reported)
      standing.scores.append(score)
      standing.chosenCells.append(chosen)
      if cells.contains(where: { run.cells[$0].learningRate != nil }) { hasRate = true }
      guard counted.contains(task) else {
        standing.otherTasks += 1
        standing.otherRates += cells.count
        continue
      }
      standing.tuned += score
      standing.ratesTried += cells.count
      families.append(cells)
      if let cell = cells.first(where: { run.cells[$0].isDefaultRate }) {
        hasDefault = true
        defaultScore += self.score(cell: cell, target: target, part: .reported)
      }
    }
    guard isRun else { return nil }
    standing.hasRate = hasRate
    if hasDefault { standing.defaultRate = defaultScore }
    if standing.hasRate {
      standing.oneRate = oneRate(for: families, target: target)
    } else {
      standing.defaultRate = standing.tuned
    }
    return standing
  }

  /// The cell of the best rate by the tuning seeds.
  private func choose(from cells: [Int], target: Int) -> Int? {
    let costs = cells.map { score(cell: $0, target: target, part: .tuning).expectedCost }
    let judgement = RateJudgement(
      expectedCosts: costs, divergedShares: cells.map { _ in 0 },
      finalGaps: cells.map(tuningGap))
    return judgement.best.map { cells[$0] } ?? cells.first
  }

  /// The median final gap, or objective where the minimum is unknown, of the tuning seeds.
  private func tuningGap(of cell: Int) -> Double {
    let isKnown = run.cells[cell].problem.facts.minimum != nil
    return Quantile.median(
      trials(of: cell, part: .tuning).compactMap { trial in
        run.records[trial].map { isKnown ? $0.gap : $0.finalObjective }
      })
  }

  /// The rate that hits most on the tuning seeds of all tasks together, and its score on the
  /// others. On each task the nearest rate of the grid stands for it, if it is within a factor √2;
  /// a task without such a rate counts as not solved.
  private func oneRate(for families: [[Int]], target: Int) -> (rate: Double, score: Score)? {
    let rates = families.map { $0.map { run.cells[$0].learningRate ?? .nan } }
    var candidates: [Double] = []
    for rate in rates.joined().filter({ $0 > 0 }).sorted() where candidates.last != rate {
      candidates.append(rate)
    }
    var knownScores: [Int: (tuning: Score, reported: Score)] = [:]
    func scores(of cell: Int) -> (tuning: Score, reported: Score) {
      if let known = knownScores[cell] { return known }
      let pair = (
        tuning: score(cell: cell, target: target, part: .tuning),
        reported: score(cell: cell, target: target, part: .reported)
      )
      knownScores[cell] = pair
      return pair
    }
    var best: (rate: Double, tuning: Score, reported: Score)?
    for rate in candidates {
      var tuning = Score()
      var reported = Score()
      for (cells, grid) in zip(families, rates) {
        guard let nearest = Self.nearest(to: rate, in: grid) else { continue }
        let known = scores(of: cells[nearest])
        if abs(log(grid[nearest] / rate)) <= log(2.0) / 2 + 1e-9 {
          tuning += known.tuning
          reported += known.reported
        } else {
          tuning.trials += known.tuning.trials
          reported.trials += known.reported.trials
        }
      }
      if let best, (best.tuning.hits, -best.tuning.cost) >= (tuning.hits, -tuning.cost) { continue }
      best = (rate, tuning, reported)
    }
    return best.map { ($0.rate, $0.reported) }
  }

  /// The position of the rate nearest in ratio; the grid ascends.
  private static func nearest(to rate: Double, in grid: [Double]) -> Int? {
    var lower = 0
    var upper = grid.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if grid[middle] < rate { lower = middle + 1 } else { upper = middle }
    }
    func distance(_ position: Int) -> Double {
      grid.indices.contains(position) && grid[position] > 0
        ? abs(log(grid[position] / rate)) : .infinity
    }
    let (below, above) = (distance(lower - 1), distance(lower))
    if below.isInfinite, above.isInfinite { return nil }
    return below <= above ? lower - 1 : lower
  }

  /// Tasks that differ in nothing but the rotation: positions of the axis-aligned and the rotated.
  func rotationPairs(of tasks: [Int]) -> [(aligned: Int, rotated: Int)] {
    struct Key: Hashable {
      let base: Configuration
      let instance: Int
      let dimension: Int
      let batchSize: BatchSize
      init(_ base: Configuration, _ task: StudyTask) {
        self.base = base
        (instance, dimension) = (task.problem.instance, task.problem.dimension)
        batchSize = task.batchSize
      }
    }
    var plain: [Key: Int] = [:]
    for (position, task) in tasks.enumerated() where self.tasks[task].rotation == nil {
      plain[Key(self.tasks[task].problem.configuration, self.tasks[task])] = position
    }
    return tasks.enumerated().compactMap { position, task in
      guard let rotation = self.tasks[task].rotation,
        let other = plain[Key(rotation.base, self.tasks[task])]
      else { return nil }
      return rotation.isRotated ? (other, position) : (position, other)
    }
  }

  private func addRotation(to standings: inout [Standing], tasks: [Int]) {
    let pairs = rotationPairs(of: tasks)
    for index in standings.indices {
      var ratios: [Double] = []
      for pair in pairs {
        guard let aligned = standings[index].scores[pair.aligned],
          let rotated = standings[index].scores[pair.rotated]
        else { continue }
        switch (aligned.hits > 0, rotated.hits > 0) {
        case (true, true): ratios.append(rotated.expectedCost / aligned.expectedCost)
        case (true, false): standings[index].onlyAligned += 1
        case (false, true): standings[index].onlyRotated += 1
        case (false, false): break
        }
      }
      standings[index].rotationRatio = geometricMean(ratios)
      standings[index].rotationPairs = ratios.count
    }
  }

  /// - Parameter isClose: Whether two settings' costs cannot be told apart.
  private func ranked(
    _ standings: [Standing], isClose: (Int, Int) -> Bool
  ) -> [Standing] {
    let others = standings.filter { !$0.isComparable }
    var rest = standings.filter(\.isComparable).sorted {
      ($1.tuned.share, $0.costRatio ?? .infinity, $0.setting)
        < ($0.tuned.share, $1.costRatio ?? .infinity, $1.setting)
    }
    var ranked: [Standing] = []
    while let leader = rest.first {
      let limit = leader.tuned.share - Self.tieTolerance
      let group = rest.prefix {
        $0.tuned.share >= limit && ($0.tuned.hits > 0) == (leader.tuned.hits > 0)
      }.sorted { ($0.costRatio ?? .infinity, $0.setting) < ($1.costRatio ?? .infinity, $1.setting) }
      rest.removeFirst(group.count)
      var holder: Standing?
      for var standing in group {
        let cost = standing.costRatio ?? .infinity
        if let holder, let held = holder.costRatio, cost.isFinite,
          cost <= held * (1 + Self.tieTolerance) || isClose(standing.setting, holder.setting)
        {
          standing.rank = ranked.last?.rank ?? 1
          standing.isTied = true
        } else {
          standing.rank = ranked.count + 1
          holder = standing
        }
        ranked.append(standing)
      }
    }
    return ranked + others
  }
}
