import Foundation
import Testing

/// What a process inherits.
@Suite struct SurroundingsTests {
  private static let suite = #"""
    {"name": "small", "sweeps": [{"problems": ["booth", "rosenbrock"], "optimizers": ["adam"],
      "learningRates": [0.1, 0.01]}], "budget": {"iterations": 200}}
    """#

  /// The next file that was opened became the closed stream, and progress was written into it.
  @Test(arguments: ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
  func closedStreamsChangeNoFile(redirections: String) throws {
    let workspace = try Workspace()
    let suite = try workspace.write("small.json", Self.suite)
    try workspace.run(suite, to: "open")
    let result = try Tool.run(
      [
        "run", suite, "--no-timings", "--progress", "always", "--output", workspace.file("closed"),
      ], redirections: redirections)
    #expect(result.code == 0, "\(result.error)")
    for name in ["trials.csv", "targets.csv", "traces.csv", "summary.csv", "comparisons.csv"] {
      #expect(try workspace.data("closed/\(name)") == workspace.data("open/\(name)"), "\(name)")
    }
  }
}
