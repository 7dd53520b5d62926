import GradCore
import GradResults
import Testing

@testable import GradReport

/// Which cells are asked for on fresh seeds.
@Suite struct ConfirmationTests {
  /// Gradient descent on a quadratic with seeds of the sweep.
  private static func run(rates: [Double], seeds: Int = 3) -> Run {
    var run = SyntheticRun()
    run.addQuadratic(
      condition: 10, problem: "sphere", optimizer: "gradient-descent", momentum: 0, rates: rates,
      seeds: seeds)
    return run.run
  }

  /// The best rate is the fifth: 1, next to 2/(1 + 1/κ).
  private static let rates = [0.0625, 0.125, 0.25, 0.5, 1, 1.9, 3]

  private static func wanted(_ run: Run) -> [Int] {
    Confirmation(run, summary: Summary(run)).wantedCells()
  }

  /// Adds two fresh seeds of cells, of given costs; nil: misses.
  private static func confirm(_ run: inout Run, _ costs: [Int: Int?]) {
    for (cell, cost) in costs {
      for seed in 1...2 {
        var record = TrialRecord(outcome: .budgetSpent)
        record.cost = cost ?? 10_001
        record.iterations = record.cost - 1
        let hit =
          cost.map { TargetHit(iteration: Int32($0 - 1), held: true, cost: $0) } ?? .missed
        run.append(
          confirming: [
            TrialIdentity(
              id: UInt64(cell * 10 + seed), cell: Int32(cell), seed: Int32(1_000_000 + seed))
          ], records: [record], hits: run.targets.map { _ in hit })
      }
    }
  }

  @Test func bestRateAndItsNeighboursComeFirst() {
    #expect(Self.wanted(Self.run(rates: Self.rates)) == [3, 4, 5])
    #expect(Self.wanted(Self.run(rates: Array(Self.rates.prefix(5)))) == [3, 4])
    #expect(Self.wanted(Self.run(rates: [1])) == [0])
  }

  @Test func ratesFollowAsLongAsTheBestStandsAtAnEnd() {
    var run = Self.run(rates: Self.rates)
    Self.confirm(&run, [3: 40, 4: 50, 5: nil])
    #expect(Self.wanted(run) == [2])
    Self.confirm(&run, [2: 30])
    #expect(Self.wanted(run) == [1])
    Self.confirm(&run, [1: 60])
    #expect(Self.wanted(run).isEmpty)
  }

  @Test func ratesEndWithTheGrid() {
    var run = Self.run(rates: Array(Self.rates.prefix(5)))
    Self.confirm(&run, [3: 40, 4: 30])
    #expect(Self.wanted(run).isEmpty)
  }

  @Test func cellsWithoutASeedAreNotAskedFor() {
    var run = Self.run(rates: Self.rates, seeds: 1)
    for index in run.trials.indices { run.trials[index].seed = nil }
    #expect(Self.wanted(run).isEmpty)
  }
}
