import GradCore
import GradText

extension Run {
  /// Several runs of one suite read as one: of other base seeds, of other parts of the plan.
  ///
  /// Cells stand in the order of the first run that has them. A trial that several runs have counts
  /// once. Seeds of other base seeds are other draws, so they are numbered on behind those of the first
  /// run; a cell in which no seed can matter keeps its one trial. Confirming trials are left out: each
  /// run chose its own cells for them.
  ///
  /// - Parameter runs: At least one.
  /// - Throws: ``RunJoiningError`` for runs of two suites, or of other targets, and where one trial
  ///   came to two results.
  public static func joining(_ runs: [Run]) throws(RunJoiningError) -> Run {
    guard var first = runs.first else { preconditionFailure("there is no run to join") }
    guard runs.count > 1 else { return first }
    for run in runs {
      guard run.suite.name == first.suite.name else {
        throw .otherSuite(first.suite.name, run.suite.name, folder: run.folder)
      }
      guard run.targets == first.targets else { throw .otherTargets(folder: run.folder) }
    }
    var join = RunJoin(targetCount: first.targets.count, shifts: seedShifts(of: runs))
    for (index, run) in runs.enumerated() { try join.add(run, number: index) }
    join.fill(&first)
    var known = Set(first.leftOut)
    for run in runs { first.leftOut += run.leftOut.filter { known.insert($0).inserted } }
    first.information = information(of: runs)
    return first
  }

  /// What is added to each run's seeds.
  private static func seedShifts(of runs: [Run]) -> [Int] {
    let largest = runs.reduce(0) { largest, run in
      run.trials[run.sweepTrials].reduce(largest) { max($0, Int($1.seed ?? 0)) }
    }
    var bases: [String] = []
    return runs.map { run in
      let base = run.option("seed") ?? "0"
      let position = bases.firstIndex(of: base) ?? bases.count
      if position == bases.count { bases.append(base) }
      return position * (largest + 1)
    }
  }

  private static func information(of runs: [Run]) -> RunInformation? {
    let all = runs.compactMap(\.information)
    guard var joined = all.first else { return nil }
    joined.unmetExpectations = []
    for one in all {
      joined.start = min(joined.start, one.start)
      joined.end = max(joined.end, one.end)
      joined.unmetExpectations += one.unmetExpectations.filter {
        !joined.unmetExpectations.contains($0)
      }
    }
    joined.wallSeconds = all.reduce(0) { $0 + $1.wallSeconds }
    joined.cpuSeconds = all.reduce(0) { $0 + $1.cpuSeconds }
    return joined
  }
}

/// Why runs cannot be read as one.
public enum RunJoiningError: Error, Sendable, Equatable, CustomStringConvertible {
  case otherSuite(String, String, folder: String)
  case otherTargets(folder: String)
  /// One trial came to two results.
  case contradiction(trial: String, folder: String, other: String)

  public var description: String {
    switch self {
    case .otherSuite(let first, let other, let folder):
      "\(printable(folder, limit: 300)) is a run of suite \(quoted(other)), not of "
        + "\(quoted(first)). Name runs of one suite."
    case .otherTargets(let folder):
      "\(printable(folder, limit: 300)) has other targets than the first run. Name runs of one suite."
    case .contradiction(let trial, let folder, let other):
      "\(printable(folder, limit: 300)) and \(printable(other, limit: 300)) have two results of "
        + "trial \(trial). Report them one by one, or run one again."
    }
  }
}

/// Cells and trials of several runs on their way to be one.
private struct RunJoin {
  struct Key: Hashable {
    var cell: CellKey
    var sampling: BatchPlan.Sampling?
    var iterationLimit: Int?
    /// Cells of one run that their columns do not tell apart, as those that start elsewhere.
    var occurrence: Int
  }

  struct Place {
    var run: Int
    var folder: String
    var trial: TrialIdentity
    var record: TrialRecord?
    var hits: [TargetHit]
    var passes: [Double]
    var lacksHeldCosts: Bool
    var reason: String

