import GradBackends
import GradCommandLine
import GradCore

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
    if let text = arguments.text("backend") {
      let backend = try named(text, arguments)
      do throws(BackendError) {
        let prepared = try backend.prepare(problem)
        return BackendChoice(
          description: backend, prepared: prepared,
          judge: backend.isExact ? nil : exact(problem)?.prepared.scalar())
      } catch {
        throw arguments.usageError("backend \(backend.id) cannot serve: \(error).")
      }
    }
    guard let choice = exact(problem) else {
      throw CommandError("no backend can serve \(problem.label)", exitCode: .software)
    }
    return choice
  }

  /// A backend with its parameters: `central-difference:step=1e-7`.
  private static func named(
    _ text: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> BackendDescription {
    let (id, pairs) = try ParameterText.split(text, arguments)
    guard let backend = BackendCatalog.standard[id] else {
      throw arguments.unknown("backend", id, known: BackendCatalog.standard.entries.map(\.id))
    }
    return backend.setting(
      try ParameterText.values(of: pairs, in: backend.parameters, owner: id, arguments))
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
    let texts = arguments.list("backend")
    guard !texts.isEmpty else { return answeringSoon(for: problem) }
    var chosen: [BackendDescription] = []
    for text in texts { chosen.append(try named(text, arguments)) }
    return chosen
  }

  /// All backends; those of too many passes refuse the problem.
  static func answeringSoon(for problem: ProblemInstance) -> [BackendDescription] {
    BackendCatalog.standard.entries.map { backend in
      let passes = passes(of: backend, dimension: problem.dimension)
      guard passes > mostPasses else { return backend }
      return BackendDescription(
        id: backend.id, summary: backend.summary, isExact: backend.isExact,
        costPerGradient: backend.costPerGradient
      ) { problem throws(BackendError) in
        throw .tooManyPasses(problem: problem.label, passes: passes)
      }
    }
  }

  /// How often a backend goes through the objective for one gradient.
  static func passes(of backend: BackendDescription, dimension: Int) -> Int {
    // Eight directions of dual numbers go together.
    backend.id == BackendDescription.dual.id ? dimension / 8 : backend.costPerGradient(dimension)
  }
}
