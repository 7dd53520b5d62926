import Foundation
import Testing

/// Command lines that cannot be: exit code 64, nothing on standard output, a sentence that says
/// what to write, then the usage.
@Suite struct UsageTests {
  @Test(
    arguments: [
      (["rnu"], "Unknown command 'rnu'. Did you mean 'run'?"),
      (["nonsense"], "Unknown command 'nonsense'."),
      (["run"], "Missing expected argument '<suite>'."),
      (["run", "a.json", "--ouput", "x"], "Unknown option '--ouput'. Did you mean '--output'?"),
      (["run", "a.json", "--jobs"], "Missing value for '--jobs <n>'."),
      (["run", "a.json", "-j", "0"], "'--jobs' must be an integer from 1 to 1024, but is '0'."),
      (
        ["run", "a.json", "-j", "99999999999999999999"],
        "'--jobs' must be an integer from 1 to 1024, but is '99999999999999999999'."
      ),
      (
        ["run", "a.json", "--seed", "-1"], "'--seed' must be an integer of at least 0, but is '-1'."
      ),
      (
        ["run", "a.json", "--trace", "al"],
        "'--trace' must be 'none', 'sampled' or 'full', but is 'al'."
      ),
      (
        ["run", "a.json", "--seed", "1", "--seed", "2"],
        "'--seed' was given twice, as '1' and as '2'. Give it once."
      ),
      (["run", "a.json", "--quiet=yes"], "'--quiet' takes no value, but was given 'yes'."),
      (["run", "a.json", "--output", ""], "'--output' must name a folder, but is empty."),
      (["run", ""], "'<suite>' must not be empty."),
      (["run", "-", "-"], "Standard input, '-', can be read once only."),
      (
        ["run", "a.json", "--filter", "adam"],
        "--filter: a filter must be key=glob, such as problem=quadratic*, but is 'adam'."
      ),
      (
        ["run", "a.json", "--filter", "optimzer=adam"],
        "--filter: unknown filter key 'optimzer'. Did you mean 'optimizer'?"
      ),
      (
        ["list", "problem"],
        "'<catalog>' must be 'problems', 'optimizers' or 'backends', but is 'problem'. Did you mean 'problems'?"
      ),
      (["describe", "rosenbrok"], "Unknown id 'rosenbrok'. Did you mean 'rosenbrock'?"),
      (
        ["describe", "rosenbrock:dimenson=3"],
        "Unknown parameter of rosenbrock 'dimenson'. Did you mean 'dimension'?"
      ),
      (
        ["describe", "rosenbrock:dimension=1"],
        "rosenbrock: dimension must be an integer from 2 to 100000, but is 1."
      ),
      (
        ["describe", "rosenbrock:dimension=1e18"],
        "rosenbrock: dimension must be an integer from 2 to 100000, but is 1e+18."
      ),
      (["describe", "sphere:dimension"], "sphere: 'dimension' is not name=value."),
      (
        ["describe", "quadratic:dimension=2,dimension=3"], "quadratic: 'dimension' is given twice."
      ),
      (
        ["describe", "quadratic:rotation=\u{1B}[31m"],
        "quadratic: rotation must be true or false, but is '\\u{1B}[31m'."
      ),
      (
        ["describe", "sphere:instance=2"],
        "sphere has no instance 2: it has no data, shift or rotation to vary; use instance 1."
      ),
      (
        ["describe", "adam:beta1=0.5"],
        "Only problems are described with parameters: write 'adam' alone."
      ),
    ] as [([String], String)])
  func mistakeIsToldWithItsCorrection(arguments: [String], message: String) throws {
    let result = try Tool.run(arguments)
    #expect(result.code == 64)
    #expect(result.output == "")
    let lines = result.errorLines
    #expect(lines.count == 3)
    #expect(lines.first == "Error: \(message)")
    #expect(lines.dropFirst().first?.hasPrefix("Usage: gradbench ") == true)
    #expect(lines.last?.hasSuffix("--help' for more information.") == true)
  }

  @Test(arguments: [
    "plot", "merge", "export", "completion", "status", "edge", "trend",
  ])
  func commandThatIsPlannedIsNotAvailableYet(command: String) throws {
    let result = try Tool.run([command, "x"])
    #expect(result.code == 64)
    #expect(result.errorLines.first == "Error: Command '\(command)' is not available yet.")
  }

  @Test(arguments: ["resume", "reuse", "shard", "max-memory"])
  func optionThatIsPlannedIsNotAvailableYet(option: String) throws {
    let result = try Tool.run(["run", "a.json", "--\(option)", "x"])
    #expect(result.code == 64)
    #expect(result.errorLines.first == "Error: Option '--\(option)' is not available yet.")
    #expect(try !Tool.run(["run", "--help"]).output.contains("--\(option)"))
  }

  @Test func tenThousandOptionsAreOneMistake() throws {
    let result = try Tool.run(["run"] + (1...10_000).map { "--option\($0)" })
    #expect(result.code == 64)
    #expect(result.errorLines.first == "Error: Unknown option '--option1'.")
    #expect(result.errorLines.count == 3)
  }

  @Test(arguments: [
    ["\u{1B}]0;title\u{7}"], ["run", "a", "--\u{1B}[31m"], ["run", "\u{1B}[31m\nx"],
    ["describe", "\u{202E}sphere"], ["replay", "\u{9B}1m", "x"],
  ])
  func controlCharactersNeverReachTheTerminal(arguments: [String]) throws {
    let result = try Tool.run(arguments)
    #expect([64, 66].contains(result.code))
    for scalar in result.error.unicodeScalars where scalar != "\n" {
      let category = scalar.properties.generalCategory
      #expect(category != .control && category != .format, "\(scalar.value)")
    }
  }
}
