import Foundation
import GradCommandLine
import GradCore
import GradProblems

/// The options that describe a formula of the command line.
enum FormulaArguments {
  static let options: [OptionSpecification] = [
    OptionSpecification(
      long: "formula", valueName: "text", help: "A formula in place of a problem, x^2 + 2*y^2."),
    OptionSpecification(
      long: "variables", valueName: "names",
      help: "The formula's variables in order, separated by commas.",
      defaultText: "its names in natural order"),
    OptionSpecification(
      long: "dimension", valueName: "n", help: "Length of an indexed formula's x."),
  ]

  /// The problem of a formula with what its user says of it.
  static func problem(
    _ text: String, start: [Double]? = nil, minimum: Double? = nil, minimizer: [Double]? = nil,
    _ arguments: ParsedArguments
  ) throws(CommandError) -> ProblemInstance {
    let variables = arguments.text("variables").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0).trimmingCharacters(in: .whitespaces)
      }
    }
    let description = FormulaDescription(
      text: text, variables: variables,
      dimension: try arguments.integer("dimension", in: 1...10_000_000), start: start,
      minimum: minimum, minimizer: minimizer)
    do {
      return try ProblemCatalog.standard.formula(description)
    } catch {
      throw CommandError("formula: \(error)", exitCode: .dataError)
    }
  }

  /// Refuses options that only a formula has.
  static func refuse(
    _ names: [String], _ arguments: ParsedArguments
  ) throws(CommandError) {
    for option in names where arguments.has(option) {
      throw arguments.usageError("--\(option) belongs to --formula.")
    }
  }
}
