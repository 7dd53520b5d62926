import Foundation
import GradCore
import GradHarness
import Testing

@Suite struct SuiteLoaderTests {
  @Test func tenMistakesAreToldAtOnceInFileOrder() {
    let text = """
      {
        "name": "Bad Name",
        "sweeps": [{
          "problems": ["bowel", {"id": "bowl", "conditionNumber": 0.5, "dimensions": 3}],
          "optimizers": [{"id": "descent", "momentum": [0.9, 1.5]}, "adm"],
          "learningRates": [0.1, -0.1, "default"],
          "batchSizes": [],
          "seeds": 0
        }],
        "budget": {"iterations": "many"},
        "targets": [1e-1, 2],
        "gates": [{"metric": "costToTargets", "tolerance": 0.05}]
      }
      """
    #expect(
      planMistakes(text) == [
        "t.json:2:11: name must be 1 to 64 lowercase letters, digits and hyphens, the first no "
          + "hyphen, but is 'Bad Name'.",
        "t.json:4:18: sweeps[0].problems[0]: unknown problem 'bowel'. Did you mean 'bowl'?",
        "t.json:4:61: sweeps[0].problems[1].conditionNumber must be at least 1 and at most "
          + "1e+12, but is 0.5.",
        "t.json:4:66: sweeps[0].problems[1]: unknown key 'dimensions'. Did you mean 'dimension'?",
        "t.json:5:56: sweeps[0].optimizers[0].momentum[1] must be at least 0 and less than 1, "
          + "but is 1.5.",
        "t.json:5:63: sweeps[0].optimizers[1]: unknown optimizer 'adm'.",
        "t.json:6:28: sweeps[0].learningRates[1] must be greater than 0, but is -0.1.",
        "t.json:7:19: sweeps[0].batchSizes must not be an empty list.",
        "t.json:8:14: sweeps[0].seeds must be a whole number from 1 to 2147483647, but is 0.",
        "t.json:10:28: budget.iterations must be a whole number from 0 to 1000000000, but is "
          + "'many'.",
        "t.json:11:21: targets[1] must be a fraction of the initial gap, greater than 0 and at "
          + "most 1, but is 2.",
        "t.json:12:24: gates[0].metric: unknown metric 'costToTargets'. Did you mean "
          + "'costToTarget'?",
      ])
  }

  @Test func missingFileAndFolderAreUnreadable() {
    let loader = SuiteLoader(catalogs: .fake)
    for path in ["/nowhere/at/all.json", "/"] {
      do throws(SuiteError) {
        _ = try loader.load(path: path)
        Issue.record("\(path) was read")
      } catch {
        guard case .unreadable(let file, _) = error else {
          Issue.record("\(path): \(error)")
          continue
        }
        #expect(file == path)
      }
    }
  }

  @Test func fileIsReadAndNamedAsTheUserNamedIt() throws {
    let folder = FileManager.default.temporaryDirectory
    let path = folder.appendingPathComponent("gradbench-suite-\(UUID().uuidString).json").path
    try Data(suite().utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let plan = try SuiteLoader(catalogs: .fake).load(path: path)
    #expect(plan.suite.file == path)
    #expect(plan.suite.text == suite())
    #expect(plan.trials.count == 1)
  }

  @Test(arguments: [
    (#"{"name": "b", "formula": "x^2", "start": [1]}"#, ".formula: problems from formulas are"),
    (#"{"id": "bowl", "data": "a.csv"}"#, ".data: problems from data files are"),
    (#""bbob-f7""#, ": problem 'bbob-f7' is"),
  ])
  func problemsToComeAreNotAvailableYet(problem: String, message: String) {
    let mistakes = planMistakes(suite(problems: "[\(problem)]"))
    #expect(mistakes.count == 1)
    #expect(
      mistakes.first?.hasSuffix("sweeps[0].problems[0]\(message) not available yet.") == true,
      "\(mistakes)")
  }

  @Test(arguments: [
    (#""optimizers": ["l-bfgs"]"#, "optimizer 'l-bfgs'"),
    (#""optimizers": ["search"], "schedules": ["one-cycle"]"#, "schedule 'one-cycle'"),
    (#""optimizers": ["search"], "schedules": [["constant", "step"]]"#, "schedules in a chain"),
  ])
  func namesToComeAreNotAvailableYet(sweep: String, message: String) {
    let mistakes = planMistakes(
      #"{"name": "t", "sweeps": [{"problems": "bowl", \#(sweep)}]}"#)
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("\(message) ") == true, "\(mistakes)")
    #expect(mistakes.first?.hasSuffix("not available yet.") == true, "\(mistakes)")
  }

  @Test(arguments: ["", "-a", "A", "a b", "ä", "a/b", "..", String(repeating: "a", count: 65)])
  func namesThatAreNoFolderAreMistakes(name: String) {
    #expect(
      planMistakes(#"{"name": "\#(name)", "sweeps": []}"#).first?.contains("name must") == true)
  }

  @Test(arguments: ["a", "7", "a-b-", String(repeating: "a", count: 64)])
  func plainNamesAreTaken(name: String) throws {
    let text = suite().replacingOccurrences(of: #""name": "t""#, with: #""name": "\#(name)""#)
    #expect(try planned(text).suite.name == name)
  }

  @Test func settingsNotGivenHaveTheirDefaults() throws {
    let suite = try planned(suite()).suite
    #expect(suite.description == "")
    #expect(suite.budget.iterations == 10_000)
    #expect(
      suite.targets.map(\.text).joined(separator: " ")
        == "0.1 0.01 0.001 0.0001 1e-05 1e-06 1e-07 1e-08")
    #expect(suite.stopping.atTarget == nil)
    #expect(suite.stopping.gradientNorm == 1e-8)
    #expect(suite.monitor.dataPasses == 1)
    #expect(suite.trace.rows == 200)
    #expect(suite.trace.mostRows == 2_000_000)
  }

  @Test func settingsAreTakenOver() throws {
    let suite = try planned(
      suite(
        rest: """
          "description": "why?", "budget": {"iterations": 7, "cost": 1e3, "seconds": 0.5},
          "targets": [1e-2, {"gap": 1e-3}, {"objective": -0.5}, {"gradientNorm": [1e-2, 1e-6]},
            {"from": 1e-6, "to": 1e-5, "factor": 10}],
          "stopping": {"atTarget": false, "gradientNorm": 0}, "monitor": {"dataPasses": 0.5},
          "diagnosis": {"stallFall": 1e-5, "looksInARow": 3}, "trace": {"rows": 9, "maxRows": 50},
          "gates": [{"metric": "finalGap", "tolerance": 0.1}]
          """)
    ).suite
    #expect(suite.description == "why?")
    #expect((suite.budget.iterations, suite.budget.cost) == (7, 1000))
    #expect(suite.budget.seconds == 0.5)
    #expect(
      suite.targets == [
        .fraction(1e-2), .gap(1e-3), .objective(-0.5), .gradientNorm(1e-2), .gradientNorm(1e-6),
        .fraction(1e-6), .fraction(1e-5),
      ])
    #expect(suite.stopping.atTarget == false)
    #expect(suite.stopping.gradientNorm == 0)
    #expect(suite.monitor.dataPasses == 0.5)
    #expect((suite.thresholds.stallFall, suite.thresholds.looksInARow) == (1e-5, 3))
    #expect((suite.trace.rows, suite.trace.mostRows) == (9, 50))
    #expect(suite.gates == [.init(metric: "finalGap", tolerance: 0.1)])
  }

  @Test(arguments: [
    (#""budget": {"iterations": null}"#, "budget.iterations must be a number where neither"),
    (#""budget": {"cost": 0}"#, "budget.cost must be a whole number from 1"),
    (#""budget": {"seconds": 0}"#, "budget.seconds must be a number, greater than 0"),
    (
      #""budget": {"seconds": 1.8e20}"#,
      "budget.seconds must be a number, greater than 0 and at most 1e+09, but is 1.8e20."
    ),
    (#""stopping": {"atTarget": 1}"#, "stopping.atTarget must be true or false"),
    (#""monitor": {"dataPasses": 1e-300}"#, "monitor.dataPasses must be a number, at least 0.001"),
    (
      #""diagnosis": {"stalFall": 1}"#,
      "diagnosis: unknown key 'stalFall'. Did you mean 'stallFall'"
    ),
    (#""diagnosis": {"looksInARow": 2.5}"#, "diagnosis.looksInARow must be an integer from 2"),
    (#""trace": {"rows": 1}"#, "trace.rows must be a whole number from 2"),
    (#""trace": []"#, "trace must be an object, but is an empty list"),
    (#""targets": []"#, "targets must not be an empty list"),
    (#""targets": [0.1, 0.1]"#, "targets[1] is the target 0.1 a second time"),
    (#""targets": [{"gap": 0}]"#, "targets[0].gap must be greater than 0"),
    (#""targets": [{}]"#, "targets[0] must have one of"),
    (#""targets": [{"gap": 1, "objective": 1}]"#, "targets[0] must have one of"),
    (#""targets": "all""#, "targets must be a number, a list of numbers or a range"),
    (#""gates": {}"#, "gates must be a list"),
    (#""gates": [{"metric": "finalGap"}]"#, "gates[0] needs 'tolerance'"),
    (
      #""gates": [{"metric": "held", "tolerance": 1}, {"metric": "held", "tolerance": 0}]"#,
      "gates[1].metric is 'held' a second time"
    ),
    (#""expectations": 1"#, "expectations must be a list"),
    (#""expectations": [{"outcome": "hit"}]"#, "expectations[0].outcome must be one of targetHit"),
    (#""expectations": [{"problem": "bowl"}]"#, "expectations[0] expects nothing"),
    (
      #""expectations": [{"optimizer": "descend", "outcome": "diverged"}]"#,
      "expectations[0].optimizer: unknown optimizer 'descend'. Did you mean 'descent'?"
    ),
    (
      #""expectations": [{"learningRate": 7, "outcome": "diverged"}]"#,
      "expectations[0] matches no cell of the suite."
    ),
    (#""expectations": [{"cost": {"atLeast": 2, "atMost": 1}}]"#, "not above 'atMost'"),
    (#""expectations": [{"target": 0.5, "cost": {"atMost": 1}}]"#, "one of the suite's targets"),
    (#""expectations": [{"at": "all", "outcome": "failed"}]"#, "'best', 'every' or 'some'"),
  ])
  func wrongSettingsAreMistakes(rest: String, message: String) {
    let mistakes = planMistakes(suite(rest: rest))
    #expect(mistakes.count == 1, "\(mistakes)")
    #expect(mistakes.first?.contains(message) == true, "\(mistakes)")
  }

  @Test(arguments: ["null", "[]", "3", "{}", "\"a\"", "{\"name\": 1}", "{\"sweeps\": {}}"])
  func whatIsNoSuiteIsAMistake(text: String) {
    #expect(!planMistakes(text).isEmpty)
  }
}