    /// Whether two runs tell of the same first hits.
    func hasHits(of other: Place) -> Bool {
      hits.elementsEqual(other.hits) { $0.iteration == $1.iteration && $0.cost == $1.cost }
    }
  }

  let targetCount: Int
  let shifts: [Int]
  var cells: [Cell] = []
  private var trials: [[Place]] = []
  private var indices: [Key: Int] = [:]

  init(targetCount: Int, shifts: [Int]) {
    self.targetCount = targetCount
    self.shifts = shifts
  }

  mutating func add(_ run: Run, number: Int) throws(RunJoiningError) {
    var occurrences: [Key: Int] = [:]
    var cellOf: [Int] = []
    for cell in run.cells {
      var key = Key(
        cell: CellKey(cell), sampling: cell.batch?.sampling, iterationLimit: cell.iterationLimit,
        occurrence: 0)
      occurrences[key, default: -1] += 1
      key.occurrence = occurrences[key] ?? 0
      let index = indices[key] ?? cells.count
      if index == cells.count {
        indices[key] = index
        cells.append(cell)
        trials.append([])
      }
      cellOf.append(index)
    }
    for index in run.sweepTrials {
      let trial = run.trials[index]
      let cell = cellOf[Int(trial.cell)]
      var identity = trial
      identity.cell = Int32(truncatingIfNeeded: cell)
      identity.seed = trial.seed.map { Int32(clamping: Int($0) + shifts[number]) }
      let place = Place(
        run: number, folder: run.folder, trial: identity, record: run.records[index],
        hits: Array(run.hits(of: index)),
        passes: run.storedPasses.isEmpty
          ? []
          : Array(run.storedPasses[index * targetCount..<(index + 1) * targetCount]),
        lacksHeldCosts: run.lacksHeldCosts,
        reason: run.records[index] == nil ? "" : run.reason(of: index))
      guard let known = trials[cell].firstIndex(where: { $0.trial.seed == identity.seed }) else {
        trials[cell].append(place)
        continue
      }
      guard let record = place.record else { continue }
      guard let other = trials[cell][known].record else {
        trials[cell][known] = place
        continue
      }
      // An older format did not tell from when on targets are held, and called other outcomes so.
      let isOlder = trials[cell][known].lacksHeldCosts
      let isComparable = isOlder == place.lacksHeldCosts
      guard record.cameTo(other, judgedAlike: isComparable),
        isComparable
          ? trials[cell][known].hits == place.hits : place.hasHits(of: trials[cell][known])
      else {
        throw .contradiction(
          trial: trial.text, folder: trials[cell][known].folder, other: run.folder)
      }
      if isOlder, !isComparable { trials[cell][known] = place }
    }
  }

  func fill(_ run: inout Run) {
    let places = trials.joined()
    run.cells = cells
    run.trials = places.map(\.trial)
    run.confirmingCount = 0
    run.records = places.map(\.record)
    run.hits = places.flatMap(\.hits)
    run.storedReasons = places.map(\.reason)
    run.storedPasses =
      places.contains { !$0.passes.isEmpty }
      ? places.flatMap {
        $0.passes.isEmpty ? Array(repeating: .nan, count: targetCount) : $0.passes
      } : []
    run.lacksHeldCosts = places.contains(where: \.lacksHeldCosts)
    run.plannedCount = run.trials.count
  }
}

extension TrialRecord {
  /// Whether two records tell of the same trial; times and words are not compared.
  ///
  /// - Parameter judgedAlike: Whether outcomes and findings are by the same rules.
  fileprivate func cameTo(_ other: TrialRecord, judgedAlike: Bool) -> Bool {
    iterations == other.iterations && cost == other.cost
      && finalObjective.bitPattern == other.finalObjective.bitPattern
      && (!judgedAlike || (outcome == other.outcome && findings == other.findings))
  }
}
