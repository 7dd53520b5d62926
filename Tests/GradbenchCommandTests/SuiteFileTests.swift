import Foundation
import Testing

/// Suites that cannot be run: 65 for what a file says, 66 for one that is not there.
@Suite struct SuiteFileTests {
  @Test(arguments: ["run", "validate"])
  func tenMistakesAreToldAtOnceWithTheirPlaces(command: String) throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "ten.json",
      """
      {
        "name": "Ten Mistakes",
        "sweeps": [{
          "problems": ["spher", {"id": "rosenbrock", "dimension": 1}],
          "optimizers": ["gradient-descent", {"id": "adam", "beta1": 1.5}],
          "learningRates": [0.1, -0.1],
          "backends": [],
          "seds": 3
        }],
        "budget": {"iterations": 1.5},
        "targets": [0.1, "small"],
        "trace": {"rows": 1}
      }
      """)
    let result = try Tool.run([command, suite])
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(
      result.errorLines.map { $0.replacingOccurrences(of: suite, with: "ten.json") } == [
        "Error: ten.json:2:11: name must be 1 to 64 lowercase letters, digits and hyphens, the "
          + "first no hyphen, but is 'Ten Mistakes'.",
        "Error: ten.json:4:18: sweeps[0].problems[0]: unknown problem 'spher'. "
          + "Did you mean 'sphere'?",
        "Error: ten.json:4:61: sweeps[0].problems[1].dimension must be an integer from 2 to "
          + "100000, but is 1.",
        "Error: ten.json:5:64: sweeps[0].optimizers[1].beta1 must be at least 0 and less than 1, "
          + "but is 1.5.",
        "Error: ten.json:6:28: sweeps[0].learningRates[1] must be greater than 0, but is -0.1.",
        "Error: ten.json:7:17: sweeps[0].backends must not be an empty list.",
        "Error: ten.json:8:5: sweeps[0]: unknown key 'seds'. Did you mean 'seeds'?",
        "Error: ten.json:10:28: budget.iterations must be a whole number from 0 to 1000000000, "
          + "but is 1.5.",
        "Error: ten.json:11:20: targets[1] must be a number, a list of numbers or a range, "
          + "but is 'small'.",
        "Error: ten.json:12:21: trace.rows must be a whole number from 2 to 1000000, but is 1.",
      ])
  }

  @Test func mistakesOfAllSuitesAreTold() throws {
    let workspace = try Workspace()
    let first = try workspace.write("a.json", "{")
    let second = try workspace.write("b.json", "[]")
    let result = try Tool.run(["validate", first, Tool.suite("smoke"), second])
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(result.error.contains(first + ":1:"))
    #expect(result.error.contains(second + ":1:1: the suite must be an object"))
  }

  @Test(arguments: [
    ("nowhere.json", "there is no such file."), ("/", "is a folder; name a suite file in it."),
  ])
  func fileThatCannotBeReadIs66(file: String, reason: String) throws {
    for command in ["run", "validate"] {
      let result = try Tool.run([command, file])
      #expect(result.code == 66)
      #expect(result.error == "Error: \(file): \(reason)\n")
    }
  }

  @Test func missingRunFolderIs66() throws {
    let result = try Tool.run(["replay", "nowhere", "0123"])
    #expect(result.code == 66)
    #expect(
      result.error
        == "Error: nowhere: there is no such folder. Name one that 'gradbench run' wrote.\n")
  }

  @Test(arguments: ["", "{", "[]", #"{"format": 99}"#, #"{"format": 1, "suite": 3}"#, "\u{0}"])
  func brokenRunFolderIs65(text: String) throws {
    let workspace = try Workspace()
    _ = try workspace.write("run.json", text)
    let result = try Tool.run(["replay", workspace.path, "0123"])
    #expect(result.code == 65)
    #expect(result.error.hasPrefix("Error: \(workspace.path)"))
  }

  /// Asks for more than any machine has, one way each.
  @Test(arguments: [
    #""seeds": 1e18"#, #""instances": 1000000000000000000"#,
    #""seeds": 2147483647, "starts": {"around": 1}"#,
    #""learningRates": {"from": 1e-300, "to": 1e300, "factor": 1.0000001}"#,
    #""learningRates": {"from": 1e-3, "to": 1, "count": 1e18}"#,
    #""optimizers": [{"id": "adam", "learningRate": {"from": 1e-3, "to": 1, "count": 9000}, "#
      + #""beta1": {"from": 0, "to": 0.9, "count": 9000, "scale": "linear"}}]"#,
    #""problems": [{"id": "sphere", "dimension": 1e9}]"#,
    #""problems": [{"id": "quadratic", "dimension": 1e6}]"#,
    #""problems": [{"id": "least-squares", "dimension": 500, "sampleCount": 1e6}]"#,
  ])
  func impossibleSizesAreRefusedBeforeTheyTakeMemory(member: String) throws {
    var members = [
      "problems": #""problems": ["sphere"]"#, "optimizers": #""optimizers": ["adam"]"#,
    ]
    let key = String(member.dropFirst().prefix { $0 != "\"" })
    members[key] = member
    let sweep = members.values.sorted().joined(separator: ", ")
    let start = Date()
    let result = try Tool.run(
      ["validate", "-"], input: #"{"name": "x", "sweeps": [{"# + sweep + "}]}")
    #expect(result.code == 65)
    #expect(result.errorLines.count == 1, "\(result.error)")
    #expect(result.error.hasPrefix("Error: -:1:"))
    // Generous: it takes hundredths of a second, and hours if the count were believed.
    #expect(Date().timeIntervalSince(start) < 20)
  }

  @Test(arguments: [
    String(repeating: "[", count: 1_000_000), String(repeating: #"{"a":"#, count: 100_000),
    String(repeating: "\u{0}", count: 20_000_000), "\u{FEFF}", "nul",
    #"{"name": "x", "name": "y"}"#,
    #"{"name": "../../etc", "sweeps": []}"#, #"{"budget": {"iterations": 1e18}}"#,
    "{\"\u{1B}[31m\": 1}", "{\"description\": \"a\nb\"}",
  ])
  func rubbishIsToldAndNothingMore(text: String) throws {
    let result = try Tool.run(["run", "-"], input: text)
    #expect(result.code == 65)
    #expect(result.output == "")
    #expect(result.errorLines.count < 10)
    #expect(result.errorLines.allSatisfy { $0.wholeMatch(of: /Error: -:\d+:\d+: .*\./) != nil })
  }

  @Test func unknownFilterNamesWhatThereIs() throws {
    let result = try Tool.run([
      "run", Tool.suite("smoke"), "--filter", "optimizer=adm", "--output", "out",
    ])
    #expect(result.code == 65)
    #expect(
      result.error
        == "Error: \(Tool.suite("smoke")):1:1: the suite has no trial that passes "
        + "--filter optimizer=adm; its optimizers are gradient-descent, adam.\n")
  }
}
