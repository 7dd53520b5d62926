import Foundation
import GradCommandLine
import Testing

/// Runs that come to a bad end, a full disk or a kill: what is finished can be read.
@Suite struct LostRunTests {
  /// 150 trials. Their rows, which are a few less than asked for, take 48 bytes each until they are
  /// written and some 90 then.
  private static func suite(rows: Int) -> String {
    """
    {"name": "many", "sweeps": [{"problems": ["rosenbrock"], "optimizers": ["gradient-descent"],
      "starts": {"around": 0.3}, "seeds": 50, "learningRates": [1e-5, 2e-5, 3e-5]}],
     "budget": {"iterations": 5000}, "trace": {"rows": \(rows)}, "targets": [0.99],
     "stopping": {"atTarget": false}, "confirm": 0}
    """
  }

  /// A file may have that many bytes; the shell counts in blocks of 512.
  private func limit(_ bytes: Int) -> String { "ulimit -f \(bytes / 512)" }

  private func run(_ suite: String, in workspace: Workspace, limit bytes: Int) throws -> Tool.Result
  {
    try Tool.run(
      ["run", suite, "--no-timings", "--output", workspace.file("out")], limits: limit(bytes))
  }

  /// The spill fails while trials run (1.4 MB, written at every MB), or the longer text afterwards.
  @Test(arguments: [(200, true), (100, false)])
  func fileSystemWithoutRoomForTracesCostsNothingElse(rows: Int, failsEarly: Bool) throws {
    let workspace = try Workspace()
    let suite = try workspace.write("many.json", Self.suite(rows: rows))
    let result = try run(suite, in: workspace, limit: 800_000)
    #expect(result.code == 73)
    let traces = workspace.file("out/traces.csv")
    #expect(
      result.errorLines
        == [
          "Warning: traces are dropped, the trials are not: \(traces): cannot be written: "
            + "File too large.",
          "Error: \(traces): cannot be written: File too large.",
        ].suffix(failsEarly ? 2 : 1))
    #expect(result.output.contains("Ranking at target 0.99\n"))
    #expect(result.output.hasSuffix("Report: \(workspace.file("out"))/report.md\n"))
    #expect(
      try workspace.names(in: "out")
        == [
          "cells.csv", "comparisons.csv", "report.md", "run.json", "summary.csv", "targets.csv",
          "trials.csv",
        ])
    let note = "from \(rows) to 0: traces were dropped: File too large"
    #expect(try workspace.text("out/report.md").contains("`trace.rows` lowered " + note))
    #expect(try workspace.text("out/run.json").contains("traces were dropped: File too large"))

    try workspace.run(suite, to: "whole")
    #expect(try workspace.data("out/trials.csv") == workspace.data("whole/trials.csv"))
    let compare = try Tool.run(["compare", workspace.file("whole"), workspace.file("out")])
    #expect(compare.code == 0, "\(compare.error)")
  }

  /// trials.csv takes 50 kB, run.json 2 and report.md 10.
  @Test func fileSystemWithoutRoomForTrialsKeepsTheReport() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("many.json", Self.suite(rows: 20))
    let result = try run(suite, in: workspace, limit: 20_480)
    #expect(result.code == 73)
    #expect(
      result.errorLines.contains(
        "Error: \(workspace.file("out/trials.csv")): cannot be written: File too large."))
    #expect(result.output.contains("Ranking at target 0.99\n"))
    let names = try workspace.names(in: "out")
    #expect(names.contains(".unfinished") && names.contains("report.md"), "\(names)")
    #expect(!names.contains("trials.csv"))
    let compare = try Tool.run(["compare", workspace.file("out"), workspace.file("out")])
    #expect(compare.code == 65)
  }

  @Test func fileSystemWithoutRoomForAnythingPrintsTheRanking() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("many.json", Self.suite(rows: 20))
    let result = try run(suite, in: workspace, limit: 512)
    #expect(result.code == 73)
    #expect(result.output.contains("Ranking at target 0.99\n"))
    #expect(!result.output.contains("report.md"))
  }

  /// Timing takes a second and a half at least, however few the cells are.
  @Test func runKilledInItsTimingPhaseIsReadAsOneWithoutTimings() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("many.json", Self.suite(rows: 20))
    let tool = try Tool(["run", suite, "--output", workspace.file("out")])
    #expect(tool.waits(while: { !workspace.exists("out/traces.csv") }))
    tool.send(SIGKILL)
    #expect(tool.process.wait(atMost: Tool.patience) == .killed(signal: SIGKILL))
    #expect(
      try workspace.names(in: "out")
        == [
          "cells.csv", "comparisons.csv", "report.md", "run.json", "summary.csv", "targets.csv",
          "traces.csv",
          "trials.csv",
        ])
    let compare = try Tool.run(["compare", workspace.file("out"), workspace.file("out")])
    #expect(compare.code == 0, "\(compare.error)")
    let trial = try #require(try workspace.rows("out/trials.csv").last?["trial"])
    #expect(try Tool.run(["replay", workspace.file("out"), trial]).code == 0)
    #expect(try workspace.text("out/report.md").contains("## Machine"))
  }
}
