import Foundation
import GradCore
import GradTestSupport
import Testing

@testable import GradReport
@testable import GradResults

/// Trials on fresh seeds, which stand behind those of the sweep.
@Suite struct ConfirmingTrialsTests {
  static let seeds: [Int32] = [1_000_001, 1_000_002, 1_000_003]

  /// The convex run with fresh seeds of some cells, which came to what the cell's first trial came
  /// to; added in the order given.
  static func confirmed(_ cells: [[Int]]) -> Run {
    var run = SyntheticRun.convex.run
    run.confirmSeeds = seeds.count
    for round in cells {
      var trials: [TrialIdentity] = []
      var records: [TrialRecord] = []
      var hits: [TargetHit] = []
      for cell in round {
        guard let first = run.trials.firstIndex(where: { Int($0.cell) == cell }),
          let record = run.records[first]
        else { continue }
        for seed in seeds.reversed() {
          trials.append(
            TrialIdentity(
              id: UInt64(cell) << 32 | UInt64(seed), cell: Int32(cell), seed: seed))
          records.append(record)
          hits += run.hits(of: first)
        }
      }
      run.append(confirming: trials, records: records, hits: hits)
    }
    return run
  }

  @Test func theyStandBehindTheSweepByCellThenSeed() throws {
    let sweep = SyntheticRun.convex.run
    let run = Self.confirmed([[9, 40], [8], [60, 3]])
    #expect(run.sweepCount == sweep.trials.count)
    #expect(run.trials[run.sweepTrials].elementsEqual(sweep.trials))
    #expect(run.plannedCount == sweep.trials.count)
    #expect(run.finishedCount == sweep.trials.count)
    #expect(run.isComplete)
    let added = run.trials[run.confirmingTrials]
    #expect(added.map(\.cell) == [3, 8, 9, 40, 60].flatMap { Array(repeating: $0, count: 3) })
    #expect(added.map(\.seed) == (0..<5).flatMap { _ in Self.seeds })
    for trial in run.confirmingTrials {
      #expect(run.isConfirming(trial: trial))
      let first = try #require(run.trials.firstIndex { $0.cell == run.trials[trial].cell })
      #expect(!run.isConfirming(trial: first))
      #expect(run.records[trial]?.cost == run.records[first]?.cost)
      #expect(Array(run.hits(of: trial)) == Array(run.hits(of: first)))
    }
  }

  @Test(arguments: [Run.Depth.comparison, .report])
  func theyAreReadBack(depth: Run.Depth) throws {
    var run = Self.confirmed([[9, 40], [8]])
    run.ranking = RunRanking(target: "1e-05", reference: "tuned momentum")
    let stored = try StoredFolder(run)
    let read = try Run.read(folder: stored.path, depth: depth)
    #expect(read.trials == run.trials)
    #expect(read.sweepCount == run.sweepCount)
    #expect(read.hits == run.hits)
    #expect(read.records.count == run.records.count)
    #expect(read.plannedCount == run.plannedCount)
    #expect(read.isComplete)
    #expect(read.ranking == run.ranking)
    #expect(read.confirmSeeds == 3)
    for trial in read.trials.indices { #expect(read.reason(of: trial) == run.reason(of: trial)) }
    let rows = try stored.text("trials.csv").split(separator: "\n").dropFirst()
    let roles = rows.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().last ?? ""
    }
    #expect(roles == run.trials.indices.map { run.isConfirming(trial: $0) ? "confirm" : "sweep" })
  }

