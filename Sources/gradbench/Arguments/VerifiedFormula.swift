import GradCommandLine
import GradCore
import GradText
import GradVerify

/// A formula of the command line with what its user says of it, for `verify`.
struct VerifiedFormula {
  let problem: ProblemInstance
  /// What could be judged at once.
  let results: [CatalogCheck.Result]

  /// How far the stated minimum may be from the value at the stated minimizer, relative to the larger
  /// of 1 and the minimum: what rounding the minimizer to some digits does. Suites allow the same.
  static let tolerance = 1e-6

  /// nil where the command line has no `--formula`.
  init?(_ arguments: ParsedArguments) throws(CommandError) {
    guard let text = arguments.text("formula") else {
      try FormulaArguments.refuse(
        ["variables", "dimension", "start", "minimum", "minimizer"], arguments)
      return nil
    }
    let minimum = try arguments.number("minimum")
    let minimizer = try Self.point("minimizer", arguments)
    problem = try FormulaArguments.problem(
      text, start: try Self.point("start", arguments),
      // With a minimizer, the minimum is what is in question, and no mistake of the text.
      minimum: minimizer == nil ? minimum : nil, minimizer: minimizer, arguments)
    guard let minimum, let known = problem.facts.knownPoints.first else {
      results = []
      return
    }
    let error =
      (known.objective - minimum).magnitude / Double.maximum(1, minimum.magnitude)
    results = [
      CatalogCheck.Result(
        problem: problem.label, check: "minimum at the minimizer", measured: error,
        allowed: Self.tolerance, passed: error <= Self.tolerance,
        detail: "f = \(shortestText(known.objective)), not \(shortestText(minimum))")
    ]
  }

  private static func point(
    _ option: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double]? {
    guard let text = arguments.text(option) else { return nil }
    return try NumberList.parse(text, of: "--\(option)", arguments)
  }
}
