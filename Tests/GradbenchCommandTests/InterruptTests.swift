import Foundation
import Testing

/// The interrupt key: what is finished is written.
@Suite struct InterruptTests {
  /// Two trials of one pack: at 0.01 the first step overshoots and the trial is over at iteration 5;
  /// at 1e-9 it creeps for a billion iterations.
  private static let suite = #"""
    {"name": "slow", "sweeps": [{"problems": ["rosenbrock"], "optimizers": ["gradient-descent"],
      "learningRates": [0.01, 1e-9]}], "budget": {"iterations": 1000000000},
     "expectations": [{"learningRate": 1e-9, "outcome": "targetHit"}]}
    """#

  @Test func interruptWritesWhatIsFinishedAndExits130() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let result = try Tool.interrupted(
      ["run", suite, "--output", workspace.file("out")], in: workspace,
      until: { $0.output.contains("1 diverged") })
    #expect(result.code == 130)
    #expect(result.error.contains("Interrupted: writing what is finished.\n"))
    #expect(result.output.contains("2 trials: 1 diverged, 1 not finished"))
    #expect(
      try workspace.names(in: "out")
        == [
          "comparisons.csv", "report.md", "run.json", "summary.csv", "targets.csv", "traces.csv",
          "trials.csv",
        ])
    let trials = try workspace.rows("out/trials.csv")
    #expect(trials.map { $0["outcome"] } == ["diverged"])
    #expect(try !workspace.rows("out/traces.csv").isEmpty)
    let id = try #require(trials.first?["trial"])
    let replay = try Tool.run(["replay", workspace.file("out"), id, "--format", "csv"])
    #expect(replay.code == 0)
    #expect(parseCSV(replay.output).last?[2] == trials.first?["final_objective"])
  }
}
