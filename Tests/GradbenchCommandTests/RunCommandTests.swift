import Foundation
import GradTestSupport
import Testing

/// `gradbench run`: its files, its options, its exit codes.
@Suite struct RunCommandTests {
  // MARK: Files

  /// INTERFACE section 3, to the letter: other people's scripts read these columns.
  private static let headers = [
    "trials.csv": """
    trial,suite,problem,instance,dimension,optimizer,hyperparameters,learning_rate,schedule,\
    batch_size,backend,seed,outcome,findings,iterations,cost,objective_evaluations,\
    gradient_evaluations,hessian_evaluations,data_passes,monitor_evaluations,initial_objective,\
    final_objective,best_objective,minimum,gap,best_gap,initial_gradient_norm,\
    final_gradient_norm,smallest_gradient_norm,largest_gradient_norm,point_kind,reached,reason,\
    floor,hessian_product_evaluations,role,setting
    """,
    "targets.csv": """
    trial,target,hit,iterations,cost,data_passes,held,held_iterations,held_cost,held_data_passes
    """,
    "traces.csv": "trial,iteration,cost,objective,gradient_norm,step_norm,learning_rate",
    "summary.csv": """
    problem,instance,dimension,optimizer,hyperparameters,learning_rate,schedule,batch_size,\
    backend,trials,target_hit,converged,stalled,unbounded,diverged,budget_spent,timed_out,failed,\
    target,hits,cost_median,cost_q25,cost_q75,expected_cost,verdict,best,data_passes_median,\
    final_gap_median,final_gap_q25,final_gap_q75,success_low,success_high,expected_cost_low,\
    expected_cost_high
    """,
    "comparisons.csv": """
    target,optimizer_a,hyperparameters_a,schedule_a,optimizer_b,hyperparameters_b,schedule_b,\
    pairs,wins_a,wins_b,ties,ratio,ratio_low,ratio_high,statistic,p,p_holm
    """,
  ]

