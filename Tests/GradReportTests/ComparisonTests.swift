import Foundation
import GradCore
import GradResults
import Testing

@testable import GradReport

/// What changed between two runs.
@Suite struct ComparisonTests {
  static let original = SyntheticRun.convex

  /// The comparison of the original run with a changed one.
  static func compare(
    gates: [RunInformation.Gate] = [], _ change: (inout SyntheticRun) -> Void
  ) throws -> Comparison {
    var changed = original
    change(&changed)
    return try Comparison(
      baseline: try StoredFolder(original.run).read(),
      run: try StoredFolder(changed.run, gates: gates).read())
  }

  @Test func runAgainstItselfIsUnchangedInEveryMetric() throws {
    let comparison = try Self.compare { _ in }
    #expect(comparison.differences.isEmpty)
    #expect(comparison.joinedTrials == Self.original.trials.count)
    #expect(comparison.joinedCells == Self.original.cells.count)
    for (metric, counts) in comparison.counts {
      #expect(Change.allCases.allSatisfy { $0 == .unchanged || counts[$0] == 0 }, "\(metric)")
    }
    // All metrics that repeat exactly were looked at.
    #expect(comparison.counts.keys.count == 10)
    #expect(comparison.ratios.values.allSatisfy { $0 == 1 })
  }

  /// Every cost grown by 5 %, in one cell at a time: found in that cell and in no other.
  @Test func plantedRiseOfCostIsFoundInItsCellEveryTime() throws {
    var small = SyntheticRun()
    for (optimizer, momentum) in [("gradient-descent", 0.0), ("momentum", 0.9)] {
      small.addQuadratic(
        condition: 10, problem: "quadratic", optimizer: optimizer, momentum: momentum,
        rates: SyntheticRun.rates, seeds: 3)
    }
    let hitCells = Set(
      small.trials.indices.filter { small.hits[$0 * 8 + 4].isHit }
        .map { Int(small.trials[$0].cell) }
    ).sorted()
    #expect(hitCells.count >= 14)
    let baseline = try StoredFolder(small.run).read()
    for cell in hitCells {
      var run = baseline
      for (index, trial) in run.trials.enumerated() where Int(trial.cell) == cell {
        for hit in index * 8..<index * 8 + 8 {
          let cost = run.hits[hit].cost
          run.hits[hit].change(cost: Int((Double(cost) * 1.05).rounded(.up)))
        }
        let cost = try #require(run.records[index]).cost
        run.records[index]?.cost = Int(Double(cost) * 1.05) + 1
      }
      let comparison = try Comparison(baseline: baseline, run: run)
      let found = comparison.differences.filter { $0.change == .regression }
      #expect(found.contains { $0.metric == .costToTarget })
      #expect(found.contains { $0.metric == .expectedCost })
      for difference in found where difference.metric != .bestLearningRate {
        #expect(Self.isSame(difference.cell, small.cells[cell]))
      }
    }
  }

  /// One trial of five alone: the median may hide it, the expected cost does not.
  @Test func riseInOneTrialShowsInTheExpectedCost() throws {
    let comparison = try Self.compare { run in
      for hit in 0..<8 where run.hits[hit].isHit {
        run.hits[hit].change(cost: run.hits[hit].cost + 1)
      }
    }
    let found = comparison.differences.filter { $0.change == .regression }
    #expect(found.contains { $0.metric == .expectedCost })
    #expect(found.allSatisfy { Self.isSame($0.cell, Self.original.cells[0]) })
  }

  @Test func toleranceOfTheGatesIsTheLargestRiseThatPasses() {
    let tolerances = Tolerances([.init(metric: "costToTarget", tolerance: 0.05)])
    #expect(tolerances.judge(.costToTarget, before: 100, after: 105) == .unchanged)
    #expect(tolerances.judge(.costToTarget, before: 100, after: 105.0001) == .regression)
    #expect(tolerances.judge(.costToTarget, before: 100, after: 95) == .unchanged)
    #expect(tolerances.judge(.costToTarget, before: 100, after: 94.9) == .improvement)
    #expect(tolerances.judge(.expectedCost, before: 100, after: 100.01) == .regression)
    #expect(tolerances.judge(.costToTarget, before: 100, after: .infinity) == .regression)
    #expect(tolerances.judge(.costToTarget, before: .infinity, after: 100) == .improvement)
    #expect(tolerances.judge(.costToTarget, before: .infinity, after: .infinity) == .unchanged)
    #expect(tolerances.judge(.costToTarget, before: .nan, after: .nan) == .unchanged)
    #expect(tolerances.judge(.costToTarget, before: .nan, after: 1) == .inconclusive)
    #expect(tolerances.judge(.finalGap, before: 0, after: 0) == .unchanged)
    #expect(tolerances.judge(.finalGap, before: 0, after: 1e-300) == .regression)
    #expect(tolerances.judge(.successRate, shareBefore: 1, after: 0.8) == .regression)
    #expect(tolerances.judge(.successRate, shareBefore: 0.8, after: 1) == .improvement)
  }

