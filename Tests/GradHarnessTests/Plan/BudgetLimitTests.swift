import GradCore
import GradResults
import Testing

@testable import GradHarness

@Suite struct BudgetLimitTests {
  static func limit(
    _ budget: String, costPerGradient: Int = 1, batch: BatchPlan? = nil, isFiniteSum: Bool = false
  ) throws -> Int {
    let budget = try planned(suite(rest: "\"budget\": {\(budget)}")).suite.budget
    return budget.iterationLimit(
      costPerGradient: costPerGradient, batch: batch, isFiniteSum: isFiniteSum)
  }

  @Test(arguments: [
    ("", 10_000), (#""iterations": 5"#, 5), (#""cost": 20000"#, 19_999), (#""cost": 1"#, 0),
    (#""iterations": 50, "cost": 20"#, 19), (#""iterations": 5, "cost": 20"#, 5),
    (#""iterations": null, "cost": 20000"#, 19_999), (#""dataPasses": 3"#, 10_000),
    (#""iterations": null, "dataPasses": 3"#, 10_000), (#""iterations": 0"#, 0),
    (#""cost": 9223372036854775807"#, 1_000_000_000), (#""seconds": 1"#, 10_000),
  ])
  func deterministicTrialsEndByIterationsAndCost(budget: String, limit: Int) throws {
    #expect(try Self.limit(budget) == limit)
  }

  /// A difference of 5 points a gradient: k + 1 gradients cost 5 (k + 1) ≤ 20.
  @Test func differencesPayForTheirPoints() throws {
    #expect(try Self.limit(#""cost": 20"#, costPerGradient: 5) == 3)
    #expect(try Self.limit(#""cost": 24"#, costPerGradient: 5) == 3)
    #expect(try Self.limit(#""cost": 4"#, costPerGradient: 5) == 0)
  }

  /// 10 examples by 3 are four batches an epoch, of 3, 3, 3 and 1.
  @Test(arguments: [
    ("3", BatchPlan.Sampling.reshuffle, 12), ("3", .replacement, 10), ("2.5", .reshuffle, 9),
    ("0.3", .reshuffle, 1), ("0.29", .reshuffle, 0), ("0.9", .replacement, 3),
    ("1e300", .sequential, 1_000_000_000),
  ])
  func dataPassesAreTurnedIntoBatches(
    passes: String, sampling: BatchPlan.Sampling, limit: Int
  ) throws {
    let batch = BatchPlan(sampleCount: 10, batchSize: 3, sampling: sampling)
    let found = try Self.limit("\"dataPasses\": \(passes)", batch: batch, isFiniteSum: true)
    #expect(found == limit)
    if limit < 1_000_000, let passes = Double(passes) {
      #expect(batch.dataPasses(afterBatches: found) <= passes + 1e-12)
      #expect(batch.dataPasses(afterBatches: found + 1) > passes)
    }
  }

  @Test func fullGradientIsAPassAndBatchesCostOneEach() throws {
    #expect(try Self.limit(#""dataPasses": 7.9"#, isFiniteSum: true) == 7)
    let batch = BatchPlan(sampleCount: 10, batchSize: 3, sampling: .reshuffle)
    #expect(try Self.limit(#""cost": 20"#, batch: batch, isFiniteSum: true) == 20)
  }

  @Test func limitsReachTheCells() throws {
    let plan = try planned(
      suite(
        problems: #"["bowl", "mean"]"#,
        #""batchSizes": [2, "full"], "backends": ["dual", "central-difference"]"#,
        rest: #""budget": {"cost": 100, "dataPasses": 10}"#))
    #expect(plan.cells.map(\.iterationLimit) == [99, 24, 50, 50, 10, 10])
  }

  @Test func gradientDearerThanTheBudgetIsLeftOut() throws {
    let plan = try planned(
      suite(
        #""backends": ["dual", "central-difference"]"#, rest: #""budget": {"cost": 3}"#))
    #expect(plan.cells.map(\.described.backend.text) == ["dual"])
    #expect(
      plan.leftOut == [
        LeftOut(
          problem: "bowl (dimension 2)", with: "backend central-difference",
          reason: "one gradient costs 4, more than the whole budget of 3")
      ])
    #expect(
      planMistakes(
        suite(#""backends": ["central-difference"]"#, rest: #""budget": {"cost": 3}"#)
      ).contains { $0.contains("keeps nothing: all its pairs were left out (bowl") })
  }
}
