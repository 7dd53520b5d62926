import Foundation
import GradTestSupport
import Testing

/// `gradbench replay`: the trial again, every iterate.
@Suite struct ReplayTests {
  private static let suite = #"""
    {"name": "r", "budget": {"iterations": 60}, "sweeps": [
      {"problems": ["rosenbrock"], "optimizers": ["gradient-descent", "adam"], "learningRates": [1e-3, 1],
       "backends": ["analytic", "symbolic", "dual", "forward-difference", "central-difference"]},
      {"problems": [{"id": "least-squares", "dimension": 3, "sampleCount": 64}],
       "optimizers": ["momentum"], "learningRates": 0.02, "batchSizes": [8, "full"], "seeds": 2,
       "starts": {"around": 1}}]}
    """#

  @Test func lastIterateHasTheBitsOfTheRun() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("r.json", Self.suite)
    try workspace.run(suite, to: "out", ["--seed", "7", "--no-confirm"])
    let trials = try workspace.rows("out/trials.csv")
    #expect(trials.count == 2 * 2 * 5 + 4)
    for trial in trials {
      let id = try #require(trial["trial"])
      let result = try Tool.run(["replay", workspace.file("out"), id, "--format", "csv"])
      #expect(result.code == 0)
      #expect(result.error.hasPrefix("\(id) \(trial["problem"] ?? "") "))
      #expect(result.error.contains(trial["outcome"] ?? "?"))
      let rows = parseCSV(result.output)
      let n = try #require(Int(trial["dimension"] ?? ""))
      #expect(
        rows.first == [
          "iteration", "cost", "objective", "gradient_norm", "step_norm", "learning_rate",
        ]
          + (1...n).map { "x\($0)" })
      #expect(rows[1][2] == trial["initial_objective"])
      let last = try #require(rows.last)
      #expect(last[0] == trial["iterations"])
      #expect(last[1] == trial["cost"])
      #expect(last[2] == trial["final_objective"])
      #expect(last[3] == trial["final_gradient_norm"])
      // Noisy trials are looked at once a data pass; all others are traced at every iteration.
      if trial["batch_size"] != "8" {
        let iterations = try #require(Int(trial["iterations"] ?? ""))
        #expect(rows.dropFirst().map { $0[0] } == (0...iterations).map(String.init))
      }
    }
  }

  @Test func formatsShowTheSameIterates() throws {
    let workspace = try Workspace()
    try workspace.run(Tool.suite("smoke"))
    let id = try #require(workspace.rows("out/trials.csv").first?["trial"])
    let csv = parseCSV(
      try Tool.run(["replay", workspace.file("out"), id, "--format", "csv"]).output)
    let table = try Tool.run(["replay", workspace.file("out"), String(id.prefix(10))]).output
    #expect(table.split(separator: "\n").count == csv.count + 1)
    let json = try JSONSerialization.jsonObject(
      with: Data(
        try Tool.run(["replay", workspace.file("out"), id, "--format", "json"]).output.utf8))
    let objects = try #require(json as? [[String: Any]])
    #expect(objects.count == csv.count - 1)
    #expect(objects.last?["objective"] as? Double == csv.last.flatMap { Double($0[2]) })
  }

  @Test func trialThatIsNotThereIs64() throws {
    let workspace = try Workspace()
    try workspace.run(Tool.suite("smoke"))
    for word in ["xyz", "", "0123456789abcdef0"] {
      let result = try Tool.run(["replay", workspace.file("out"), word])
      #expect(result.code == 64)
      #expect(result.error.hasPrefix("Error: \(workspace.file("out")) has no trial '\(word)'."))
    }
  }
}
