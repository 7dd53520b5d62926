import Foundation
import GradCommandLine
import GradTestSupport
import Testing

/// Signals that ask a run to end: what is finished is written.
@Suite struct InterruptTests {
  /// Two trials of one pack: at 0.01 the first step overshoots and the trial is over at iteration 5;
  /// at 1e-9 it creeps for a billion iterations.
  private static let suite = #"""
    {"name": "slow", "sweeps": [{"problems": ["rosenbrock"], "optimizers": ["gradient-descent"],
      "learningRates": [0.01, 1e-9]}], "budget": {"iterations": 1000000000},
     "expectations": [{"learningRate": 1e-9, "outcome": "targetHit"}]}
    """#

  private func isUnderWay(_ result: Tool.Result) -> Bool { result.output.contains("1 diverged") }

  /// Whether all files are there and tell of the trial that is finished.
  private func expectFinishedTrial(in workspace: Workspace, _ result: Tool.Result) throws {
    #expect(result.output.contains("2 trials: 1 diverged, 1 not finished"))
    #expect(
      try workspace.names(in: "out")
        == [
          "cells.csv", "comparisons.csv", "report.md", "run.json", "summary.csv", "targets.csv",
          "traces.csv",
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

  @Test(arguments: [
    (SIGINT, 130, "\nInterrupted: writing what is finished; press again to lose it.\n"),
    (SIGTERM, 143, "\nEnded by TERM: writing what is finished.\n"),
    (SIGHUP, 129, "\nEnded by HUP: writing what is finished.\n"),
  ])
  func signalWritesWhatIsFinished(signal: Int32, code: Int32, message: String) throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let result = try Tool.interrupted(
      ["run", suite, "--output", workspace.file("out")], in: workspace, by: [signal],
      until: isUnderWay)
    #expect(result.code == code)
    #expect(result.error == message)
    try expectFinishedTrial(in: workspace, result)
  }

  @Test func interruptedRunIsComparedWithNothing() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let out = workspace.file("out")
    _ = try Tool.interrupted(["run", suite, "--output", out], in: workspace, until: isUnderWay)
    let message =
      "Error: \(out): the run was interrupted, and holds 1 of its 2 trials. Run the suite again and "
      + "compare that.\n"
    let compare = try Tool.run(["compare", out, out])
    #expect(compare.code == 65)
    #expect(compare.error == message)
    // Found out before two more trials of hours are run.
    let run = try Tool.run([
      "run", suite, "--baseline", out, "--output", workspace.file("again"),
    ])
    #expect(run.code == 65)
    #expect(run.error == message)
    #expect(!workspace.exists("again"))
  }

  /// `timeout` sends its signal to the program and to its group, shells pass on what the terminal
  /// sent already, and a key bounces.
  @Test(arguments: [
    [SIGINT, SIGINT], [SIGTERM, SIGTERM], [SIGINT, SIGTERM], [SIGTERM, SIGINT, SIGHUP],
  ])
  func signalsInQuickSuccessionLoseNothing(signals: [Int32]) throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let result = try Tool.interrupted(
      ["run", suite, "--output", workspace.file("out")], in: workspace, by: signals, gap: 0.02,
      until: isUnderWay)
    #expect(result.code == (signals.first == SIGINT ? 130 : 143))
    try expectFinishedTrial(in: workspace, result)
  }

  @Test func interruptThatWasIgnoredStaysIgnored() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let result = try Tool.interrupted(
      ["run", suite, "--output", workspace.file("out")], in: workspace, by: [SIGINT, SIGTERM],
      gap: 0.2, limits: "trap '' INT", until: isUnderWay)
    #expect(result.code == 143)
    #expect(!result.error.contains("Interrupted"))
  }

  /// Standard output is a full pipe that nobody reads, so that the tool waits until it is ended.
  @Test func keyPressedAgainEndsAToolThatHangs() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "quick.json", #"{"name": "q", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#)
    let pipe = workspace.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let writer = open(pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    defer {
      close(reader)
      close(writer)
    }
    let block = [UInt8](repeating: 0, count: 512)
    while write(writer, block, block.count) > 0 {}
    let tool = try Tool(
      ["run", suite, "--no-timings", "--output", workspace.file("out")],
      redirections: "> '\(pipe)'")
    let isWritten = tool.waits(while: {
      !workspace.exists("out/traces.csv") || workspace.exists("out/.unfinished")
    })
    #expect(isWritten)
    tool.send(SIGINT)
    // Longer than what counts as one press.
    Thread.sleep(forTimeInterval: 1.5)
    tool.send(SIGINT)
    #expect(try tool.finish().code == 130)
  }

  /// The runtime's own handler writes a backtrace for ten seconds.
  @Test func quitEndsTheToolAtOnce() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("slow.json", Self.suite)
    let tool = try Tool(
      ["run", suite, "--output", workspace.file("out")], limits: "ulimit -c 0")
    #expect(tool.waits(while: { !workspace.exists("out/.unfinished") }))
    tool.send(SIGQUIT)
    #expect(tool.process.wait(atMost: 5) == .killed(signal: SIGQUIT))
  }
}
