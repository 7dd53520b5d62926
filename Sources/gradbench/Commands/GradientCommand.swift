import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradNumerics
import GradSymbolic
import GradVerify

/// `gradbench gradient`: an objective seen from every side at one point.
enum GradientCommand: Command {
  static let specification = CommandSpecification(
    name: "gradient", overview: "Show a gradient from every side at one point.",
    discussion: "Value, gradient by each backend, steepest direction, directional derivative, "
      + "linear approximation, level set, Hessian and kind of point.",
    arguments: ProblemSource.arguments,
    options: FormulaArguments.options + [
      OptionSpecification(
        long: "at", valueName: "point",
        help: "Numbers separated by commas, @FILE, 'start' or 'minimizer'.", defaultText: "start"),
      OptionSpecification(
        long: "direction", valueName: "vector",
        help: "Direction of the derivative, of any length.", defaultText: "steepest ascent"),
      OptionSpecification(
        long: "backend", valueName: "id", help: "Gradient backend; all that serve by default.",
        repeatable: true),
      OptionSpecification(
        long: "metric", valueName: "metric",
        help: "Inner product: euclidean, diagonal:1,4,9 or matrix:FILE (a row a line).",
        defaultText: "euclidean"),
      OutputFormat.option,
    ],
    examples: [
      .init(#"gradbench gradient --formula "x^2 + y^2 + x*y" --at 1,3"#),
      .init("gradbench gradient rosenbrock --at minimizer --format json"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let source = try ProblemSource(arguments)
    let point = try source.point(arguments.text("at") ?? "start", option: "at", arguments)
    let direction = try arguments.text("direction").map {
      text throws(CommandError) in try source.point(text, option: "direction", arguments)
    }
    if let direction, direction.allSatisfy({ $0 == 0 }) {
      throw arguments.usageError("--direction must not be 0.")
    }
    let metric = try MetricText.innerProduct(
      arguments.text("metric"), dimension: source.problem.dimension, arguments)
    let backends = try BackendChoice.several(for: source.problem, arguments)
    let study: LocalStudy
    do {
      study = try LocalStudy(
        source.problem, at: point, backends: backends,
        hessian: BackendCatalog.standard.hessian(source.problem), direction: direction,
        metric: metric)
    } catch {
      throw arguments.usageError("\(error).")
    }
    let view = GradientView(study: study, source: source, formulas: formulas(source))
    switch try arguments.choice("format", as: OutputFormat.self) ?? .table {
    case .json: try Gradbench.write(view.json.text)
    case .table: try Gradbench.write(view.text)
    case .csv:
      try Gradbench.write(
        view.gradientTable(components: source.names.count).text(format: .csv))
    case .markdown:
      try Gradbench.write(
        view.gradientTable(components: GradientView.shownComponents).text(format: .markdown))
    }
    return .success
  }

  /// The partial derivatives as formulas, where the objective can be traced.
  private static func formulas(_ source: ProblemSource) -> [String] {
    let objective = source.problem.objective
    guard objective.dimension <= 100,
      let traced = try? SymbolicFunction(
        dimension: objective.dimension, nodeLimit: 200_000,
        trace: { objective.symbol.value($0) })
    else { return [] }
    return (try? traced.gradientFormulas(names: source.names)) ?? []
  }
}
