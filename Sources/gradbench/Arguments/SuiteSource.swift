import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradOptimizers
import GradProblems
import GradReport
import GradResults

/// A suite that was named on the command line, read, checked and planned.
struct SuiteSource {
  /// As messages name it.
  let file: String
  let plan: Plan
  /// The name without its folder.
  var fileName: String { (file as NSString).lastPathComponent }

  /// The options of every command that plans suites.
  static let options: [OptionSpecification] = [
    OptionSpecification(
      long: "seed", valueName: "n", help: "Base seed of all random numbers.", defaultText: "0"),
    OptionSpecification(
      long: "filter", valueName: "key=glob",
      help: "Keep matching cells only; keys problem, optimizer, backend.", repeatable: true),
    OptionSpecification(
      long: "max-trials", valueName: "n", help: "Refuse suites of more trials.",
      defaultText: "1000000"),
  ]
}

extension SuiteSource {
  /// Where the suite's folder is in one that a user named: that itself, or of several suites one in it.
  func folder(in path: String, of suites: Int) -> String {
    suites == 1 ? path : path + "/" + plan.suite.name
  }

  /// All folders are made before anything runs, so that one that cannot be written costs nothing.
  ///
  /// - Parameter path: The folder of a suite, and whether it was named by a user. Where it was not, and
  ///   another run has it, `-2`, `-3` … follow the name.
  static func createFolders(
    for sources: [SuiteSource], at path: (SuiteSource) -> (path: String, isNamed: Bool)
  ) throws(CommandError) -> [RunFolder] {
    var folders: [RunFolder] = []
    for source in sources {
      let (path, isNamed) = path(source)
      do {
        folders.append(
          try isNamed ? RunFolder.create(at: path) : RunFolder.create(atFreeNameOf: path))
      } catch {
        for folder in folders { folder.abandon() }
        throw CommandError("\(error)", exitCode: .cannotCreate)
      }
    }
    return folders
  }

  private static let catalogs = Catalogs(
    problems: .standard, optimizers: .standard, backends: .standard)

  /// Reads and plans every suite of a command line; all mistakes of all suites are told at once.
  static func read(_ arguments: ParsedArguments) throws(CommandError) -> [SuiteSource] {
    let options = try planOptions(arguments)
    var sources: [SuiteSource] = []
    var messages: [String] = []
    var code = ExitCode.success
    let files = arguments.arguments("suite")
    guard files.count(where: { $0 == "-" }) < 2 else {
      throw arguments.usageError("Standard input, '-', can be read once only.")
    }
    for file in files {
      guard !file.isEmpty else { throw arguments.usageError("'<suite>' must not be empty.") }
      do {
        sources.append(try plan(file: file, options))
      } catch {
        messages.append(contentsOf: error.messages)
        code = code.combined(with: error.exitCode)
      }
    }
    let names = sources.map(\.plan.suite.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw arguments.usageError(
        "Two of the suites are named '\(twice)'. Name each once, or run them one by one.")
    }
    guard messages.isEmpty else { throw CommandError(messages, exitCode: code) }
    return sources
  }

  /// The plan of a run that was made before, from the suite that its `run.json` holds.
  static func again(folder: String) throws(CommandError) -> SuiteSource {
    let saved: (suite: RunSuite, information: RunInformation)
    do throws(RunReadingError) {
      saved = try Run.readInformation(folder: folder)
    } catch {
      throw CommandError("\(error)", exitCode: error.isMissing ? .noInput : .dataError)
    }
    let seed = saved.information.option("seed").flatMap { Int($0) } ?? 0
    let loader = SuiteLoader(
      catalogs: catalogs, options: PlanOptions(baseSeed: seed, mostTrials: .max))
    do throws(SuiteError) {
      let plan = try loader.load(
        bytes: Array(saved.suite.text.utf8), name: folder + "/run.json: suite")
      return SuiteSource(file: saved.suite.file, plan: plan)
    } catch {
      throw commandError(error)
    }
  }

  /// One suite, read, checked and planned.
  static func plan(
    file: String, _ options: PlanOptions
  ) throws(CommandError) -> SuiteSource {
    let loader = SuiteLoader(catalogs: catalogs, options: options)
    do {
      if file == "-" {
        let bytes = FileHandle.standardInput.readData(ofLength: JSONReader.mostBytes + 1)
        return SuiteSource(file: "-", plan: try loader.load(bytes: Array(bytes), name: "-"))
      }
      return SuiteSource(file: file, plan: try loader.load(path: file))
    } catch {
      throw commandError(error)
    }
  }

  private static func commandError(_ error: SuiteError) -> CommandError {
    switch error {
    case .unreadable: CommandError("\(error)", exitCode: .noInput)
    case .mistakes(let mistakes):
      CommandError(
        mistakes.description.split(separator: "\n").map(String.init), exitCode: .dataError)
    }
  }

  private static func planOptions(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> PlanOptions {
    var filters: [PlanFilter] = []
    for text in arguments.list("filter") {
      do {
        filters.append(try PlanFilter(parsing: text))
      } catch {
        throw arguments.usageError("--filter: \(error)")
      }
    }
    return PlanOptions(
      baseSeed: try arguments.integer("seed", in: 0...Int.max) ?? 0, filters: filters,
      mostTrials: try mostTrials(arguments))
  }

  /// The most trials that a suite may have.
  static func mostTrials(_ arguments: ParsedArguments) throws(CommandError) -> Int {
    try arguments.integer("max-trials", in: 1...Int(Int32.max)) ?? 1_000_000
  }

  /// What the suite expects and the run does not show, a sentence each.
  func unmetExpectations(_ results: Run, _ summary: Summary) -> [String] {
    ExpectationChecker(plan.suite).unmet(in: results) { cell, target in
      let row = summary.row(cell: cell, target: target)
      return ExpectationChecker.Judgement(verdict: row.verdict?.rawValue, isBest: row.isBest)
    }
  }
}
