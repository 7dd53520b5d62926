public import GradCore
public import GradFormula
public import GradNumerics
import GradText

/// A problem that a user wrote as a formula: an interpreted ``FormulaProgram``.
///
/// - Minimum, Start: as its description says.
/// - Cost: on lanes a gradient takes two to five times one by hand at n = 100, and up to eight below,
///   where setting up counts; `scripts/speed.sh formulas` measures it. One allocation a value.
public struct FormulaProblem: Problem {
  public let program: FormulaProgram
  public var dimension: Int { program.dimension }

  public init(_ program: FormulaProgram) { self.program = program }

  public func value<S: Scalar>(at x: Span<S>) -> S { program.value(at: x) }

  /// With the gradient that keeps loops, also where there is none to keep: unrolled, the sums of ten
  /// terms took the same time on lanes and half as much more on numbers, and longer ones lost on both.
  public var objective: Objective {
    var objective = Objective(self)
    if let gradient = try? FormulaGradient(program) {
      let (numbers, lanes) = (objective.scalar.value, objective.lanes.value)
      objective.symbolicGradient = PreparedGradient(
        scalar: { Self.oracle(gradient, of: numbers) }, lanes: { Self.oracle(gradient, of: lanes) })
    }
    return objective
  }

  private static func oracle<S: LaneScalar>(
    _ gradient: FormulaGradient, of value: @escaping Objective.Value<S>
  ) -> Oracle<S> {
    let worker = LoopWorker<S>(gradient)
    return Oracle(
      value: value,
      gradient: { x, g in gradient.run(at: x, into: &g, workspace: worker.workspace) })
  }
}

/// Keeps the registers of a formula's gradient: a closure cannot hold what cannot be copied.
private final class LoopWorker<S: LaneScalar> {
  let workspace: FormulaWorkspace<S>
  init(_ gradient: FormulaGradient) { workspace = FormulaWorkspace(gradient) }
}

extension FormulaProblem {
  /// The problem of a description, checked.
  ///
  /// Its id is `formula`, its label the name; text, variables and start are its parameters, so that
  /// they enter a trial's id.
  @Sendable public static func instance(
    _ description: FormulaDescription
  ) throws(FormulaProblemError) -> ProblemInstance {
    let formula: Formula
    let program: FormulaProgram
    do throws(FormulaError) {
      formula = try Formula(description.text)
      let implied =
        description.variables == nil && (formula.isIndexed || formula.freeNames.isEmpty)
        ? description.start?.count ?? description.minimizer?.count : nil
      program = try formula.program(
        variables: description.variables, dimension: description.dimension ?? implied)
    } catch {
      throw .formula(explanation: error.description)
    }
    let facts = try facts(of: program, description)
    let parameters = [
      text("formula", formula.compactText), text("variables", program.variables),
      text("start", facts.start.map(shortestText)),
      Parameter.integer(
        "dimension", program.dimension...program.dimension, default: program.dimension,
        "Number of variables"),
    ]
    return ProblemInstance(
      id: "formula", values: ParameterValues(parameters), instance: 1,
      configuration: Configuration(id: description.name),
      facts: facts, objective: FormulaProblem(program).objective)
  }

  private static func text(_ name: String, _ value: String) -> Parameter {
    .choice(name, [value], "Given with the formula")
  }

  private static func text(_ name: String, _ values: [String]) -> Parameter {
    text(name, values.joined(separator: ","))
  }

  private static func facts(
    of program: FormulaProgram, _ description: FormulaDescription
  ) throws(FormulaProblemError) -> Facts {
    let n = program.dimension
    let box = try box(description.domain, n)
    let start =
      try point(description.start, .start, n)
      ?? box?.map { 0.5 * $0.lowerBound + 0.5 * $0.upperBound }
      ?? [Double](repeating: 0, count: n)
    let minimizer = try point(description.minimizer, .minimizer, n)
    if let minimum = description.minimum, !minimum.isFinite {
      throw .mistake(key: .minimum, explanation: "must be a finite number.")
    }
    var minimum = description.minimum.map { Minimum.exact($0) } ?? .unknown
    var known: [KnownPoint] = []
    if let minimizer {
      let value = program.value(at: minimizer.span)
      guard value.isFinite else {
        throw .mistake(
          key: .minimizer, explanation: "has the value \(shortestText(value)), which is not finite."
        )
      }
      if let stated = description.minimum {
        let initial = program.value(at: start.span) - stated
        try check(stated, against: value, initial: initial.isFinite ? initial : 0)
        minimum = .attained(stated, error: (value - stated).magnitude)
      } else {
        minimum = .exact(value)
      }
      known = [KnownPoint(minimizer, objective: value, isSmooth: program.kinks.isEmpty)]
    }
    return Facts(
      start: start, box: box, minimum: minimum, knownPoints: known, isConvex: false,
      smoothness: program.kinks.isEmpty ? .infinite : .kinked, source: "formula")
  }

  /// The value at the minimizer may differ from the minimum by what rounding the minimizer to some
  /// digits does.
  private static func check(
    _ minimum: Double, against value: Double, initial: Double
  ) throws(FormulaProblemError) {
    let scale = Double.maximum(1, Double.maximum(minimum.magnitude, initial.magnitude))
    guard (value - minimum).magnitude <= 1e-6 * scale else {
      throw .mistake(
        key: .minimum,
        explanation:
          "is \(shortestText(minimum)), but at the minimizer the formula is \(shortestText(value))."
      )
    }
  }

  private static func point(
    _ point: [Double]?, _ key: FormulaProblemError.Key, _ n: Int
  ) throws(FormulaProblemError) -> [Double]? {
    guard let point else { return nil }
    guard point.count == n else {
      throw .mistake(
        key: key,
        explanation: "has \(point.count) coordinates, but the formula has \(n) variables.")
    }
    guard point.allSatisfy(\.isFinite) else {
      throw .mistake(key: key, explanation: "must be finite in each coordinate.")
    }
    return point
  }

  private static func box(
    _ domain: [ClosedRange<Double>]?, _ n: Int
  ) throws(FormulaProblemError) -> [ClosedRange<Double>]? {
    guard let domain else { return nil }
    guard domain.allSatisfy({ $0.lowerBound.isFinite && $0.upperBound.isFinite }) else {
      throw .mistake(key: .domain, explanation: "must be finite.")
    }
    if domain.count == 1 { return Array(repeating: domain[0], count: n) }
    guard domain.count == n else {
      throw .mistake(
        key: .domain,
        explanation: "has \(domain.count) ranges, but the formula has \(n) variables.")
    }
    return domain
  }
}

extension ProblemCatalog {
  /// The problem that a user wrote as a formula; see ``FormulaDescription``.
  public static func formula(
    name: String = "formula", text: String, variables: [String]? = nil, dimension: Int? = nil,
    start: [Double]? = nil, minimum: Double? = nil, minimizer: [Double]? = nil,
    domain: [ClosedRange<Double>]? = nil
  ) throws(FormulaProblemError) -> ProblemInstance {
    try FormulaProblem.instance(
      FormulaDescription(
        name: name, text: text, variables: variables, dimension: dimension, start: start,
        minimum: minimum, minimizer: minimizer, domain: domain))
  }
}
