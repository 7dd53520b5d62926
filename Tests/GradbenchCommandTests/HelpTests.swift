import Foundation
import Testing

/// Help and version, as readers get them. `RECORD_SNAPSHOTS=1` rewrites the files under
/// `Tests/Snapshots` and fails, so that a recording cannot pass unseen.
@Suite struct HelpTests {
  static let commands = [
    "run", "list", "describe", "validate", "replay", "time", "report", "compare",
    "gradient", "descend", "verify",
  ]

  @Test(arguments: commands)
  func helpOfEveryCommandIsUnchanged(command: String) throws {
    let result = try Tool.run([command, "--help"])
    #expect(result.code == 0)
    #expect(result.error == "")
    try check(result.output, snapshot: "help-\(command).txt")
    #expect(try Tool.run(["help", command]).output == result.output)
    // Help wins over mistakes elsewhere on the line.
    #expect(try Tool.run([command, "--nonsense", "-h"]).output == result.output)
  }

  @Test func helpOfTheToolIsUnchanged() throws {
    let result = try Tool.run(["--help"])
    #expect(result.code == 0)
    try check(result.output, snapshot: "help.txt")
    #expect(try Tool.run([]).output == result.output)
    #expect(try Tool.run(["help"]).output == result.output)
  }

  @Test func everyCommandOfTheHelpHasAHelp() throws {
    let help = try Tool.run(["--help"]).output
    let commands = help.components(separatedBy: "SUBCOMMANDS:\n")[1].split(separator: "\n")
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
      .filter { $0 != "See" }
    #expect(commands == Self.commands)
  }

  @Test func linesOfHelpFitTheTerminal() throws {
    for command in Self.commands {
      let lines = try Tool.run([command, "--help"]).output.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 }, "\(command)")
    }
  }

  @Test func versionIsThreeNumbers() throws {
    let result = try Tool.run(["--version"])
    #expect(result.code == 0)
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(result.output)")
    #expect(try Tool.run(["run", "--version"]).output == result.output)
  }

  private func check(
    _ text: String, snapshot name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = Tool.repository.appending(path: "Tests/Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected, sourceLocation: sourceLocation)
  }
}
