import Foundation
import Testing

/// `gradbench report`: reports of finished runs, made without running anything.
@Suite struct ReportCommandTests {
  private static let suite = """
    {"name": "bowl", "sweeps": [{
      "problems": [{"id": "quadratic", "dimension": 2, "conditionNumber": 10}, "sphere"],
      "optimizers": ["gradient-descent", {"id": "momentum", "momentum": [0.5, 0.9]}],
      "learningRates": [0.05, 0.2], "starts": {"around": 0.3}, "seeds": 2}]}
    """

  private static func run(_ options: [String] = [], to folder: String, in workspace: Workspace)
    throws
  {
    let file = try workspace.write("a.json", suite)
    let result = try Tool.run(
      ["run", file, "--output", workspace.file(folder), "-q"] + options)
    #expect(result.code == 0, "\(result.error)")
  }

  @Test func reportOfAStoredRunHasTheSameBytes() throws {
    let workspace = try Workspace()
    try Self.run(to: "out", in: workspace)
    let names = try workspace.names(in: "out")
    let before = try names.map { try workspace.data("out/" + $0) }
    try FileManager.default.removeItem(atPath: workspace.file("out/report.md"))
    let result = try Tool.run(["report", workspace.file("out")])
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output == "Report: \(workspace.file("out"))/report.md\n")
    #expect(try workspace.names(in: "out") == names)
    #expect(try names.map { try workspace.data("out/" + $0) } == before)
    #expect(try Tool.run(["compare", workspace.file("out"), workspace.file("out")]).code == 0)
  }

  @Test func anotherTargetIsPrintedOrWrittenElsewhere() throws {
    let workspace = try Workspace()
    try Self.run(["--no-timings"], to: "out", in: workspace)
    let printed = try Tool.run(["report", workspace.file("out"), "--target", "0.001"])
    #expect(printed.code == 0)
    #expect(printed.output.contains("## Ranking at target 0.001\n"))
    let elsewhere = try Tool.run([
      "report", workspace.file("out"), "--target", "1e-3", "--output", workspace.file("other"),
    ])
    #expect(elsewhere.code == 0)
    #expect(try workspace.names(in: "other") == ["comparisons.csv", "report.md"])
    #expect(try workspace.text("other/report.md") == printed.output)
    let unknown = try Tool.run(["report", workspace.file("out"), "--target", "1e-9"])
    #expect(unknown.code == 64)
    #expect(unknown.error.contains("The run has no target '1e-9'. Its targets are 0.1, 0.01"))
  }

  @Test(arguments: ["cells.csv", "trials.csv", "targets.csv", "summary.csv", "traces.csv"])
  func changedValueOfAnyTableIs65(name: String) throws {
    let workspace = try Workspace()
    try Self.run(["--no-timings", "--no-confirm"], to: "out", in: workspace)
    let text = try workspace.text("out/" + name)
    var lines = text.split(separator: "\n").map(String.init)
    // One digit of the last number of the fourth line.
    let place = try #require(lines[3].lastIndex { $0.isNumber })
    let digit = lines[3][place] == "1" ? "2" : "1"
    lines[3].replaceSubrange(place...place, with: digit)
    _ = try workspace.write("out/" + name, lines.joined(separator: "\n") + "\n")
    let result = try Tool.run(["report", workspace.file("out")])
    #expect(result.code == 65)
    #expect(result.error.contains("\(name):4: "), "\(result.error)")
  }

  @Test func runThatASpreadsheetSavedIsRead() throws {
    let workspace = try Workspace()
    try Self.run(["--no-timings"], to: "out", in: workspace)
    let text = try workspace.text("out/trials.csv")
    _ = try workspace.write(
      "out/trials.csv", "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(try Tool.run(["report", workspace.file("out")]).code == 0)
  }

  @Test func runsOfOtherBaseSeedsAreOne() throws {
    let workspace = try Workspace()
    try Self.run(["--no-timings"], to: "a", in: workspace)
    try Self.run(["--no-timings", "--seed", "1"], to: "b", in: workspace)
    try Self.run(["--no-timings", "--filter", "problem=sphere"], to: "c", in: workspace)
    let both = try Tool.run([
      "report", workspace.file("a"), workspace.file("b"), workspace.file("c"), "--format",
      "markdown",
    ])
    #expect(both.code == 0, "\(both.error)")
    // 2 problems, 3 settings, 2 rates, 2 seeds of each base seed; the filtered run adds none.
    #expect(both.output.contains("48 trials · 2 problems · 3 optimizer settings · 4 seeds"))
    let nowhere = try Tool.run(["report", workspace.file("a"), workspace.file("b")])
    #expect(nowhere.code == 64)
    #expect(nowhere.error.contains("Name one with '--output'"))
  }

  @Test func folderThatIsNoRunIs65Or66() throws {
    let workspace = try Workspace()
    #expect(try Tool.run(["report", workspace.file("none")]).code == 66)
    let file = try workspace.write("a.json", Self.suite)
    #expect(try Tool.run(["report", file]).code == 66)
    try Self.run(["--no-timings"], to: "old", in: workspace)
    try workspace.makeFormat1("old")
    let old = try Tool.run(["report", workspace.file("old")])
    #expect(old.code == 65)
    #expect(old.error.contains("was written in format 1"), "\(old.error)")
    #expect(try Tool.run(["compare", workspace.file("old"), workspace.file("old")]).code == 0)
  }
}
