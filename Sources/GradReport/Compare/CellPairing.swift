import GradResults

/// Which cells of two runs are one, found by the ids of their sweeps' trials. Confirming trials have
/// no part in it: a small change can choose other cells for them.
struct CellPairing {
  /// One of the two runs.
  enum Side { case before, after }

  struct Pair {
    /// Index into the baseline's cells.
    var before: Int
    /// Index into the run's cells.
    var after: Int
    /// Indices of trials, of which each pair is one trial in both runs.
    var trials: [(before: Int, after: Int)]
    /// Trials of the cell that only one run has.
    var newTrials = 0
    var goneTrials = 0
    /// The cells differ in their hyperparameters: a default was changed.
    var isRenamed = false

    func group(_ side: Side) -> Summary.Group {
      side == .before
        ? Summary.Group(cell: before, trials: trials.map(\.before))
        : Summary.Group(cell: after, trials: trials.map(\.after))
    }
  }

  /// The joined trials of every pair in one of the runs.
  func groups(_ side: Side) -> [Summary.Group] { pairs.map { $0.group(side) } }

  private(set) var pairs: [Pair] = []
  /// Cells that only the run has.
  private(set) var new: [Int] = []
  /// Cells that only the baseline has.
  private(set) var gone: [Int] = []
  private(set) var joinedTrials = 0
  /// Indices of pairs whose cells in the run differ in the learning rate alone, in ascending order
  /// of it.
  private(set) var families: [[Int]] = []
  /// Of each pair, whether one of its trials ended from outside in one of the runs, by a time limit
  /// or an interrupt.
  private(set) var isAccidental: [Bool] = []
  /// The same of any pair of its family.
  private(set) var isInAccidentalFamily: [Bool] = []

  init(_ baseline: Run, _ run: Run) {
    let trialOfID = Dictionary(
      baseline.sweepTrials.map { (baseline.trials[$0].id, $0) },
      uniquingKeysWith: { first, _ in first })
    var pairOfCells: [UInt64: Int] = [:]
    var isJoinedBefore = Array(repeating: false, count: baseline.sweepCount)
    var isJoinedAfter = Array(repeating: false, count: run.sweepCount)
    var last: (key: UInt64, pair: Int)?
    for after in run.sweepTrials where run.records[after] != nil {
      let trial = run.trials[after]
      guard let before = trialOfID[trial.id] else { continue }
      isJoinedBefore[before] = true
      isJoinedAfter[after] = true
      joinedTrials += 1
      let cell = baseline.trials[before].cell
      let key = UInt64(UInt32(bitPattern: cell)) << 32 | UInt64(UInt32(bitPattern: trial.cell))
      // Trials of a cell are neighbours, so a new pair is rarely looked for.
      let pair = last?.key == key ? last?.pair : pairOfCells[key]
      if let pair {
        pairs[pair].trials.append((before, after))
        last = (key, pair)
      } else {
        pairOfCells[key] = pairs.count
        last = (key, pairs.count)
        pairs.append(
          Pair(before: Int(cell), after: Int(trial.cell), trials: [(before, after)]))
      }
    }
    let goneTrials = Self.countLeft(baseline, isJoinedBefore)
    let newTrials = Self.countLeft(run, isJoinedAfter)
    var isPairedBefore = Array(repeating: false, count: baseline.cells.count)
    var isPairedAfter = Array(repeating: false, count: run.cells.count)
    for index in pairs.indices {
      pairs[index].goneTrials = goneTrials[pairs[index].before]
      pairs[index].newTrials = newTrials[pairs[index].after]
      isPairedBefore[pairs[index].before] = true
      isPairedAfter[pairs[index].after] = true
    }
    gone = isPairedBefore.indices.filter { !isPairedBefore[$0] && goneTrials[$0] > 0 }
    new = isPairedAfter.indices.filter { !isPairedAfter[$0] && newTrials[$0] > 0 }
    pairRenamed(baseline, run)
    findFamilies(run)
    findAccidents(baseline, run)
  }

