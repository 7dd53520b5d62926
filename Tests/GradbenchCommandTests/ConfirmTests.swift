import Foundation
import GradTestSupport
import Testing

/// `gradbench run`: fresh seeds of the rates that the sweep chose.
@Suite struct ConfirmTests {
  private static let suite = #"""
    {"name": "chosen", "budget": {"iterations": 300}, "confirm": 4, "targets": [0.1, 1e-2, 1e-3],
     "ranking": {"target": 1e-2, "reference": "tuned momentum"}, "sweeps": [
      {"problems": ["sphere", {"id": "least-squares", "dimension": 2, "sampleCount": 16}],
       "optimizers": ["gradient-descent", {"id": "momentum", "name": "tuned momentum", "momentum": 0.5}],
       "learningRates": [0.02, 0.05, 0.1, 0.2, 0.4, 0.8], "starts": {"around": 0.5}, "seeds": 3},
      {"problems": ["booth"], "optimizers": ["gradient-descent"], "learningRates": [0.01, 0.02, 0.05]}]}
    """#

  private static func information(_ workspace: Workspace, _ folder: String) throws -> [String: Any]
  {
    try #require(
      JSONSerialization.jsonObject(with: workspace.data(folder + "/run.json")) as? [String: Any])
  }

  private static func lowered(_ workspace: Workspace, _ folder: String) throws -> [String: Any]? {
    let all = try information(workspace, folder)["lowered"] as? [[String: Any]]
    return all?.first { $0["name"] as? String == "confirm" }
  }

  @Test func chosenRatesGetFreshSeedsBehindTheSweep() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("fresh.json", Self.suite)
    try workspace.run(suite)
    try workspace.run(suite, to: "plain", ["--no-confirm"])
    let trials = try workspace.rows("out/trials.csv")
    let plain = try workspace.rows("plain/trials.csv")
    #expect(plain.count == 2 * 2 * 6 * 3 + 3)
    #expect(plain.allSatisfy { $0["role"] == "sweep" })
    // The sweep is the same to the byte, and nothing else speaks of the others.
    #expect(trials.prefix(plain.count).elementsEqual(plain))
    for file in ["summary.csv", "traces.csv"] {
      #expect(try workspace.text("out/\(file)") == workspace.text("plain/\(file)"))
    }
    let fresh = trials.dropFirst(plain.count)
    #expect(fresh.allSatisfy { $0["role"] == "confirm" })
    // Of each of four families the chosen rate and its neighbours at least; none of booth, where no
    // seed matters.
    let columns = ["problem", "optimizer", "learning_rate"]
    func cell(_ row: [String: String]) -> [String] { columns.map { row[$0] ?? "" } }
    var cells: [[String]] = []
    for row in fresh where cells.last != cell(row) { cells.append(cell(row)) }
    #expect(Set(cells).count == cells.count)
    let families = Dictionary(grouping: cells) { $0.dropLast() }
    #expect(families.count == 4)
    for family in families.values { #expect(family.count >= 3) }
    #expect(!cells.contains { $0[0] == "booth" })
    #expect(fresh.count == 4 * cells.count)
    #expect(
      fresh.compactMap { $0["seed"] }
        == cells.flatMap { _ in ["1000001", "1000002", "1000003", "1000004"] })
    // By cell, as the sweep has them.
    let order = plain.map(cell)
    let places = cells.compactMap { order.firstIndex(of: $0) }
    #expect(places == places.sorted() && places.count == cells.count)
    for row in trials {
      #expect(row["setting"] == (row["optimizer"] == "momentum" ? "tuned momentum" : ""))
    }
    let targets = try workspace.rows("out/targets.csv")
    #expect(
      targets.map { $0["trial"] } == trials.flatMap { Array(repeating: $0["trial"], count: 3) })
    let counts = try Self.information(workspace, "out")["trials"] as? [String: Any]
    #expect(counts?["planned"] as? Int == plain.count)
    #expect(counts?["finished"] as? Int == plain.count)
    #expect(counts?["confirming"] as? Int == fresh.count)
    let information = try Self.information(workspace, "out")
    #expect(information["confirm"] as? Int == 4)
    #expect(
      information["ranking"] as? [String: String] == [
        "target": "0.01", "reference": "tuned momentum",
      ])
    let without = try Self.information(workspace, "plain")
    #expect(without["confirm"] as? Int == 0)
    #expect((without["options"] as? [String: String])?["no-confirm"] == "yes")
    // Runs with and without them are the same to a comparison.
    let compared = try Tool.run(["compare", workspace.file("plain"), workspace.file("out")])
    #expect(compared.code == 0, "\(compared.output)\(compared.error)")
    for folder in ["out", "plain"] {
      #expect(try Tool.run(["report", workspace.file(folder)]).code == 0)
    }
  }

  @Test func bytesAreTheSameWithAnyJobsAndLanes() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("fresh.json", Self.suite)
    try workspace.run(suite, to: "one", ["--jobs", "1", "--lanes", "off"])
    try workspace.run(suite, to: "many", ["--jobs", "3"])
    for file in ["trials.csv", "targets.csv", "cells.csv", "traces.csv", "summary.csv"] {
      #expect(try workspace.text("one/\(file)") == workspace.text("many/\(file)"), "\(file)")
    }
  }

  @Test func confirmingTrialIsReplayed() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("fresh.json", Self.suite)
    // A part of the suite: cells of the run are not those of the suite's plan.
    try workspace.run(suite, to: "out", ["--seed", "5", "--filter", "optimizer=momentum"])
    let fresh = try workspace.rows("out/trials.csv").filter { $0["role"] == "confirm" }
    for trial in [try #require(fresh.first), try #require(fresh.last)] {
      let id = try #require(trial["trial"])
      let result = try Tool.run(["replay", workspace.file("out"), id, "--format", "csv"])
      #expect(result.code == 0, "\(result.error)")
      #expect(result.error.hasPrefix("\(id) \(trial["problem"] ?? "") momentum: "))
      #expect(parseCSV(result.output).last?[2] == trial["final_objective"])
    }
  }

  @Test func noMoreTrialsThanAllowed() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("fresh.json", Self.suite)
    try workspace.run(suite, to: "out", ["--max-trials", "100"])
    #expect(try workspace.rows("out/trials.csv").allSatisfy { $0["role"] == "sweep" })
    let lowered = try #require(try Self.lowered(workspace, "out"))
    #expect(lowered["from"] as? Int == 4 && lowered["to"] as? Int == 0)
    #expect((lowered["reason"] as? String)?.contains("more than the 100 of --max-trials") == true)
    try workspace.run(suite, to: "all", ["--max-trials", "400"])
    #expect(try Self.lowered(workspace, "all") == nil)
  }

  @Test func checkedSuiteTellsHowManyThereMayBe() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("fresh.json", Self.suite)
    let words =
      "  then up to 4 fresh seeds for each chosen rate and those beside it: at most 96 confirming trials\n"
    #expect(try Tool.run(["validate", suite]).output.contains(words))
    #expect(try Tool.run(["run", suite, "--dry-run"]).output.contains(words))
    #expect(!(try Tool.run(["run", suite, "--dry-run", "--no-confirm"]).output.contains("fresh")))
    let none = try workspace.write(
      "none.json", Self.suite.replacing("\"confirm\": 4", with: "\"confirm\": 0"))
    #expect(!(try Tool.run(["validate", none]).output.contains("fresh")))
    try workspace.run(none)
    #expect(try workspace.rows("out/trials.csv").allSatisfy { $0["role"] == "sweep" })
  }

  /// The sweep is one short trial; ten thousand fresh seeds are not.
  @Test func interruptedConfirmationKeepsTheSweep() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "long.json",
      #"""
      {"name": "long", "budget": {"iterations": 30000}, "confirm": 10000, "sweeps": [
        {"problems": ["sphere"], "optimizers": ["gradient-descent"], "learningRates": 1e-7,
         "starts": {"around": 0.5}}]}
      """#)
    let result = try Tool.interrupted(
      ["run", suite, "--no-timings", "--output", workspace.file("out")], in: workspace
    ) { _ in (try? workspace.text("out/run.json").contains("chosen cells have no fresh")) == true }
    #expect(result.code == 130)
    #expect(try workspace.rows("out/trials.csv").map { $0["role"] } == ["sweep"])
    let lowered = try #require(try Self.lowered(workspace, "out"))
    #expect(lowered["from"] as? Int == 10_000 && lowered["to"] as? Int == 0)
    let information = try Self.information(workspace, "out")
    #expect((information["trials"] as? [String: Any])?["confirming"] as? Int == 0)
  }
}
