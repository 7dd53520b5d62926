import Foundation
import GradCore
import GradResults
import Testing

@testable import GradReport

/// Which trials of two runs are compared, and which cells.
@Suite struct ComparisonJoiningTests {
  /// Five rates whose cost depends on the seed, so that the best rate depends on the seeds.
  private static let original: SyntheticRun = {
    var run = SyntheticRun()
    run.addQuadratic(
      condition: 100, problem: "quadratic", optimizer: "momentum", momentum: 0.9,
      rates: [0.25, 0.5, 0.75, 1, 2, 8], seeds: 5)
    for (index, trial) in run.trials.enumerated() where trial.seed ?? 0 > 2 && trial.cell < 3 {
      for hit in index * 8..<index * 8 + 8 { run.hits[hit] = .missed }
      run.records[index]?.outcome = .budgetSpent
    }
    return run
  }()

  private static func compare(_ baseline: SyntheticRun, _ run: SyntheticRun) throws -> Comparison {
    try Comparison(
      baseline: try StoredFolder(baseline.run).read(),
      run: try StoredFolder(run.run).read())
  }

  /// Every change but those of trials that one run alone has.
  private static func judged(_ comparison: Comparison) -> [Difference] {
    comparison.differences.filter { $0.change != .new && $0.change != .gone }
  }

  @Test func trialsThatOneRunAloneHasChangeNoVerdict() throws {
    let few = Self.original.keeping { $0.seed ?? 0 <= 2 }
    // Judged by all that each run has they would differ.
    let (less, more) = (Summary(few.run), Summary(Self.original.run))
    #expect(less.rows.map(\.verdict) != more.rows.map(\.verdict))
    #expect(less.rows.map(\.isBest) != more.rows.map(\.isBest))
    for comparison in [
      try Self.compare(few, Self.original), try Self.compare(Self.original, few),
    ] {
      #expect(comparison.joinedTrials == few.trials.count)
      #expect(Self.judged(comparison).isEmpty)
      #expect(comparison.counts[.verdict]?[.unchanged] == 6 * 8)
      #expect(comparison.counts[.bestLearningRate]?[.unchanged] == 8)
    }
  }

  @Test func interruptedRunIsJudgedByTheTrialsThatFinished() throws {
    let one = Self.original.keeping { $0.cell == 0 && $0.seed == 1 }
    for comparison in [
      try Self.compare(one, Self.original), try Self.compare(Self.original, one),
    ] {
      #expect(comparison.joinedTrials == 1)
      #expect(Self.judged(comparison).isEmpty)
      #expect(comparison.counts[.verdict]?[.unchanged] == 8)
    }
  }

