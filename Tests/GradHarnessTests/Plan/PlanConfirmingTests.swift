import GradBackends
import GradCore
import GradOptimizers
import GradProblems
import GradResults
import GradText
import Testing

@testable import GradHarness

/// Fresh seeds of planned cells, and what a suite says of them and of the ranking.
@Suite struct PlanConfirmingTests {
  /// Whatever a cell is: the id that a fresh seed gets is made as those of its planned seeds were.
  @Test(arguments: ["smoke", "convex", "saddles", "stochastic", "plateaus"])
  func idsAreMadeAsThoseOfTheSweep(name: String) throws {
    let loader = SuiteLoader(
      catalogs: Catalogs(problems: .standard, optimizers: .standard, backends: .standard),
      options: PlanOptions(baseSeed: 7))
    let path = SuiteFolderTests.folder.appendingPathComponent(name + ".json").path
    let plan = try loader.load(path: path)
    for cell in plan.cells {
      var identifier = plan.identifier(of: cell)
      for trial in plan.trials[cell.trials] {
        #expect(identifier.id(seed: trial.seed.map(Int.init)) == trial.id)
      }
    }
  }

  /// A fresh seed is the trial that a suite which names the seed has.
  @Test func freshTrialsAreThoseOfASuiteThatNamesTheirSeeds() throws {
    let sweep = #""learningRates": [0.1, 0.5], "starts": {"around": 0.5}, "seeds": "#
    let few = try planned(suite(sweep + "2"))
    let named = try planned(suite(sweep + "[1000001, 1000002, 1000003]"))
    let fresh = few.confirming(cells: [1], seeds: Plan.freshSeeds(3))
    #expect(fresh.trials.map(\.id) == named.trials[named.cells[1].trials].map(\.id))
    #expect(fresh.trials.map(\.seed) == [1_000_001, 1_000_002, 1_000_003])
    #expect(
      fresh.trials.indices.map(fresh.start(of:))
        == named.cells[1].trials.map(named.start(of:)))
  }

  @Test(arguments: [
    (#"["bowl"]"#, #""seeds": 5"#, [false]),
    (#"["bowl"]"#, #""starts": {"around": 0.5}, "seeds": 5"#, [true]),
    (#"["bowl"]"#, #""starts": "box", "seeds": 5"#, [true]),
    // A list of points has no more of them.
    (#"["bowl"]"#, #""starts": [[1, 1], [2, 2]]"#, [false]),
    (#"["mean"]"#, #""batchSizes": [4, "full"], "seeds": 2"#, [true, false]),
    (#"["mean"]"#, #""batchSizes": 4, "seeds": 2, "sampling": "sequential""#, [false]),
    (#"["mean"]"#, #""batchSizes": 4, "seeds": 2, "starts": [[1], [2]]"#, [false]),
    (#"["mean"]"#, #""batchSizes": 4, "seeds": 2, "starts": [[1]]"#, [true]),
    // The sweep has such seeds itself.
    (#"["bowl"]"#, #""starts": "box", "seeds": [1, 1000001]"#, [false]),
  ])
  func onlyCellsInWhichASeedMattersCanBeConfirmed(
    problems: String, sweep: String, isPossible: [Bool]
  ) throws {
    let plan = try planned(suite(problems: problems, sweep))
    #expect(plan.cells.indices.map(plan.canBeConfirmed(cell:)) == isPossible)
    #expect(plan.mostConfirmingTrials == 64 * isPossible.count { $0 })
  }

  // MARK: What suites say

  @Test(arguments: [
    ("", 64), (#""confirm": 0"#, 0), (#""confirm": 7"#, 7), (#""confirm": 10000"#, 10_000),
    (#""confirm": null"#, 64),
  ])
  func suiteSaysHowManySeeds(rest: String, count: Int) throws {
    let plan = try planned(suite(rest: rest))
    #expect(plan.suite.confirm == count)
    #expect(plan.run(records: [nil]).confirmSeeds == count)
  }

  @Test(arguments: [
    (#"{"target": 0.5, "reference": "descent"}"#, "0.5", "descent"),
    (#"{"target": {"gap": 1e-3}}"#, "gap=0.001", nil),
    (#"{"reference": "slow descent"}"#, nil, "slow descent"), ("{}", nil, nil),
  ])
  func suiteSaysWhatItRanks(ranking: String, target: String?, reference: String?) throws {
    let plan = try planned(
      suite(
        optimizers: #"["descent", {"id": "descent", "name": "slow descent", "beta": 0.25}]"#,
        rest: #""targets": [0.5, {"gap": 1e-3}], "ranking": \#(ranking)"#))
    let expected = RunRanking(target: target, reference: reference)
    #expect(plan.suite.ranking == expected)
    #expect(plan.run(records: plan.trials.map { _ in nil }).ranking == expected)
  }

  @Test(arguments: [
    (#""confirm": -1"#, "confirm must be a whole number from 0 to 10000, but is -1."),
    (#""confirm": 10001"#, "confirm must be a whole number from 0 to 10000, but is 10001."),
    (#""confirm": 1.5"#, "confirm must be a whole number from 0 to 10000, but is 1.5."),
    (#""ranking": []"#, "ranking must be an object"),
    (#""ranking": {"aim": 1}"#, "ranking: unknown key 'aim'"),
    (
      #""ranking": {"target": 1e-3}, "targets": [0.1, 1e-2]"#,
      "ranking.target must be one of the suite's targets (0.1, 0.01), but is 0.001."
    ),
    (#""ranking": {"target": [0.1, 0.01]}"#, "ranking.target must be"),
    (#""ranking": {"target": "x"}"#, "ranking.target"),
    (
      #""ranking": {"reference": "descnt"}"#,
      "ranking.reference: 'descnt' is neither an optimizer of the suite nor the name of an entry. "
        + "Did you mean 'descent'?"
    ),
    (#""ranking": {"reference": 3}"#, "ranking.reference must be a text, but is 3."),
  ])
  func mistakesAreToldWithTheirPlace(rest: String, words: String) {
    let mistakes = planMistakes(suite(rest: rest))
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains(words) == true, "\(mistakes)")
  }

  // MARK: Names of settings

  /// One setting whose hyperparameters differ between problems.
  @Test func entriesOfOneNameAreOneSetting() throws {
    let text = #"""
      {"name": "t", "sweeps": [
        {"problems": ["bowl"], "optimizers": [{"id": "descent", "name": "tuned descent", "beta": 0.25}]},
        {"problems": [{"id": "bowl", "dimension": 3}],
         "optimizers": [{"id": "descent", "name": "tuned descent", "beta": 0.75}]}]}
      """#
    let plan = try planned(text)
    #expect(plan.cells.count == 2)
    #expect(Set(plan.cells.map(\.described.setting)).count == 1)
    #expect(Set(plan.cells.map(\.described.setting.hyperparameters)).count == 2)
    // A name decides no trial.
    let nameless = try planned(text.replacing(#""name": "tuned descent", "#, with: ""))
    #expect(nameless.trials.map(\.id) == plan.trials.map(\.id))
    #expect(Set(nameless.cells.map(\.described.setting)).count == 2)
  }

  @Test(arguments: [
    (
      #"[{"id": "descent", "name": "x"}, {"id": "search", "name": "x"}]"#,
      "optimizers[1].name must be of one optimizer, but 'x' names entries of descent already."
    ),
    (
      #"[{"id": "descent", "name": "x", "beta": [0.25, 0.5]}]"#,
      "optimizers[0].name must stand for one choice of hyperparameters on each problem, but 'x' is both"
    ),
    (
      #"["descent", {"id": "descent", "name": "x"}]"#,
      "optimizers[1] has trials that the suite has already, with no name where this entry has the name "
        + "'x'"
    ),
    (#"[{"id": "descent", "name": "search"}]"#, "no catalog id, but is 'search'."),
    (#"[{"id": "descent", "name": ""}]"#, "optimizers[0].name must be 1 to 64 printable"),
    (#"[{"id": "descent", "name": " x"}]"#, "optimizers[0].name must be 1 to 64 printable"),
    (#"[{"id": "descent", "name": "a\nb"}]"#, "optimizers[0].name must be 1 to 64 printable"),
    (#"[{"id": "descent", "name": 3}]"#, "optimizers[0].name must be a text, but is 3."),
  ])
  func mistakesOfNamesAreTold(optimizers: String, words: String) {
    let mistakes = planMistakes(suite(optimizers: optimizers))
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains(words) == true, "\(mistakes)")
  }
}
