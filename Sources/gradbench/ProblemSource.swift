import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradProblems

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

  init(_ arguments: ParsedArguments) throws(CommandError) {
    switch (arguments.argument("problem"), arguments.text("formula")) {
    case (let word?, nil):
      for option in ["variables", "dimension"] where arguments.has(option) {
        throw arguments.usageError("--\(option) belongs to --formula.")
      }
      problem = try ProblemText.instance(word, arguments)
      let n = problem.dimension
      names = n == 1 ? ["x1"] : (1...n).map { "x\($0)" }
    case (nil, let text?):
      problem = try Self.formula(text, arguments)
      names = problem.values.choice("variables").split(separator: ",").map(String.init)
    case (_?, _?):
      throw arguments.usageError("Name a problem or give --formula, not both.")
    case (nil, nil):
      throw arguments.usageError("Name a problem or give --formula.")
    }
  }

  private static func formula(
    _ text: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> ProblemInstance {
    let variables = arguments.text("variables").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0).trimmingCharacters(in: .whitespaces)
      }
    }
    let description = FormulaDescription(
      text: text, variables: variables,
      dimension: try arguments.integer("dimension", in: 1...10_000_000))
    do {
      return try ProblemCatalog.standard.formula(description)
    } catch {
      throw CommandError("formula: \(error)", exitCode: .dataError)
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
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandError("\(path) is missing or unreadable.", exitCode: .noInput)
      }
      do {
        return try numbers(String(decoding: data, as: UTF8.self), option: option, arguments)
      } catch {
        throw CommandError(
          error.messages.map { "\(path): \($0)" }, exitCode: .dataError)
      }
    }
    return try numbers(text, option: option, arguments)
  }

  private func numbers(
    _ text: String, option: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double] {
    let words = text.split { $0 == "," || $0.isWhitespace }
    var values: [Double] = []
    for word in words {
      guard let value = Double(word), value.isFinite else {
        throw arguments.usageError("--\(option): \(quoted(String(word))) is not a finite number.")
      }
      values.append(value)
    }
    guard values.count == problem.dimension else {
      throw arguments.usageError(
        "--\(option) has \(values.count) numbers, but \(problem.label) has dimension "
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

  /// Those of every `--backend`, or all.
  static func several(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> [BackendDescription] {
    let ids = arguments.list("backend")
    guard !ids.isEmpty else { return BackendCatalog.standard.entries }
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