  @Test func runFolderHoldsTheFilesAndColumnsOfTheInterface() throws {
    let workspace = try Workspace()
    let result = try workspace.run(Tool.suite("smoke"))
    #expect(
      try workspace.names(in: "out")
        == [
          "cells.csv", "comparisons.csv", "report.md", "run.json", "summary.csv", "targets.csv",
          "traces.csv",
          "trials.csv",
        ])
    for (file, header) in Self.headers {
      let text = try workspace.text("out/\(file)")
      #expect(text.hasPrefix(header + "\n"), "\(file)")
      #expect(!text.contains("\r"))
      let rows = parseCSV(text)
      #expect(rows.count > 1)
      #expect(rows.allSatisfy { $0.count == rows[0].count })
    }
    let report = try workspace.text("out/report.md")
    #expect(report.hasPrefix("# smoke: Does the installation work?\n"))
    #expect(result.output.hasPrefix("Ranking at target "))
    #expect(result.output.hasSuffix("\nReport: \(workspace.file("out"))/report.md\n"))
    #expect(result.error == "")
  }

  @Test func rowsBelongTogether() throws {
    let workspace = try Workspace()
    try workspace.run(Tool.suite("smoke"))
    let trials = try workspace.rows("out/trials.csv")
    let ids = trials.map { $0["trial"] ?? "" }
    #expect(ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{16}/) != nil })
    #expect(Set(ids).count == ids.count)
    let json = try JSONSerialization.jsonObject(with: workspace.data("out/run.json"))
    let information = try #require(json as? [String: Any])
    let targets = try #require(information["targets"] as? [String])
    // One row a trial and target, in the order of the trials.
    let hits = try workspace.rows("out/targets.csv")
    #expect(hits.map { $0["trial"] } == ids.flatMap { id in targets.map { _ in id } })
    #expect(hits.map { $0["target"] } == ids.flatMap { _ in targets })
    // The first row of each trace is iteration 0, the last the trial's last iteration.
    let traces = Dictionary(grouping: try workspace.rows("out/traces.csv")) { $0["trial"] ?? "" }
    for trial in trials {
      let rows = try #require(traces[trial["trial"] ?? ""])
      #expect(rows.first?["iteration"] == "0")
      #expect(rows.first?["objective"] == trial["initial_objective"])
      #expect(rows.last?["iteration"] == trial["iterations"])
      #expect(rows.last?["objective"] == trial["final_objective"])
    }
  }

  @Test func traceKindsWriteNothingSomeOrAll() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "s.json",
      #"{"name": "s", "sweeps": [{"problems": ["rosenbrock"], "optimizers": ["adam"]}], "#
        + #""budget": {"iterations": 900}, "trace": {"rows": 20}}"#)
    for kind in ["none", "sampled", "full"] {
      try workspace.run(suite, to: kind, ["--trace", kind])
    }
    #expect(try workspace.rows("none/traces.csv").isEmpty)
    let sampled = try workspace.rows("sampled/traces.csv").count
    #expect((10...40).contains(sampled))
    let full = parseCSV(try workspace.text("full/traces.csv"))
    #expect(
      full.first == (Self.headers["traces.csv"] ?? "").split(separator: ",").map(String.init) + [
        "x1", "x2",
      ])
    #expect(full.count == 1 + 901)
    #expect(
      try workspace.data("full/trials.csv") == workspace.data("none/trials.csv"))
  }

  @Test func fullTracesThatFitNoMemoryAreRefused() throws {
    let result = try Tool.run(
      ["run", "-", "--trace", "full", "--output", "out"],
      input: #"{"name": "s", "sweeps": [{"problems": ["rosenbrock"], "optimizers": ["adam"]}], "#
        + #""budget": {"iterations": 1000000000}}"#)
    #expect(result.code == 64)
    // 1e9 + 1 rows of six numbers and two coordinates.
    #expect(
      result.errorLines.first
        == "Error: '--trace full' may take 64 GB of memory for one trial of rosenbrock "
        + "(1000000000 iterations), more than 2 GB. Lower the budget of suite 's', or use "
        + "'--trace sampled'.")
  }

  // MARK: Options

  @Test func standardInputIsASuite() throws {
    let workspace = try Workspace()
    let text = try String(contentsOfFile: Tool.suite("smoke"), encoding: .utf8)
    let result = try Tool.run(
      ["run", "-", "--no-timings", "--output", workspace.file("in")], input: text)
    #expect(result.code == 0)
    try workspace.run(Tool.suite("smoke"), to: "file")
    #expect(try workspace.data("in/trials.csv") == workspace.data("file/trials.csv"))
  }

  @Test func dryRunSaysWhatWouldRunAndWritesNothing() throws {
    let workspace = try Workspace()
    let result = try Tool.run(
      ["run", Tool.suite("smoke"), "--dry-run", "--output", workspace.file("out")])
    #expect(result.code == 0)
    #expect(result.output == "smoke: 18 cells, 18 trials, 3 problem instances\n")
    #expect(result.output == (try Tool.run(["validate", Tool.suite("smoke")]).output))
    #expect(!workspace.exists("out"))
  }

  @Test func validateListsWhatIsLeftOutAndWhatIsDropped() throws {
    let result = try Tool.run(
      ["validate", "-"],
      input: #"{"name": "x", "sweeps": [{"problems": ["sphere", "sphere", "#
        + #"{"id": "rosenbrock", "dimension": 100000}], "optimizers": ["adam"], "#
        + #""backends": ["analytic", "symbolic"]}]}"#)
    #expect(result.code == 0)
    #expect(
      result.output == """
        x: 3 cells, 3 trials, 2 problem instances
          dropped as equal to another: 2 trials
          left out:
            rosenbrock (dimension 100000) with backend symbolic: rosenbrock: the expression needs \
        more than 200000 nodes. Use another backend.

        """)
  }

  @Test func filtersKeepWhatMatchesAllKeys() throws {
    let workspace = try Workspace()
    let options = [
      "--filter", "optimizer=adam", "--filter", "problem=s*", "--filter", "backend=dual",
    ]
    try workspace.run(Tool.suite("smoke"), to: "all")
    try workspace.run(Tool.suite("smoke"), to: "some", options)
    func lines(_ file: String) throws -> [Substring] {
      try workspace.text(file).split(separator: "\n")
    }
    let kept = try lines("all/trials.csv").filter { line in
      line.hasPrefix("trial,")
        || line.contains(",adam,") && line.contains(",dual,") && line.contains(",smoke,s")
    }
    // A row never depends on other rows.
    #expect(try lines("some/trials.csv") == kept)
    #expect(kept.count == 3)
  }

  @Test func seedChangesRandomStartsAndNothingElse() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "s.json",
      #"{"name": "s", "budget": {"iterations": 20}, "sweeps": ["#
        + #"{"problems": ["rosenbrock"], "optimizers": ["adam"]}, "#
        + #"{"problems": ["booth"], "optimizers": ["adam"], "starts": {"around": 1}, "seeds": 4}]}"#
    )
    try workspace.run(suite, to: "default", ["--no-confirm"])
    try workspace.run(suite, to: "zero", ["--no-confirm", "--seed", "0"])
    try workspace.run(suite, to: "one", ["--no-confirm", "--seed", "1"])
    #expect(try workspace.data("default/trials.csv") == workspace.data("zero/trials.csv"))
    let zero = try workspace.rows("zero/trials.csv")
    let one = try workspace.rows("one/trials.csv")
    let columns = ["initial_objective", "final_objective", "final_gradient_norm"]
    func numbers(_ row: [String: String]) -> [String?] { columns.map { row[$0] } }
    #expect(numbers(zero[0]) == numbers(one[0]))
    // Seed 1 of 'around' is the standard start, whatever the base seed.
    #expect(numbers(zero[1]) == numbers(one[1]))
    for k in 2..<5 { #expect(numbers(zero[k]) != numbers(one[k])) }
    #expect(zero.map { $0["seed"] } == ["", "1", "2", "3", "4"])
  }

  @Test func quietPrintsTheFolderAlone() throws {
    let workspace = try Workspace()
    let result = try workspace.run(
      Tool.suite("smoke"), to: "out", ["--quiet", "--progress", "always"])
    #expect(result.output == workspace.file("out") + "\n")
    #expect(result.error == "")
  }

  @Test func closedPipeIsNoError() throws {
    let list = try Tool.run(["list", "problems"], closesOutput: true)
    #expect(list.code == 0)
    #expect(list.error == "")
    let workspace = try Workspace()
    let run = try Tool.run(
      ["run", Tool.suite("smoke"), "--no-timings", "--output", workspace.file("out")],
      closesOutput: true)
    #expect(run.code == 0)
    #expect(run.error == "")
    #expect(workspace.exists("out/report.md"))
  }

  // MARK: Exit codes

  @Test func unmetExpectationIs1() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "s.json",
      #"""
      {"name": "s", "budget": {"iterations": 50},
       "sweeps": [{"problems": ["sphere"], "optimizers": ["gradient-descent"],
                   "learningRates": [0.5, 2]}],
       "expectations": [
         {"outcome": "targetHit", "iterations": {"atMost": 1}},
         {"learningRate": 2, "outcome": "targetHit"},
         {"at": "every", "outcome": ["targetHit", "diverged"]},
         {"at": "some", "outcome": "diverged"}
       ]}
      """#)
    let result = try Tool.run(["run", suite, "--no-timings", "--output", workspace.file("out")])
    #expect(result.code == 1)
    // All is written and told all the same.
    #expect(result.output.contains("Report: "))
    #expect(result.errorLines.count == 1)
    #expect(result.error.hasPrefix("Unmet: \(suite):6:4: expectations[1]: "))
    #expect(result.error.contains("must be targetHit, but it is diverged"))
    #expect(try workspace.text("out/report.md").contains("1 expectation not met"))
  }

  @Test func expectationThatMatchesNothingIsAMistake() throws {
    let result = try Tool.run(
      ["validate", "-"],
      input: #"{"name": "s", "sweeps": [{"problems": ["sphere"], "optimizers": ["adam"]}], "#
        + #""expectations": [{"optimizer": "momentum", "outcome": "diverged"}]}"#)
    #expect(result.code == 65)
    #expect(result.error.contains("expectations[0] matches no cell of the suite."))
  }

  @Test func trialsThatOverflowEndAloneAndAreNoError() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "s.json",
      #"""
      {"name": "s", "budget": {"iterations": 100}, "sweeps": [
        {"problems": [{"id": "sphere", "dimension": 2}], "optimizers": ["gradient-descent", "adam", "momentum"],
         "learningRates": [0.5, 1e300], "starts": [[1, 1], [1e308, 1e308], [1e-320, 0]],
         "backends": ["analytic", "dual", "central-difference", "symbolic"]},
        {"problems": ["cliff", "log-sum-exp"], "optimizers": ["gradient-descent"],
         "learningRates": [1e150, 1e-3]}]}
      """#)
    try workspace.run(suite)
    let trials = try workspace.rows("out/trials.csv")
    #expect(trials.count == 3 * 2 * 3 * 4 + 4)
    let good = trials.filter {
      $0["optimizer"] == "gradient-descent" && $0["learning_rate"] == "0.5"
        && $0["initial_objective"] == "2" && $0["backend"] != "central-difference"
    }
    #expect(good.map { $0["outcome"] } == ["targetHit", "targetHit", "targetHit"])
    let bad = trials.filter { ["inf", "nan"].contains($0["final_objective"]) }
    #expect(bad.count > 20)
    #expect(bad.allSatisfy { $0["outcome"] == "diverged" || $0["outcome"] == "failed" })
    #expect(Set(bad.map { $0["outcome"] }) == ["diverged"])
  }
}