  private mutating func findAccidents(_ baseline: Run, _ run: Run) {
    isAccidental = pairs.map { pair in
      pair.trials.contains {
        baseline.records[$0.before]?.outcome.isAccidental ?? true
          || run.records[$0.after]?.outcome.isAccidental ?? true
      }
    }
    isInAccidentalFamily = isAccidental
    for family in families where family.contains(where: { isAccidental[$0] }) {
      for pair in family { isInAccidentalFamily[pair] = true }
    }
  }

  private mutating func findFamilies(_ run: Run) {
    var positions: [CellKey: Int] = [:]
    for (index, pair) in pairs.enumerated() {
      let key = CellKey(run.cells[pair.after]).anyRate
      if let position = positions[key] {
        families[position].append(index)
      } else {
        positions[key] = families.count
        families.append([index])
      }
    }
    func order(_ index: Int) -> (Double, Int) {
      (run.cells[pairs[index].after].learningRate ?? 0, index)
    }
    for index in families.indices {
      families[index].sort { order($0) < order($1) }
    }
  }

  private static func isSame(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  /// Trials of each cell that were not joined.
  private static func countLeft(_ run: Run, _ isJoined: [Bool]) -> [Int] {
    var counts = Array(repeating: 0, count: run.cells.count)
    for (index, trial) in run.trials[run.sweepTrials].enumerated() where !isJoined[index] {
      counts[Int(trial.cell)] += 1
    }
    return counts
  }

  /// Joins cells that are gone with new ones that differ from them in hyperparameters only, where
  /// there is one of each: what a changed default leaves. Trials are joined by their seeds, where
  /// they begin at the same objective.
  ///
  /// Cells of equal hyperparameters have other ids for another reason, a base seed or a rule of
  /// starts: they are other trials, which nothing makes comparable.
  private mutating func pairRenamed(_ baseline: Run, _ run: Run) {
    guard !gone.isEmpty, !new.isEmpty, baseline.option("seed") == run.option("seed")
    else { return }
    var goneOfKey = Dictionary(grouping: gone) { CellKey(baseline.cells[$0]).anyHyperparameters }
    let newOfKey = Dictionary(grouping: new) { CellKey(run.cells[$0]).anyHyperparameters }
    let isGone = Set(gone)
    var trialsBefore: [Int: [Int]] = [:]
    for (index, trial) in baseline.trials[baseline.sweepTrials].enumerated()
    where isGone.contains(Int(trial.cell)) {
      trialsBefore[Int(trial.cell), default: []].append(index)
    }
    var trialsAfter: [Int: [Int]] = [:]
    let isNew = Set(new)
    for (index, trial) in run.trials[run.sweepTrials].enumerated()
    where isNew.contains(Int(trial.cell)) {
      trialsAfter[Int(trial.cell), default: []].append(index)
    }
    var found: Set<Int> = []
    var foundBefore: Set<Int> = []
    for after in new {
      let key = CellKey(run.cells[after]).anyHyperparameters
      guard newOfKey[key]?.count == 1, let cells = goneOfKey[key], cells.count == 1 else {
        continue
      }
      let before = cells[0]
      guard
        baseline.cells[before].setting.hyperparameters
          != run.cells[after].setting.hyperparameters
      else {
        continue
      }
      goneOfKey[key] = nil
      let own = trialsAfter[after] ?? []
      let bySeed = Dictionary(
        (trialsBefore[before] ?? []).map { (baseline.trials[$0].seed, $0) },
        uniquingKeysWith: { first, _ in first })
      let trials = own.compactMap { index -> (before: Int, after: Int)? in
        guard let other = bySeed[run.trials[index].seed],
          let old = baseline.records[other], let new = run.records[index],
          Self.isSame(old.initialObjective, new.initialObjective)
        else { return nil }
        return (before: other, after: index)
      }
      guard !trials.isEmpty else { continue }
      pairs.append(Pair(before: before, after: after, trials: trials, isRenamed: true))
      found.insert(after)
      foundBefore.insert(before)
    }
    new.removeAll { found.contains($0) }
    gone.removeAll { foundBefore.contains($0) }
  }
}