  @Test func lostAnswerComesBeforeASlowerOne() throws {
    let comparison = try Self.compare { run in
      // The first trial that hit ends out of budget; another cell's costs double.
      guard let lost = run.trials.indices.first(where: { run.hits[$0 * 8 + 7].isHit }) else {
        return
      }
      run.records[lost]?.outcome = .budgetSpent
      run.hits[lost * 8 + 7] = .missed
      let slow = run.trials.indices.filter { run.trials[$0].cell == run.trials[lost].cell + 1 }
      for trial in slow {
        run.records[trial]?.cost *= 2
        for hit in trial * 8..<trial * 8 + 8 {
          run.hits[hit].change(cost: 2 * run.hits[hit].cost)
        }
      }
    }
    let first = try #require(comparison.differences.first)
    #expect(first.change == .regression)
    #expect(first.metric == .successRate || first.metric == .outcome)
    #expect(first.before == "5/5" || first.before == "5 targetHit")
    #expect(first.after == "4/5" || first.after == "4 targetHit, 1 budgetSpent")
  }

  @Test func divergedAndFailedTrialsAreRegressionsAndTimeLimitsProveNothing() throws {
    for (outcome, change) in [
      (Outcome.diverged, Change.regression), (.failed, .regression), (.timedOut, .inconclusive),
      (.cancelled, .inconclusive),
    ] {
      let comparison = try Self.compare { run in run.records[0]?.outcome = outcome }
      #expect(comparison.counts[.outcome]?[change] == 1, "\(outcome)")
    }
  }

  @Test func betterRunIsNoRegression() throws {
    let comparison = try Self.compare { run in
      for index in run.hits.indices where run.hits[index].isHit {
        run.hits[index].change(cost: max(1, run.hits[index].cost / 2))
      }
      for index in run.records.indices {
        let cost = run.records[index]?.cost ?? 1
        run.records[index]?.cost = max(1, cost / 2)
      }
    }
    #expect(comparison.count(.regression) == 0)
    #expect(comparison.count(.improvement) > 100)
    #expect(try #require(comparison.ratios[.costToTarget]) < 0.6)
  }

  @Test func goneAndNewCellsAndTrialsAreCounted() throws {
    let comparison = try Self.compare { run in
      // The last cell and one trial of the first are gone; the second cell got another rate.
      let last = Int32(run.cells.count - 1)
      let kept = run.trials.indices.filter { run.trials[$0].cell != last && $0 != 0 }
      run.records = kept.map { run.records[$0] }
      run.hits = kept.flatMap { run.hits[$0 * 8..<$0 * 8 + 8] }
      run.trials = kept.map { run.trials[$0] }
      run.cells.removeLast()
      run.cells[1].learningRate = 0.7
      for index in run.trials.indices where run.trials[index].cell == 1 {
        run.trials[index].id &+= 1
      }
    }
    #expect(comparison.goneCells == 2)
    #expect(comparison.newCells == 1)
    #expect(comparison.count(.gone) == 3)
    #expect(comparison.count(.new) == 1)
    #expect(comparison.count(.regression) == 0)
  }

