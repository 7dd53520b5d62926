import GradCore
import GradText
import Testing

@testable import GradHarness

@Suite struct TrialTextTests {
  /// The ids were computed by Python's hashlib from texts written by hand after the rule.
  @Test func idsAreTheHashOfTheCanonicalText() throws {
    let plain = try planned(suite(#""learningRates": 0.1"#))
    #expect(plain.trials.map(\.text) == ["0cfe8604d728f3ab"])
    let around = try planned(
      suite(#""learningRates": 0.1, "starts": {"around": 0.5}, "seeds": [3]"#))
    #expect(around.trials.map(\.text) == ["6296d24f0f9ce149"])
    let noisy = try planned(
      suite(
        problems: #""mean""#,
        #""learningRates": 0.1, "batchSizes": 4, "schedules": "cosine", "seeds": [12345], "#
          + #""backends": "dual""#))
    #expect(noisy.trials.map(\.text) == ["81ce63c39f36f3a1"])
    let search = try planned(suite(optimizers: #""search""#))
    #expect(search.trials.map(\.text) == ["5cf6c47304a8a9de"])
    let points = try planned(
      suite(#""learningRates": 0.1, "starts": [[1, 1], [-1.5, 4]]"#))
    #expect(points.trials.map(\.text).last == "b1c747ec777a3296")
  }

  @Test func idsDoNotDependOnWhatDecidesNoIterate() throws {
    let reference = try planned(suite(#""learningRates": 0.1"#)).trials
    let others = [
      suite(
        problems: #"{"dimension": 2, "id": "bowl", "rotation": false}"#,
        #""seeds": 9, "learningRates": [0.1], "batchSizes": [1, 7], "sampling": "replacement""#),
      suite(optimizers: #"{"beta": 0.5, "clipNorm": 0, "id": "descent", "learningRate": 0.1}"#),
      suite(#""learningRates": 0.1, "instances": [1], "schedules": {"id": "constant"}"#),
      suite(
        #""learningRates": 0.1"#,
        rest: #""budget": {"iterations": 3}, "targets": [0.5], "description": "other", "#
          + #""stopping": {"atTarget": false}, "trace": {"rows": 5}"#),
    ]
    for text in others { #expect(try planned(text).trials.map(\.id) == reference.map(\.id)) }
  }

  @Test func idsOfOneTrialAreTheSameInEverySuite() throws {
    let many = try planned(
      suite(
        problems: #"["bowl", {"id": "bowl", "dimension": [3, 4]}]"#,
        #""learningRates": [0.5, 0.1], "backends": ["dual", "analytic"]"#))
    let one = try planned(suite(#""learningRates": 0.1"#))
    #expect(many.trials.map(\.id).contains(one.trials[0].id))
    #expect(Set(many.trials.map(\.id)).count == 12)
  }

  @Test(arguments: [
    #""learningRates": 0.1, "instances": [2]"#, #""learningRates": 0.2"#,
    #""learningRates": 0.1, "backends": "dual""#, #""learningRates": 0.1, "starts": "box""#,
    #""learningRates": 0.1, "schedules": "inverse-square-root""#,
  ])
  func idsDependOnWhatDecidesIterates(sweep: String) throws {
    #expect(try planned(suite(sweep)).trials.map(\.text) != ["0cfe8604d728f3ab"])
  }

  @Test func idsDependOnTheBaseSeed() throws {
    let other = try planned(suite(#""learningRates": 0.1"#), PlanOptions(baseSeed: 1))
    #expect(other.trials.map(\.text) != ["0cfe8604d728f3ab"])
  }

  @Test func cosineOverTheBudgetIsTheCosineOfThatLength() throws {
    let cosine = try planned(
      suite(
        #""schedules": ["cosine", {"id": "cosine", "period": 77}]"#,
        rest: #""budget": {"iterations": 77}"#))
    #expect(cosine.trials.count == 1)
    #expect(cosine.droppedDuplicates == 1)
    #expect(cosine.cells[0].schedule == .cosine(period: 77, minimum: 0))
    #expect(cosine.cells[0].described.setting.schedule.text == "cosine")
  }

  /// Ends around the block size, where the padding needs one more block or not.
  @Test(arguments: [0, 1, 46, 47, 55, 56, 63, 64, 65, 110, 119, 120, 128, 300])
  func leadingBitsAreTheDigestsFirstBytes(length: Int) {
    for prefix in [0, 1, 9, 63, 64, 100] {
      let end = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      var hash = SHA256()
      hash.update([UInt8](repeating: 0x61, count: prefix))
      let bits = hash.leadingBits(appending: end)
      hash.update(end)
      let digest = hash.digest().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      #expect(bits == digest, "\(prefix) + \(length)")
    }
  }
}
