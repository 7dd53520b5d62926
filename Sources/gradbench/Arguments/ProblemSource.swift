import GradBackends
import GradCommandLine
import GradCore
import GradText

/// The problem of a command line: a catalog id with parameters, or a formula.
struct ProblemSource {
  let problem: ProblemInstance
  /// The variables' names.
  let names: [String]

  static let arguments = [
    ArgumentSpecification(
      "problem",
      help: "Problem with optional parameters, quadratic:dimension=10,conditionNumber=1e4; "
        + "none with --formula.", required: false)
  ]

  init(_ arguments: ParsedArguments) throws(CommandError) {
    switch (arguments.argument("problem"), arguments.text("formula")) {
    case (let word?, nil):
      try FormulaArguments.refuse(["variables", "dimension"], arguments)
      problem = try ProblemText.instance(word, arguments)
      let n = problem.dimension
      names = n == 1 ? ["x1"] : (1...n).map { "x\($0)" }
    case (nil, let text?):
      problem = try FormulaArguments.problem(text, arguments)
      names = problem.values.choice("variables").split(separator: ",").map(String.init)
    case (_?, _?):
      throw arguments.usageError("Name a problem or give --formula, not both.")
    case (nil, nil):
      throw arguments.usageError("Name a problem or give --formula.")
    }
  }

  /// A point that an option names: numbers separated by commas or white space, `@FILE`, `start`, or
  /// `minimizer`.
  func point(
    _ text: String, option: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double] {
    let facts = problem.facts
    if text == "start" { return facts.start }
    if text == "minimizer" {
      guard let known = facts.knownPoints.first(where: { $0.kind == .minimum }) else {
        throw arguments.usageError("\(problem.label) has no known minimizer.")
      }
      return known.point
    }
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      let numbers = try NumberList.text(ofFile: path)
      return try NumberList.inFile(path) { () throws(CommandError) in
        try point(of: numbers, option: option, arguments)
      }
    }
    return try point(of: text, option: option, arguments)
  }

  private func point(
    of text: String, option: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double] {
    let values = try NumberList.parse(text, of: "--\(option)", arguments)
    guard values.count == problem.dimension else {
      throw arguments.usageError(
        "--\(option) has \(values.count) number\(values.count == 1 ? "" : "s"), but "
          + "\(problem.label) has dimension \(problem.dimension) "
          + "(\(listText(names, first: 6))).")
    }
    return values
  }
}
