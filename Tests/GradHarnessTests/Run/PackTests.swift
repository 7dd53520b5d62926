import GradCore
import Testing

@testable import GradHarness

@Suite struct PackTests {
  /// 30 rates by 4 seeds: 120 trials of one kind.
  static let sweep =
    #""learningRates": [{"from": 0.001, "to": 1, "count": 30}], "starts": {"around": 0.1}, "seeds": 4"#

  @Test(arguments: [(1, [120]), (2, [60, 60]), (7, [18, 17, 17, 17, 17, 17, 17]), (64, [])])
  func everyWorkerGetsOnePackOfAKind(jobs: Int, sizes: [Int]) throws {
    let plan = try planned(suite(Self.sweep))
    let packs = plan.packs(width: 8, jobs: jobs)
    // 64 workers: fifteen packs fill their lanes.
    #expect(packs.map(\.trials.count) == (sizes.isEmpty ? Array(repeating: 8, count: 15) : sizes))
    #expect(packs.flatMap(\.trials).sorted() == Array(plan.trials.indices))
  }

  @Test func slowAndFastRatesAreDealtToAllWorkers() throws {
    let plan = try planned(suite(Self.sweep))
    for pack in plan.packs(width: 8, jobs: 3) {
      let rates = pack.trials.map { plan.cells[Int(plan.trials[$0].cell)].rate }
      #expect(Set(rates).count == 30)
    }
  }

  @Test func noisyTrialsOfOneSeedFillTheLanesOnce() throws {
    let plan = try planned(suite(problems: #"["mean"]"#, Self.sweep + #", "batchSizes": [2]"#))
    let packs = plan.packs(width: 8, jobs: 2)
    #expect(packs.flatMap(\.trials).sorted() == Array(plan.trials.indices))
    for pack in packs {
      #expect(pack.trials.count <= 8)
      #expect(Set(pack.trials.map { plan.trials[$0].seed }).count == 1)
    }
  }

  @Test func fewTrialsAreOnePack() throws {
    let plan = try planned(suite(#""learningRates": [0.1, 0.2, 0.3]"#))
    #expect(plan.packs(width: 8, jobs: 2).map(\.trials) == [[0, 1, 2]])
  }
}
