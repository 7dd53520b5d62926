import GradCore
import Testing

@testable import GradHarness

/// Suites made to fill memory or to overflow a counter: each ends in a mistake, at once.
@Suite struct HostilePlanTests {
  private static let grid = #"{"from": 0.1, "to": 0.9, "count": 10000}"#

  @Test func crossingOf1e30TrialsIsCountedNotBuilt() {
    let rates = Self.grid.replacing("0.9", with: "9")
    let clip = #"{"from": 0, "to": 9, "count": 10000}"#
    let text = suite(
      problems: #"{"id": "bowl", "conditionNumber": {"from": 1, "to": 2, "count": 10000}}"#,
      optimizers:
        #"{"id": "descent", "momentum": \#(Self.grid), "beta": \#(Self.grid), "weightDecay": \#(clip), "clipNorm": \#(clip), "clipValue": \#(clip)}"#,
      #""learningRates": \#(rates), "seeds": 100, "starts": "box""#)
    let clock = ContinuousClock()
    var mistakes: [String] = []
    let time = clock.measure { mistakes = planMistakes(text) }
    #expect(
      mistakes == [
        "t.json:1:26: sweeps[0] asks for 1e+30 trials; the limit is 1000000, see --max-trials."
      ])
    // Reading the 70,000 numbers takes most of it, also unoptimised.
    #expect(time < .seconds(5))
  }

  @Test(arguments: ["1e18", "1e300", "-1", "2.5", "2147483648", "9223372036854775808", "0"])
  func absurdCountsAreMistakes(count: String) {
    for key in ["seeds", "instances"] {
      let mistakes = planMistakes(suite("\"\(key)\": \(count)"))
      #expect(mistakes.count == 1)
      #expect(
        mistakes.first?.contains("must be a whole number from 1 to 2147483647") == true,
        "\(mistakes)")
    }
    for key in ["batchSizes"] {
      #expect(planMistakes(suite(problems: #""mean""#, "\"\(key)\": \(count)")).count == 1)
    }
  }

  @Test(arguments: [
    (#""bowl""#, #""seeds": 2147483647, "starts": "box""#),
    (#""mean""#, #""seeds": 2147483647, "batchSizes": 1"#),
    (#""bowl""#, #""instances": 2147483647"#), (#""valley""#, #""instances": 2147483647"#),
  ])
  func twoBillionSeedsOrInstancesAreRefused(problem: String, sweep: String) {
    let mistakes = planMistakes(suite(problems: problem, sweep))
    #expect(mistakes.count == 1)
    #expect(
      mistakes.first?.contains("the limit is 1000000, see --max-trials") == true, "\(mistakes)")
  }

  @Test func seedsThatCannotMatterAreNotCounted() throws {
    #expect(try planned(suite(#""seeds": 2147483647"#)).trials.count == 1)
  }

  @Test func limitOfTrialsIsExactAndCountsNoDuplicates() throws {
    let text = suite(#""learningRates": [0.1, 0.1, 0.2, 0.3, 0.2]"#)
    #expect(try planned(text, PlanOptions(mostTrials: 3)).trials.count == 3)
    #expect(
      planMistakes(text, PlanOptions(mostTrials: 2)) == [
        "t.json:1:25: sweeps ask for more trials than are allowed; the limit is 2, see "
          + "--max-trials."
      ])
  }

  @Test func rateBeyondAllDoublesIsAMistake() {
    let mistakes = planMistakes(
      suite(
        problems: #"{"id": "bowl", "conditionNumber": 1e12}"#,
        #""learningRates": [{"values": [1e-320], "relativeTo": "1/L"}]"#))
    #expect(mistakes.first?.contains("gives the learning rate 0 on bowl") == true, "\(mistakes)")
  }

  @Test(arguments: [
    #"{"name": "t", "sweeps": [NaN]}"#, #"{"name": "t", "sweeps": [{"problems": NaN}]}"#,
    #"{"name": NaN, "sweeps": {"a": Infinity}}"#,
    #"{"name": "t", "sweeps": [{"problems": [[[["bowl"]]]], "optimizers": [[["descent"]]]}]}"#,
    #"{"name": "t", "sweeps": [[], [], 1, null, "x"]}"#,
    #"{"name": "t", "sweeps": [{"problems": {"id": 1}, "optimizers": {"id": []}}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "starts": [[]]}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "starts": [1, 2]}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "starts": [[1], [1, 2], 3]}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "learningRates": {"relativeTo": "1/L"}}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "sampling": "all"}]}"#,
    #"{"name": "t", "sweeps": [{"problems": "bowl", "optimizers": "descent", "backends": []}]}"#,
    #"{"name": "t", "sweeps": [{"problems": [], "optimizers": []}]}"#,
  ])
  func oddShapesAreMistakes(text: String) {
    #expect(!planMistakes(text).isEmpty)
  }

  /// Each sign is lost in turn: nothing may trap.
  @Test func damagedSuitesAreReadWithoutATrap() {
    let text = suite(
      problems: #"[{"id": "bowl", "dimension": [2, 3]}, "mean"]"#,
      #""learningRates": [0.1, {"from": 1, "to": 4, "factor": 2, "relativeTo": "1/L"}], "#
        + #""batchSizes": [2, "full"], "starts": {"around": 1}, "seeds": 2"#,
      rest: #""targets": [0.1, {"gap": 1e-3}], "expectations": [{"outcome": "failed"}]"#)
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      var damaged = bytes
      damaged.remove(at: index)
      _ = try? SuiteLoader(catalogs: .fake, options: PlanOptions(mostTrials: 1000))
        .load(bytes: damaged, name: "t.json")
    }
  }
}