  /// A rate that one run alone has is best there, and no rate of the other got worse by it.
  @Test func rateThatOneRunAloneHasIsNoRival() throws {
    let summary = Summary(Self.original.run)
    let best = try #require(
      Self.original.cells.indices.first { summary.row(cell: $0, target: 7).isBest })
    let without = Self.original.keeping { Int($0.cell) != best }
    let comparison = try Self.compare(without, Self.original)
    #expect(comparison.newCells == 1)
    #expect(Self.judged(comparison).isEmpty)
    #expect(try Self.judged(Self.compare(Self.original, without)).isEmpty)
  }

  /// A trial that a time limit or an interrupt ended, in either run, is no evidence for any metric of
  /// its cell, nor for the verdicts and the best rate of its family.
  @Test(arguments: [Outcome.timedOut, .cancelled])
  func trialEndedFromOutsideMakesItsCellInconclusive(outcome: Outcome) throws {
    var stopped = Self.original
    let summary = Summary(stopped.run)
    let best = try #require(
      stopped.cells.indices.first { summary.row(cell: $0, target: 7).isBest })
    for (index, trial) in stopped.trials.enumerated() where Int(trial.cell) == best {
      stopped.records[index]?.outcome = outcome
      stopped.records[index]?.gap = 0.4
      for hit in index * 8 + 1..<index * 8 + 8 { stopped.hits[hit] = .missed }
    }
    for comparison in [
      try Self.compare(stopped, Self.original), try Self.compare(Self.original, stopped),
    ] {
      #expect(comparison.count(.regression) == 0)
      #expect(comparison.count(.improvement) == 0)
      for metric in [
        Metric.outcome, .finalGap, .successRate, .costToTarget, .expectedCost, .verdict,
        .bestLearningRate,
      ] {
        #expect(comparison.counts[metric]?[.inconclusive] ?? 0 > 0, "\(metric)")
      }
      #expect(
        comparison.differences.allSatisfy {
          $0.note.hasSuffix("a trial ended by time limit or interrupt")
        })
    }
    // The same losses by the method's own doing are regressions.
    for (index, trial) in stopped.trials.enumerated() where Int(trial.cell) == best {
      stopped.records[index]?.outcome = .budgetSpent
    }
    #expect(try Self.compare(Self.original, stopped).count(.regression) > 8)
  }

  /// Equal cells with other trials: another base seed, or other starts.
  @Test func runsWithoutACommonTrialAreRefused() throws {
    var other = Self.original
    for index in other.trials.indices { other.trials[index].id &+= 1 }
    #expect(throws: ComparisonError.nothingInCommon) { try Self.compare(Self.original, other) }
    // Changed hyperparameters alone would be compared by seed, but these start elsewhere.
    for index in other.cells.indices {
      other.cells[index].setting = try #require(
        Setting(
          optimizer: other.cells[index].optimizer, hyperparameters: "momentum=0.8;weightDecay=0",
          schedule: "constant"))
    }
    for index in other.records.indices { other.records[index]?.initialObjective *= 1.5 }
    #expect(throws: ComparisonError.nothingInCommon) { try Self.compare(Self.original, other) }
    // From the same starts they are.
    for index in other.records.indices {
      other.records[index]?.initialObjective =
        Self.original.records[index]?.initialObjective ?? .nan
    }
    let comparison = try Self.compare(Self.original, other)
    #expect(comparison.joinedTrials == 0)
    #expect(comparison.joinedCells == 0)
    #expect(comparison.renamedTrials == 30)
    #expect(comparison.renamedCells == 6)
  }

  @Test func emptyRunBesideAFullOneIsRefused() throws {
    let none = Self.original.keeping { _ in false }
    #expect(throws: ComparisonError.nothingInCommon) { try Self.compare(none, Self.original) }
    #expect(throws: ComparisonError.nothingInCommon) { try Self.compare(Self.original, none) }
  }

  @Test func targetsThatVanishedAreGoneInOneLineEach() throws {
    var fewer = Self.original
    fewer.targets = [fewer.targets[0], fewer.targets[7]]
    fewer.hits = fewer.trials.indices.flatMap {
      [Self.original.hits[$0 * 8], Self.original.hits[$0 * 8 + 7]]
    }
    let comparison = try Self.compare(Self.original, fewer)
    #expect(comparison.count(.gone) == 6)
    #expect(comparison.differences.allSatisfy { $0.change == .gone && $0.cell == nil })
    #expect(
      comparison.lines().lines.map(\.metricText)
        == Self.original.targets[1...6].map { "successRate \($0.text)" })
    let back = try Self.compare(fewer, Self.original)
    #expect(back.count(.new) == 6)
    #expect(back.count(.gone) == 0)
  }

  /// The minimum is not known any more, so no target has a meaning.
  @Test func targetThatLostItsMeaningIsGone() throws {
    var unknown = Self.original
    for index in unknown.cells.indices {
      let problem = unknown.cells[index].problem
      unknown.cells[index].problem = RunProblem(label: problem.label, dimension: problem.dimension)
    }
    unknown.hits = unknown.hits.map { _ in .undefined }
    let comparison = try Self.compare(Self.original, unknown)
    #expect(comparison.counts[.successRate]?[.gone] == 6 * 8)
    #expect(comparison.count(.regression) == 0)
  }
}

extension SyntheticRun {
  /// The run with some of its trials alone.
  func keeping(_ isKept: (TrialIdentity) -> Bool) -> SyntheticRun {
    var run = self
    let kept = trials.indices.filter { isKept(trials[$0]) }
    run.trials = kept.map { trials[$0] }
    run.records = kept.map { records[$0] }
    run.hits = kept.flatMap { hits[$0 * targets.count..<($0 + 1) * targets.count] }
    return run
  }
}
