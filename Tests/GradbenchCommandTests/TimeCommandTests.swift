import Foundation
import GradTestSupport
import Testing

/// `gradbench time`, and the timings of a run.
@Suite struct TimeCommandTests {
  private static let suite = #"""
    {"name": "tiny", "sweeps": [{"problems": ["sphere"],
      "optimizers": ["gradient-descent", "adam"], "learningRates": [0.1, 0.2]}],
     "budget": {"iterations": 50}}
    """#
  private static let columns = [
    "problem", "instance", "dimension", "optimizer", "hyperparameters", "schedule", "batch_size",
    "backend", "trial", "rounds", "iterations_per_sample", "objective_seconds",
    "gradient_seconds", "update_seconds", "iteration_seconds", "iteration_mad", "iteration_low",
    "iteration_high", "wall_seconds", "reference_seconds", "instructions", "samples",
  ]

  @Test func runWritesTimingsUnlessToldNotTo() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("tiny.json", Self.suite)
    let result = try Tool.run(["run", suite, "--output", workspace.file("out")])
    #expect(result.code == 0, "\(result.error)")
    let header = try #require(try workspace.text("out/timings.csv").split(separator: "\n").first)
    #expect(header.split(separator: ",").map(String.init) == Self.columns)
    let rows = try workspace.rows("out/timings.csv")
    #expect(rows.map { $0["optimizer"] } == ["gradient-descent", "adam"])
    for row in rows {
      let samples = try #require(row["samples"]).split(separator: ";").compactMap { Double($0) }
      #expect(row["rounds"] == "\(samples.count)")
      let median = try #require(row["iteration_seconds"].flatMap { Double($0) })
      // How many samples were undisturbed is up to the machine: of an even number the mean of the
      // middle two is the median. All are written with six digits.
      let sorted = samples.sorted()
      let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      #expect(abs(middle - median) <= 1e-5 * median)
      let low = try #require(row["iteration_low"].flatMap { Double($0) })
      let high = try #require(row["iteration_high"].flatMap { Double($0) })
      #expect(low <= median && median <= high)
    }
    #expect(
      try workspace.text("out/report.md").contains("<summary>Seconds to target</summary>"))
    try workspace.run(suite, to: "without")
    #expect(!workspace.exists("without/timings.csv"))
    #expect(try !workspace.text("without/report.md").contains("timings:"))
  }

  @Test func timePrintsAndWritesEveryCell() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("tiny.json", Self.suite)
    let result = try Tool.run([
      "time", suite, "--samples", "3", "--output", workspace.file("out"), "--format", "csv",
    ])
    #expect(result.code == 0, "\(result.error)")
    let rows = parseCSV(result.output)
    #expect(rows.count == 3)
    #expect(
      rows.first?.prefix(8).joined(separator: ",") == Self.columns.prefix(8).joined(separator: ","))
    #expect(try workspace.names(in: "out") == ["run.json", "timings.csv"])
    #expect(try workspace.rows("out/timings.csv").count == 2)
    let again = try Tool.run(["time", suite, "--samples", "3", "--output", workspace.file("out")])
    #expect(again.code == 73)
    let table = try Tool.run(["time", suite, "--samples", "2"])
    #expect(table.output.contains("measured / predicted"))
    #expect(table.output.contains("gradient-descent"))
  }

  @Test func marksListTheCellsWithoutAClock() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("tiny.json", Self.suite)
    let result = try Tool.run(["time", suite, "--iterations", "10"])
    #expect(result.code == 0)
    let rows = parseCSV(result.output)
    #expect(rows.map(\.count) == [8, 8, 8])
    #expect(rows.dropFirst().map { $0[3] } == ["gradient-descent", "adam"])
  }

  @Test(
    arguments: [
      (["--samples", "0"], 64), (["--iterations", "0"], 64), (["--output", ""], 64),
      (["--iterations", "5", "--samples", "3"], 64), (["--jobs", "2"], 64),
      (["--filter", "optimizer=nothing"], 65),
    ] as [([String], Int32)])
  func mistakesAreTold(options: [String], code: Int32) throws {
    let result = try Tool.run(["time", "-"] + options, input: Self.suite)
    #expect(result.code == code, "\(result.error)")
    #expect(result.error.hasPrefix("Error: "))
    #expect(result.output == "")
  }

  @Test func missingSuiteIsNoInput() throws {
    #expect(try Tool.run(["time", "no-such-suite.json"]).code == 66)
  }

  @Test func interruptKeepsWhatIsMeasured() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("tiny.json", Self.suite)
    let result = try Tool.interrupted(
      [
        "time", suite, "--samples", "100000", "--output", workspace.file("out"), "--format", "csv",
      ],
      in: workspace, until: { parseCSV($0.output).count > 1 })
    #expect(result.code == 130)
    #expect(parseCSV(result.output).count == 3)
    #expect(try workspace.rows("out/timings.csv").count == 2)
    #expect(try workspace.text("out/run.json").contains("timing.samples"))
  }
}