  /// Cells that start elsewhere have the same columns: only `cells.csv` tells which was confirmed.
  @Test(arguments: [0, 1])
  func cellsOfEqualColumnsAreToldApart(confirmed: Int) throws {
    var run = SyntheticRun()
    for _ in 0..<2 {
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: "gradient-descent", momentum: 0, rates: [1],
        seeds: 2)
    }
    var made = run.run
    made.append(
      confirming: [TrialIdentity(id: 7, cell: Int32(confirmed), seed: 1_000_001)],
      records: [try #require(made.records[0])], hits: Array(made.hits(of: 0)))
    let read = try StoredFolder(made).read()
    #expect(read.trials == made.trials)
  }

  /// Summaries, verdicts and comparisons are of the sweep alone.
  @Test func theyChangeNoSummaryAndNoComparison() throws {
    let folders = (
      try StoredFolder(SyntheticRun.convex.run), try StoredFolder(Self.confirmed([[9, 40], [8]]))
    )
    #expect(try folders.0.text("summary.csv") == folders.1.text("summary.csv"))
    for (baseline, run) in [
      (try folders.0.read(), try folders.1.read()), (try folders.1.read(), try folders.0.read()),
    ] {
      let comparison = try Comparison(baseline: baseline, run: run)
      #expect(comparison.count(.regression) == 0 && comparison.count(.improvement) == 0)
      #expect(comparison.joinedTrials == SyntheticRun.convex.trials.count)
      #expect(comparison.newCells == 0 && comparison.goneCells == 0)
      let joined = try Run.joining([baseline, run])
      #expect(joined.trials == SyntheticRun.convex.trials)
      #expect(joined.confirmingTrials.isEmpty)
    }
  }

  /// What a damaged folder may say of them.
  @Test(arguments: [
    ("run.json", "\"confirming\" : 6", "\"confirming\" : 7", "trials.csv: it has "),
    ("run.json", "\"confirming\" : 6", "\"confirming\" : -1", "are no counts of a run"),
    ("run.json", "\"confirm\" : 3", "\"confirm\" : -3", "confirm is no count of seeds"),
    ("cells.csv", "1000001-1000003", "1000001-1000004", "confirming_seeds must be"),
    ("cells.csv", "1000001-1000003", "1000001-2000000000", "confirming_seeds must be"),
    ("cells.csv", "1000001-1000003", "x", "confirming_seeds must be seeds such as"),
    ("trials.csv", ",confirm,", ",sweep,", "role must be confirm"),
    ("trials.csv", ",sweep,", ",confirm,", "role must be sweep"),
    ("trials.csv", ",confirm,", ",other,", "role must be sweep or confirm"),
  ])
  func damagedFolderIsRefused(file: String, text: String, other: String, words: String) throws {
    let folder = try StoredFolder(Self.confirmed([[9, 40]]))
    let whole = try folder.text(file)
    #expect(whole.contains(text))
    try folder.write(file, whole.replacing(text, with: other, maxReplacements: 1))
    let error = #expect(throws: RunReadingError.self) { try folder.read() }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}

/// Settings that a suite gives a name.
@Suite struct NamedSettingTests {
  private static func setting(_ momentum: String, name: String?, schedule: String = "constant")
    -> Setting
  {
    Setting(
      optimizer: "momentum",
      values: [NamedValue](text: "momentum=\(momentum)", separator: ";") ?? [],
      schedule: Configuration(text: schedule), name: name)
  }

  @Test func nameStandsForTheHyperparameters() {
    let tuned = Self.setting("0.9", name: "tuned")
    #expect(tuned == Self.setting("0.5", name: "tuned"))
    #expect(tuned.hashValue == Self.setting("0.5", name: "tuned").hashValue)
    #expect(tuned != Self.setting("0.9", name: nil))
    #expect(tuned != Self.setting("0.9", name: "other"))
    #expect(tuned != Self.setting("0.9", name: "tuned", schedule: "cosine"))
    #expect(Self.setting("0.9", name: nil) != Self.setting("0.5", name: nil))
  }

  /// Their cells stay cells of their own.
  @Test func cellsAreToldApartByTheirHyperparameters() {
    func cell(_ momentum: String) -> Cell {
      Cell(
        problem: RunProblem(label: "sphere", dimension: 2),
        setting: Self.setting(momentum, name: "tuned"), learningRate: 1,
        batchSize: .deterministic, backend: Configuration(text: "analytic"))
    }
    #expect(CellKey(cell("0.9")) != CellKey(cell("0.5")))
    #expect(CellKey(cell("0.9")).anyRate != CellKey(cell("0.5")).anyRate)
    #expect(CellKey(cell("0.9")).anyHyperparameters == CellKey(cell("0.5")).anyHyperparameters)
  }

  @Test(arguments: ["tuned momentum", "=1+1", "a\"b,c", "'q", "β = 0.9"])
  func nameIsReadBack(name: String) throws {
    var run = SyntheticRun.convex.run
    for index in run.cells.indices where run.cells[index].optimizer == "momentum" {
      let setting = run.cells[index].setting
      run.cells[index].setting = Setting(
        optimizer: setting.optimizer, values: setting.values, schedule: setting.schedule,
        name: name)
    }
    let read = try StoredFolder(run).read()
    #expect(read.cells.map(\.setting.name) == run.cells.map(\.setting.name))
    #expect(read.cells.map(\.setting.hyperparameters) == run.cells.map(\.setting.hyperparameters))
    #expect(read.cells.map { CellKey($0) } == run.cells.map { CellKey($0) })
  }
}
