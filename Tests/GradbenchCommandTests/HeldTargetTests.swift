import Foundation
import Testing

/// Where batches are smaller than the data a first passage is luck: what counts is what is held.
@Suite struct HeldTargetTests {
  /// In one dimension every change of sign passes the minimizer. The floors are η/(2(2 − η)) of a scale of
  /// 8: fractions 6.3e-5, 1.0e-3 and 2.1e-2 of the initial gap.
  private static let suite = """
    {"name": "lucky-passage",
     "sweeps": [{"problems": "mean-of-quadratics", "optimizers": "gradient-descent",
                 "learningRates": [0.002, 0.032, 0.5], "batchSizes": [1], "seeds": 20,
                 "sampling": "replacement"}],
     "budget": {"dataPasses": 100}, "targets": [0.1, 0.01, 0.001, 0.0001, 1e-05, 1e-06]}
    """

  @Test func luckyPassageIsAMiss() throws {
    let workspace = try Workspace()
    let suite = try workspace.write("lucky.json", Self.suite)
    try workspace.run(suite, to: "out", ["--lanes", "off", "--no-confirm"])
    let trials = try workspace.rows("out/trials.csv")
    let rates = Dictionary(
      uniqueKeysWithValues: trials.map { ($0["trial"] ?? "", $0["learning_rate"] ?? "") })
    let rows = try workspace.rows("out/targets.csv")
    func found(rate: String, target: String) -> [[String: String]] {
      rows.filter { rates[$0["trial"] ?? ""] == rate && $0["target"] == target }
    }
    for (rate, target) in [("0.032", "1e-06"), ("0.5", "0.0001")] {
      let passed = found(rate: rate, target: target)
      #expect(passed.count == 20)
      // The passage stays in the table, and decides nothing.
      #expect(passed.count { $0["hit"] == "1" } >= 15)
      for row in passed {
        #expect(row["held"] != "1")
        #expect(row["held_iterations"] == "" && row["held_cost"] == "")
        #expect(row["held_data_passes"] == "")
      }
      let summary = try workspace.rows("out/summary.csv").filter {
        $0["learning_rate"] == rate && $0["target"] == target
      }
      #expect(summary.map { $0["hits"] } == ["0"])
      #expect(summary.map { $0["cost_median"] } == ["inf"])
    }
    // None is an answer: the smallest target is below every floor.
    #expect(trials.allSatisfy { $0["outcome"] == "budgetSpent" })
    // Far above its floor a target is held: from its first look on, or from a later one.
    for row in found(rate: "0.032", target: "0.1") {
      #expect(row["hit"] == "1" && row["held"] == "1")
      let (first, held) = (Int(row["iterations"] ?? "") ?? -1, Int(row["held_iterations"] ?? ""))
      #expect(try #require(held) >= first)
      // One example costs one gradient; 64 are a pass.
      #expect(row["held_cost"].flatMap { Int($0) } == held)
      let passes = Double(try #require(held)) / 64
      #expect(row["held_data_passes"].flatMap { Double($0) } == passes)
    }
  }

  /// Folders of older versions do not tell from when on a target was held.
  @Test func olderFolderIsReadWithASentence() throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "lucky.json",
      Self.suite.replacing("[0.002, 0.032, 0.5]", with: "0.032").replacing("20", with: "3")
        .replacing(#""dataPasses": 100"#, with: #""dataPasses": 20"#))
    for folder in ["new", "old"] { try workspace.run(suite, to: folder, ["--lanes", "off"]) }
    try workspace.makeFormat1("old")
    let result = try Tool.run(["compare", workspace.file("old"), workspace.file("new")])
    #expect(result.code == 0, "\(result.error)")
    #expect(
      result.output.contains("count where no later look is beyond (an older format)"),
      "\(result.output)")
    let same = try Tool.run(["compare", workspace.file("new"), workspace.file("new")])
    #expect(!same.output.contains("older format"))
  }
}
