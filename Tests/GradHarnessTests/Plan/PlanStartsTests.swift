import GradCore
import GradNumerics
import GradResults
import Testing

@testable import GradHarness

@Suite struct PlanStartsTests {
  @Test func seedOneIsTheStandardStartAndOthersLieAround() throws {
    let plan = try planned(
      suite(
        problems: #"{"id": "bowl", "dimension": 50}"#, #""starts": {"around": 0.25}, "seeds": 40"#))
    #expect(plan.start(of: 0) == [Double](repeating: 2, count: 50))
    var all: [Double] = []
    for trial in plan.trials.indices.dropFirst() {
      let start = plan.start(of: trial)
      // x0 = 2, so each coordinate lies within 2 · 0.25 of it.
      #expect(start.allSatisfy { abs($0 - 2) <= 0.5 })
      all += start
    }
    #expect(Set(all).count == all.count)
    // Uniform on [1.5, 2.5]: mean 2 ± 0.0065 and variance 1/12 over 1,950 draws; five deviations.
    let mean = all.reduce(0, +) / Double(all.count)
    #expect(abs(mean - 2) < 0.033)
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
    #expect(abs(variance - 1.0 / 12) < 0.009)
  }

  @Test func smallStartsMoveByTheRadiusItself() throws {
    let plan = try planned(
      suite(problems: #""slope""#, #""starts": {"around": 0.25}, "seeds": 20"#))
    let starts = plan.trials.indices.map { plan.start(of: $0)[0] }
    #expect(starts.allSatisfy { abs($0) <= 0.25 })
    #expect(starts.contains { abs($0) > 0.125 })
  }

  @Test func boxStartsFillTheBox() throws {
    let plan = try planned(suite(#""starts": "box", "seeds": 100"#))
    let all = plan.trials.indices.flatMap { plan.start(of: $0) }
    #expect(all.allSatisfy { (-3...5).contains($0) })
    #expect((all.min() ?? 0) < -2.5 && (all.max() ?? 0) > 4.5)
  }

  @Test func givenPointsAreTakenBySeed() throws {
    let plan = try planned(suite(#""starts": [[1, 2], [3, 4], [5, 6]], "seeds": [3, 1]"#))
    #expect(plan.trials.map(\.seed) == [3, 1])
    #expect(plan.trials.indices.map(plan.start(of:)) == [[5, 6], [1, 2]])
    #expect(
      planMistakes(suite(#""starts": [[1, 2], [3, 4]], "seeds": 3"#)).first?.contains(
        "sweeps[0].seeds must be at most 2") == true)
  }

  @Test func oneGivenPointIsForAllSeeds() throws {
    let plan = try planned(
      suite(problems: #""mean""#, #""starts": [[7]], "seeds": 2, "batchSizes": 1"#))
    #expect(plan.trials.indices.map(plan.start(of:)) == [[7], [7]])
  }

  @Test func startsAndBatchesAreEqualForEveryMethodRateAndBackend() throws {
    let plan = try planned(
      suite(
        problems: #""mean""#, optimizers: #"["descent", "search"]"#,
        #""learningRates": [0.1, 0.2], "backends": ["dual", "central-difference"], "#
          + #""batchSizes": [1, 2], "seeds": [2, 3], "starts": {"around": 1}"#))
    for seed in [2, 3] as [Int32] {
      let trials = plan.trials.indices.filter { plan.trials[$0].seed == seed }
      #expect(trials.count == 12)
      #expect(Set(trials.map(plan.start(of:))).count == 1)
      #expect(Set(trials.map(plan.batchKey(of:))).count == 1)
    }
    #expect(Set(plan.trials.indices.map(plan.start(of:))).count == 2)
    #expect(Set(plan.trials.indices.map(plan.batchKey(of:))).count == 2)
  }

  @Test func startsDependOnBaseSeedInstanceAndSize() throws {
    let text = suite(
      problems: #"{"id": "bowl", "dimension": [2, 3], "conditionNumber": [4, 5]}"#,
      #""instances": 2, "starts": {"around": 1}, "seeds": [2, 3]"#)
    let first = try planned(text)
    let second = try planned(text, PlanOptions(baseSeed: 7))
    let all = [first, second].flatMap { plan in
      plan.trials.indices.map { plan.start(of: $0)[0] }
    }
    #expect(all.count == 32)
    #expect(Set(all).count == 32)
  }

  /// The first start was pinned when it was written: equal seeds must give equal starts for ever.
  @Test func startsStayWhatTheyWere() throws {
    let plan = try planned(suite(#""starts": {"around": 1}, "seeds": [2]"#))
    var stream = RandomStream(
      RandomKey(seed: 0).child("bowl").child(2).child(1).child(2).child("start"))
    let expected = (0..<2).map { _ in 2 + 1 * 2 * stream.uniform(in: -1...1) }
    #expect(plan.start(of: 0) == expected)
  }

  @Test func longTrialsAreEstimatedLonger() throws {
    let plan = try planned(
      suite(
        problems: #"[{"id": "bowl", "dimension": [2, 50]}, "mean"]"#,
        #""backends": ["analytic", "dual", "central-difference"], "batchSizes": [1, "full"]"#))
    func cost(_ label: String, _ dimension: Int, _ backend: String, _ batch: String) -> Double {
      let cell = plan.cells.first {
        let cell = CellIdentity($0.described)
        return cell.problem == label && cell.dimension == dimension && cell.backend == backend
          && cell.batchSize.description == batch
      }
      return cell.map(plan.estimatedCost(of:)) ?? .nan
    }
    #expect(cost("bowl", 50, "analytic", "") > cost("bowl", 2, "analytic", ""))
    #expect(cost("bowl", 50, "dual", "") > cost("bowl", 50, "analytic", ""))
    #expect(cost("bowl", 50, "central-difference", "") > cost("bowl", 50, "dual", ""))
    #expect(cost("mean", 1, "dual", "full") > cost("mean", 1, "dual", "1"))
  }
}
