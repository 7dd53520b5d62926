import Foundation
import GradCommandLine
import GradCore
import GradResults
import GradText

/// The program: finds the command, runs it, turns errors into text and an exit code.
@main
enum Gradbench {
  /// Every command, in the order of the help; a new one is one file and one line here.
  static let commands: [any (Command & SendableMetatype).Type] = [
    RunCommand.self, ListCommand.self, DescribeCommand.self, ValidateCommand.self,
    ReplayCommand.self, TimeCommand.self, ReportCommand.self, CompareCommand.self,
    GradientCommand.self, DescendCommand.self, VerifyCommand.self,
  ]

  static let version = "0.1.0"

  static let tool = ToolSpecification(
    name: "gradbench",
    overview: "Benchmark optimizers and gradients: which one, at which learning rate, and why.",
    version: version, commands: commands.map { $0.specification },
    unavailableCommands: [
      "plot", "merge", "export", "status", "edge", "trend", "completion",
    ])

  static func main() {
    Surroundings.prepare()
    let code: ExitCode
    do {
      code = try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      Terminal.standardError.write("\(error)\n")
      code = error.exitCode
    }
    exit(code.rawValue)
  }

  static func run(_ words: [String]) throws(CommandError) -> ExitCode {
    switch try tool.parse(words) {
    case .help(let command):
      try write(tool.help(for: command, width: Terminal.standardOutput.width))
      return .success
    case .version:
      let level = Machine.processorLevel.map { ", for processors of level \($0)" } ?? ""
      try write("\(version)\(level)\n")
      return .success
    case .command(let arguments):
      guard let command = commands.first(where: { $0.specification.name == arguments.command.name })
      else { throw CommandError("no command '\(arguments.command.name)'", exitCode: .software) }
      return try command.run(arguments)
    }
  }

  /// Prints to standard output. A closed pipe is not an error; a full disk is.
  static func write(_ text: String) throws(CommandError) {
    if case .failed(_, let reason) = Terminal.standardOutput.write(text) {
      throw CommandError("standard output: \(reason)", exitCode: .cannotCreate)
    }
  }

  /// Prints a table in the format that `--format` names.
  static func write(_ table: TextTable, _ arguments: ParsedArguments) throws(CommandError) {
    let format = try arguments.choice("format", as: OutputFormat.self) ?? .table
    let terminal = Terminal.standardOutput
    try write(table.text(format: format, width: terminal.isTerminal ? terminal.width : nil))
  }
}

/// A subcommand: what it takes, and what it does.
protocol Command: Sendable {
  static var specification: CommandSpecification { get }
  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode
}
