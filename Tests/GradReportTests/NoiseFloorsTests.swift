import Foundation
import GradCore
import GradResults
import Testing

@testable import GradReport

/// What a report says of where noise stops constant rates.
@Suite struct NoiseFloorsTests {
  /// One example at a time on a problem whose gap falls to the floor within the budget at rates from
  /// 0.25 on, and diverges at 2.
  private static func report(_ change: (inout SyntheticRun) -> Void = { _ in }) -> Report {
    var run = SyntheticRun()
    run.addFiniteSum(batchSizes: [1, 64], rates: [0.25, 0.5, 1, 2], seeds: 3, passes: 50)
    change(&run)
    return Report(run.run, summary: Summary(run.run))
  }

  private static func sentences(_ change: (inout SyntheticRun) -> Void = { _ in }) -> [String] {
    NoiseFloors(report(change).study).sentences.map(\.plain)
  }

  /// 0.05 η/(2(2 − η)), which the trials of the synthetic run come to.
  @Test func rangeOfRatesIsOneSentence() {
    #expect(
      Self.sentences() == [
        "least-squares n=1 B=1: gradient-descent stops at gaps from 0.00357 at rate 0.25 to 0.025 at "
          + "rate 1 (theory 0.00357 to 0.025, at most 0.1 % off)."
      ])
    #expect(
      NoiseFloors(Self.report().study).headline?.plain
        == "Noise stops constant rates. " + Self.sentences()[0])
  }

  @Test func oneRateIsNamedWithItsTheory() {
    let found = Self.sentences { run in
      for index in run.trials.indices
      where run.cells[Int(run.trials[index].cell)].learningRate != 0.5 {
        run.records[index]?.findings = []
      }
    }
    #expect(
      found == [
        "least-squares n=1 B=1: gradient-descent stops at 0.00833 at rate 0.5 (theory 0.00833)."
      ])
  }

  @Test func rangesWithAGapAreTwoClausesAndTheoryMayBeMissing() {
    let found = Self.sentences { run in
      for index in run.cells.indices { run.cells[index].floor = nil }
      for index in run.trials.indices
      where run.cells[Int(run.trials[index].cell)].learningRate == 0.5 {
        run.records[index]?.findings = []
      }
    }
    #expect(
      found == [
        "least-squares n=1 B=1: gradient-descent stops at 0.00357 at rate 0.25 and 0.025 at rate 1."
      ])
  }

  @Test func farTheoryIsToldAsAFactor() {
    let found = Self.sentences { run in
      for index in run.cells.indices {
        run.cells[index].floor = run.cells[index].floor.map { $0 / 4 }
      }
    }
    #expect(
      found.first?.hasSuffix("(theory 8.93e-04 to 0.00625, at most 4× off).") == true, "\(found)")
  }

  /// A rate that falls, a full batch and a run of an older format have no floor.
  @Test func nothingIsSaidWhereNothingStops() {
    let older = Self.report { run in
      for index in run.records.indices { run.records[index]?.floor = .nan }
    }
    #expect(NoiseFloors(older.study).headline == nil)
    #expect(!older.markdown.contains("Where each rate stops"))
    let falling = Self.report { run in
      for index in run.records.indices { run.records[index]?.findings = [] }
    }
    #expect(NoiseFloors(falling.study).sentences.isEmpty)
    #expect(!falling.markdown.contains("Where each rate stops"))
  }

  @Test func jsonHoldsEachNoisyCell() throws {
    let tree = try JSONSerialization.jsonObject(with: Data(Self.report().json.utf8))
    let floors = try #require((tree as? [String: Any])?["floors"] as? [[String: Any]])
    #expect(floors.map { $0["learningRate"] as? Double } == [0.25, 0.5, 1, 2])
    #expect(floors.allSatisfy { $0["batchSize"] as? String == "1" })
    #expect(floors.map { $0["stopped"] as? Int } == [3, 3, 3, 0])
    #expect(floors[3]["gap"] as? String == "inf")
    #expect(floors[3]["theory"] is NSNull)
    let gap = try #require(floors[0]["gap"] as? Double)
    let theory = try #require(floors[0]["theory"] as? Double)
    #expect((gap / theory - 1).magnitude < 1e-9)
  }
}
