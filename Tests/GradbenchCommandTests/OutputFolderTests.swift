import Foundation
import Testing

/// Where results go, and what happens where they cannot.
@Suite struct OutputFolderTests {
  /// Nothing has run when the folder is refused: one of these trials would take hours.
  private static let endless = #"""
    {"name": "endless", "sweeps": [{"problems": [{"id": "rosenbrock", "dimension": 1000}],
      "optimizers": ["gradient-descent"], "learningRates": 1e-9}],
     "budget": {"iterations": 1000000000}}
    """#

  @Test func folderBelowAFileIsRefusedBeforeAnythingRuns() throws {
    let workspace = try Workspace()
    let file = try workspace.write("file", "precious")
    for path in [file, file + "/below", file + "/far/below"] {
      let result = try Tool.run(
        ["run", "--no-timings", "-", "--output", path], input: Self.endless)
      #expect(result.code == 73)
      #expect(result.output == "")
      #expect(result.error.hasPrefix("Error: \(path): the run folder cannot be created: "))
      #expect(result.error.hasSuffix(". Name another with '--output'.\n"))
    }
    #expect(try workspace.text("file") == "precious")
  }

  @Test func folderThatHoldsSomethingIsRefusedBeforeAnythingRuns() throws {
    let workspace = try Workspace()
    _ = try workspace.write("precious", "")
    let result = try Tool.run(
      ["run", "--no-timings", "-", "--output", workspace.path], input: Self.endless)
    #expect(result.code == 73)
    #expect(
      result.error
        == "Error: \(workspace.path): the folder is not empty; a run folder is never "
        + "overwritten. Name another with '--output'.\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: workspace.path) == ["precious"])
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/version")),
    arguments: ["/proc/gradbench", "/proc/gradbench/below", "/dev/null"])
  func folderOfTheSystemIsRefusedBeforeAnythingRuns(path: String) throws {
    let result = try Tool.run(["run", "--no-timings", "-", "--output", path], input: Self.endless)
    #expect(result.code == 73)
    #expect(result.error.hasPrefix("Error: \(path): the run folder cannot be created: "))
  }

  @Test func oneFolderThatIsRefusedLeavesNoneOfSeveral() throws {
    let workspace = try Workspace()
    let first = try workspace.write("a.json", Self.endless)
    let second = try workspace.write(
      "b.json", Self.endless.replacingOccurrences(of: "endless", with: "taken"))
    try FileManager.default.createDirectory(
      atPath: workspace.file("out/taken/held"), withIntermediateDirectories: true)
    let result = try Tool.run([
      "run", "--no-timings", first, second, "--output", workspace.file("out"),
    ])
    #expect(result.code == 73)
    #expect(try workspace.names(in: "out") == ["taken"])
  }

  @Test func severalSuitesGetAFolderEach() throws {
    let workspace = try Workspace()
    let suites = try ["one", "two"].map { name in
      try workspace.write(
        "\(name).json",
        #"{"name": "\#(name)", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#)
    }
    let result = try Tool.run(
      ["run", "--no-timings", "--output", workspace.file("out"), "-q"] + suites)
    #expect(result.code == 0)
    #expect(
      result.output == ["one", "two"].map { workspace.file("out/\($0)\n") }.joined())
    #expect(try workspace.rows("out/one/trials.csv").first?["suite"] == "one")
    #expect(try workspace.rows("out/two/trials.csv").first?["suite"] == "two")
  }

  @Test func suitesOfOneNameAreRefused() throws {
    let result = try Tool.run([
      "run", "--no-timings", Tool.suite("smoke"), Tool.suite("smoke"), "--output", "out",
    ])
    #expect(result.code == 64)
    #expect(result.error.hasPrefix("Error: Two of the suites are named 'smoke'."))
  }

  @Test func folderIsNamedForSuiteAndTimeByDefault() throws {
    let workspace = try Workspace()
    let result = try Tool.run(
      ["run", "--no-timings", "-", "--quiet"],
      input: #"{"name": "q", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#,
      workingFolder: workspace.path)
    #expect(result.code == 0)
    let path = String(result.output.dropLast())
    #expect(path.wholeMatch(of: /results\/q\/\d{4}-\d\d-\d\dT\d{6}Z/) != nil, "\(path)")
    #expect(workspace.exists(path + "/report.md"))
  }

  /// Runs begun in one second, or a clock set back.
  @Test func folderOfThatTimeThatIsTakenGetsANumber() throws {
    let workspace = try Workspace()
    let formatter = DateFormatter()
    formatter.dateFormat = "yyyy-MM-dd'T'HHmmss'Z'"
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.locale = Locale(identifier: "en_US_POSIX")
    let now = Date()
    // A minute of seconds, each taken twice.
    let taken = Set((0..<60).map { formatter.string(from: now.addingTimeInterval(Double($0))) })
    for name in taken.flatMap({ [$0, $0 + "-2"] }) {
      let folder = workspace.file("results/q/" + name)
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: folder + "/held"))
    }
    let result = try Tool.run(
      ["run", "--no-timings", "-", "--quiet"],
      input: #"{"name": "q", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#,
      workingFolder: workspace.path)
    #expect(result.code == 0)
    #expect(taken.contains { result.output == "results/q/\($0)-3\n" }, "\(result.output)")
  }

  @Test func hostileFolderNameIsOneFolder() throws {
    let workspace = try Workspace()
    let name = "new\nline \u{1B}[31m"
    let result = try Tool.run(
      ["run", "--no-timings", "-", "--output", workspace.file(name), "--quiet"],
      input: #"{"name": "q", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#)
    #expect(result.code == 0)
    #expect(workspace.exists(name + "/trials.csv"))
    let again = try Tool.run(
      ["run", "--no-timings", "-", "--output", workspace.file(name), "--quiet"],
      input: #"{"name": "q", "sweeps": [{"problems": ["booth"], "optimizers": ["adam"]}]}"#)
    #expect(again.code == 73)
    #expect(again.errorLines.count == 1)
    #expect(!again.error.contains("\u{1B}"))
  }
}
