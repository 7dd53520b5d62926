import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradNumerics
import GradProblems
import GradText
import GradVerify

/// `gradbench verify`: the catalog's facts and the backends' agreement, a table; exit 1 on a failure.
enum VerifyCommand: Command {
  static let specification = CommandSpecification(
    name: "verify", overview: "Check catalog facts and the agreement of all backends.",
    discussion: "Facts at known points, convexity, L, every backend against the most exact one, "
      + "the error of differences against their step, and linearity, product and chain rule on "
      + "pairs of problems. Exits 1 if one fails. Formulas with a stated minimum or minimizer, on "
      + "the command line or in a suite, are checked like the catalog's.",
    arguments: [
      ArgumentSpecification(
        "problem", help: "Problems with optional parameters; all of the catalog by default.",
        required: false, repeatable: true)
    ],
    options: [
      OptionSpecification(
        long: "suite", valueName: "file", help: "Check the problems of a suite.",
        repeatable: true)
    ] + FormulaArguments.options + [
      OptionSpecification(
        long: "start", valueName: "point", help: "Point that samples lie around.",
        defaultText: "the origin"),
      OptionSpecification(
        long: "minimum", valueName: "value", help: "The formula's least value, as you know it."),
      OptionSpecification(
        long: "minimizer", valueName: "point", help: "Where the formula is least."),
      OptionSpecification(
        long: "failures", help: "Print only what fails."),
      OutputFormat.option,
    ],
    examples: [
      .init("gradbench verify"), .init("gradbench verify rosenbrock:dimension=10"),
      .init("gradbench verify --formula \"x^2 + (y - 1)^2\" --minimum 0 --minimizer 0,1"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    var problems = try problems(arguments)
    var results: [CatalogCheck.Result] = []
    if let formula = try VerifiedFormula(arguments) {
      problems.append(formula.problem)
      results += formula.results
    }
    for problem in problems {
      results += CatalogCheck(
        problem, backends: BackendChoice.answeringSoon(for: problem),
        hessian: BackendCatalog.standard.hessian(problem)
      ).results()
    }
    for (first, second) in pairs(problems) where answersSoon(.dual, first) {
      results += RuleCheck(first, second).results()
    }
    let failures = results.filter { !$0.passed }
    try Gradbench.write(
      table(arguments.flag("failures") ? failures : results), arguments)
    if try arguments.choice("format", as: OutputFormat.self) ?? .table == .table {
      if let curve = curve(problems) { try Gradbench.write(curve) }
      try Gradbench.write(
        "\(results.count) checks on \(problems.count) problem\(problems.count == 1 ? "" : "s"): "
          + (failures.isEmpty ? "all hold\n" : "\(failures.count) fail\n")
          + leftOut(problems))
    }
    return failures.isEmpty ? .success : .failure
  }

  private static func problems(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> [ProblemInstance] {
    let words = arguments.arguments("problem")
    var problems: [ProblemInstance] = []
    let suites = arguments.list("suite")
    if words.isEmpty, suites.isEmpty, !arguments.has("formula") {
      for entry in ProblemCatalog.standard.entries {
        do {
          problems.append(try entry.instance())
        } catch {
          throw CommandError("\(error)", exitCode: .software)
        }
      }
    }
    for word in words { problems.append(try ProblemText.instance(word, arguments)) }
    for file in suites { problems += try SuiteSource.plan(file: file, PlanOptions()).plan.problems }
    return problems
  }

  private static func answersSoon(
    _ backend: BackendDescription, _ problem: ProblemInstance
  ) -> Bool {
    BackendChoice.passes(of: backend, dimension: problem.dimension) <= BackendChoice.mostPasses
  }

  /// Which backends were not checked, since they would take minutes; nothing where all were.
  private static func leftOut(_ problems: [ProblemInstance]) -> String {
    problems.compactMap { problem in
      let slow = BackendCatalog.standard.entries.filter { !answersSoon($0, problem) }.map(\.id)
      return slow.isEmpty
        ? nil
        : "Not checked on \(problem.label): \(slow.joined(separator: ", ")), which go through it more "
          + "than \(BackendChoice.mostPasses) times for a gradient.\n"
    }.joined()
  }

  /// Neighbours of one dimension: every problem is in a pair or two.
  private static func pairs(
    _ problems: [ProblemInstance]
  ) -> [(ProblemInstance, ProblemInstance)] {
    Dictionary(grouping: problems, by: \.dimension).sorted { $0.key < $1.key }.flatMap {
      zip($0.value, $0.value.dropFirst() + $0.value.prefix(1))
    }
  }

  private static func table(_ results: [CatalogCheck.Result]) -> TextTable {
    var table = TextTable([
      TableColumn("problem"), TableColumn("check"),
      TableColumn("measured", alignment: .right, digits: 3),
      TableColumn("allowed", alignment: .right, digits: 3), TableColumn("result"),
      TableColumn("detail"),
    ])
    for one in results {
      table.append([
        .text(one.problem), .text(one.check), .number(one.measured), .number(one.allowed),
        .text(one.passed ? "holds" : "FAILS"), .text(one.passed ? "" : one.detail),
      ])
    }
    return table
  }

  /// The V-curve of differences on the first problem that is smooth.
  private static func curve(_ problems: [ProblemInstance]) -> String? {
    let preferred = problems.first { $0.id == "rosenbrock" } ?? problems.first
    guard let problem = preferred, problem.facts.smoothness == .infinite,
      answersSoon(.centralDifference, problem),
      let oracle = try? BackendDescription.dual.prepare(problem).scalar()
    else { return nil }
    // Errors are told relative to the gradient: at a start where it is 0, look beside it.
    let starts = [problem.facts.start, problem.facts.start.map { $0 + 0.5 }]
    let candidates = starts.map { start in
      var gradient = start
      var view = gradient.mutableSpan
      return (point: start, value: oracle.gradient(start.span, &view), gradient: gradient)
    }
    guard
      let place = candidates.firstIndex(where: {
        $0.value.isFinite && maxNorm($0.gradient) > 0 && maxNorm($0.gradient).isFinite
      })
    else { return nil }
    let (point, _, gradient) = candidates[place]
    var table = TextTable([
      TableColumn("step", title: "h", alignment: .right),
      TableColumn("forward", title: "forward error", alignment: .right, digits: 2),
      TableColumn("central", title: "central error", alignment: .right, digits: 2),
    ])
    for row in DifferenceCurve(problem, at: point, gradient: gradient).rows {
      table.append([.number(row.step), .number(row.forward), .number(row.central)])
    }
    return "\nDifferences on \(problem.label) \(place == 0 ? "at" : "½ beside") its start: "
      + "truncation falls, rounding rises.\n"
      + table.text(format: .table) + "\n"
  }
}