  /// A changed default renames the trials; they are compared all the same, by seed.
  @Test func changedDefaultIsGoneAndComparedWithItsSuccessor() throws {
    let comparison = try Self.compare { run in
      for index in run.cells.indices where run.cells[index].optimizer == "momentum" {
        run.cells[index].setting = Setting(
          optimizer: "momentum",
          values: [
            NamedValue(name: "momentum", value: .number(0.8)),
            NamedValue(name: "weightDecay", value: .integer(0)),
          ], schedule: Configuration(id: "constant"))
      }
      for index in run.trials.indices
      where run.cells[Int(run.trials[index].cell)].optimizer == "momentum" {
        run.trials[index].id &+= 1
        run.records[index]?.cost += 7
        for hit in index * 8..<index * 8 + 8 where run.hits[hit].isHit {
          run.hits[hit].change(cost: run.hits[hit].cost + 7)
        }
      }
    }
    let cells = Self.original.cells.count { $0.optimizer == "momentum" }
    #expect(comparison.count(.gone) == cells)
    #expect(comparison.count(.new) == 0)
    let slower = try #require(
      comparison.differences.first { $0.metric == .costToTarget && $0.change == .regression })
    #expect(slower.note == "now momentum=0.8, was momentum=0.9")
    #expect(slower.cell?.optimizer == "momentum")
  }

  @Test func movedBestRateIsJudgedByItsCost() throws {
    let comparison = try Self.compare { run in
      // The cell of the best rate loses its hits.
      let summary = Summary(run.run)
      guard
        let best = run.cells.indices.first(where: { summary.row(cell: $0, target: 4).isBest })
      else { return }
      for index in run.trials.indices where Int(run.trials[index].cell) == best {
        run.records[index]?.outcome = .budgetSpent
        for hit in index * 8..<index * 8 + 8 { run.hits[hit] = .missed }
      }
    }
    let moved = comparison.differences.filter { $0.metric == .bestLearningRate }
    #expect(!moved.isEmpty)
    #expect(moved.allSatisfy { $0.change == .regression })
    #expect(moved.allSatisfy { $0.before != $0.after && $0.before.contains("cost") })
  }

  @Test func runsOfTwoSuitesAreRefused() throws {
    let baseline = try StoredFolder(Self.original.run).read()
    var other = Self.original.run
    other.suite.name = "other"
    let run = try StoredFolder(other).read()
    #expect(throws: ComparisonError.otherSuite(baseline: "synthetic", run: "other")) {
      try Comparison(baseline: baseline, run: run)
    }
    var strange = Self.original
    for index in strange.trials.indices { strange.trials[index].id = ~strange.trials[index].id }
    strange.cells = strange.cells.map { cell in
      var cell = cell
      cell.setting = Setting(
        optimizer: "adam", values: cell.setting.values, schedule: cell.setting.schedule)
      return cell
    }
    #expect(throws: ComparisonError.nothingInCommon) {
      try Comparison(
        baseline: baseline, run: try StoredFolder(strange.run).read())
    }
  }

  /// On either side: as a run it would lose nothing but trials, as a baseline lack nothing but them.
  @Test func interruptedRunsAreRefused() throws {
    let whole = try StoredFolder(Self.original.run).read()
    var cut = Self.original
    cut.records[cut.records.count - 1] = nil
    let interrupted = try StoredFolder(cut.run).read()
    let count = cut.records.count
    let error = ComparisonError.interrupted(
      folder: interrupted.folder, finished: count - 1, planned: count)
    #expect(throws: error) { try Comparison(baseline: whole, run: interrupted) }
    #expect(throws: error) { try Comparison(baseline: interrupted, run: whole) }
    #expect(throws: error) { try Comparison(baseline: interrupted, run: interrupted) }
    #expect(
      error.description.hasPrefix(interrupted.folder + ": the run was interrupted, and holds "))
  }

  @Test func circumstancesThatDifferAreNamed() throws {
    var machine = Machine.current
    machine.processor = "another"
    let baseline = try StoredFolder(Self.original.run).read()
    let run = try StoredFolder(
      Self.original.run, gates: [.init(metric: "finalGap", tolerance: 0.5)],
      toolVersion: "9.9", machine: machine
    ).read()
    let names = try Comparison(baseline: baseline, run: run).circumstances.map(\.name)
    #expect(names == ["gradbench", "processor", "gates"])
    let same = try Comparison(baseline: baseline, run: baseline)
    #expect(same.circumstances.isEmpty)
  }

  /// A cell is one line a metric, of its targets the worst; echoes of the cost are left out.
  @Test func linesTellACellOnce() throws {
    let comparison = try Self.compare { run in
      for index in run.trials.indices where run.trials[index].cell == 3 {
        run.records[index]?.cost *= 3
        for hit in index * 8..<index * 8 + 8 where run.hits[hit].isHit {
          run.hits[hit].change(cost: 3 * run.hits[hit].cost)
          run.hits[hit].iteration *= 3
          run.hits[hit].heldIteration *= 3
        }
      }
    }
    let lines = comparison.lines().lines.filter { $0.difference.metric == .costToTarget }
    #expect(lines.count == 1)
    #expect(lines.first?.otherTargets == 7)
    #expect(!comparison.lines().lines.contains { $0.difference.metric == .iterationsToTarget })
    #expect(comparison.differences.contains { $0.metric == .iterationsToTarget })
  }

  /// Equal in all that tells cells apart.
  static func isSame(_ a: Cell?, _ b: Cell) -> Bool {
    a.map { CellKey($0) == CellKey(b) } ?? false
  }
}
