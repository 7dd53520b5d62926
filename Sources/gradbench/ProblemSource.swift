import GradBackends
import GradCommandLine
import GradCore

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
        "--\(option) has \(values.count) number\(values.count == 1 ? "" : "s"), but \(problem.label) has dimension "
          + "\(problem.dimension) (\(names.prefix(6).joined(separator: ", "))"
          + "\(names.count > 6 ? ", …" : "")).")
    }
    return values
  }
}

/// Backends that a command line names.
struct BackendChoice {
  let description: BackendDescription
  let prepared: PreparedGradient
  /// The exact gradient by which differences are judged; nil where the backend is exact.
  let judge: Oracle<Double>?

  /// The one of `--backend`, or the first of analytic, symbolic, dual that serves.
  static func one(
    for problem: ProblemInstance, _ arguments: ParsedArguments
  ) throws(CommandError) -> BackendChoice {
    if let id = arguments.text("backend") {
      guard let backend = BackendCatalog.standard[id] else {
        throw arguments.unknown("backend", id, known: BackendCatalog.standard.entries.map(\.id))
      }
      do throws(BackendError) {
        let prepared = try backend.prepare(problem)
        return BackendChoice(
          description: backend, prepared: prepared,
          judge: backend.isExact ? nil : exact(problem)?.prepared.scalar())
      } catch {
        throw arguments.usageError("backend \(id) cannot serve: \(error).")
      }
    }
    guard let choice = exact(problem) else {
      throw CommandError("no backend can serve \(problem.label)", exitCode: .software)
    }
    return choice
  }

  private static func exact(_ problem: ProblemInstance) -> BackendChoice? {
    for id in ["analytic", "symbolic", "dual"] {
      if let backend = BackendCatalog.standard[id], let prepared = try? backend.prepare(problem) {
        return BackendChoice(description: backend, prepared: prepared, judge: nil)
      }
    }
    return nil
  }

  /// Backends that go through the objective more often for one gradient are not asked unless they are
  /// named: it could take minutes.
  static let mostPasses = 2_000

  /// Those of every `--backend`, or all that answer soon.
  static func several(
    for problem: ProblemInstance, _ arguments: ParsedArguments
  ) throws(CommandError) -> [BackendDescription] {
    let ids = arguments.list("backend")
    guard !ids.isEmpty else {
      return BackendCatalog.standard.entries.map { backend in
        let n = problem.dimension
        // Eight directions of dual numbers go together.
        let passes = backend.id == BackendDescription.dual.id ? n / 8 : backend.costPerGradient(n)
        guard passes > mostPasses else { return backend }
        return BackendDescription(
          id: backend.id, summary: backend.summary, isExact: backend.isExact,
          costPerGradient: backend.costPerGradient
        ) { problem throws(BackendError) in
          throw .tooManyPasses(problem: problem.label, passes: passes)
        }
      }
    }
    var chosen: [BackendDescription] = []
    for id in ids {
      guard let backend = BackendCatalog.standard[id] else {
        throw arguments.unknown("backend", id, known: BackendCatalog.standard.entries.map(\.id))
      }
      chosen.append(backend)
    }
    return chosen
  }
}
