import GradBackends
import GradCommandLine
import GradCore
import GradOptimizers
import GradProblems

/// `gradbench describe`: one catalog entry, for people.
enum DescribeCommand: Command {
  static let specification = CommandSpecification(
    name: "describe", overview: "Describe one problem, optimizer, backend or schedule.",
    arguments: [
      ArgumentSpecification(
        "id",
        help: "An id of 'gradbench list'; a problem may have parameters, "
          + "quadratic:dimension=10,conditionNumber=1e4,instance=2.")
    ],
    examples: [
      .init("gradbench describe rosenbrock:dimension=10"), .init("gradbench describe adam"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let word = arguments.argument("id") ?? ""
    let id = String(word.prefix { $0 != ":" })
    if let problem = ProblemCatalog.standard[id] {
      try Gradbench.write(describe(problem, word: word, arguments))
    } else if let optimizer = OptimizerCatalog.standard[word] {
      try Gradbench.write(describe(optimizer))
    } else if let backend = BackendCatalog.standard[word] {
      try Gradbench.write(describe(backend))
    } else if let schedule = ScheduleDescription.all.first(where: { $0.id == word }) {
      try Gradbench.write(
        "\(schedule.id): learning-rate schedule\n\n  rate of step k: \(schedule.formula)\n"
          + parameterText(schedule.parameters))
    } else {
      let known =
        ProblemCatalog.standard.entries.map(\.id) + OptimizerCatalog.standard.entries.map(\.id)
        + BackendCatalog.standard.entries.map(\.id) + ScheduleDescription.all.map(\.id)
      throw arguments.unknown("id", id, known: known)
    }
    return .success
  }

  // MARK: Problems

  private static func describe(
    _ entry: ProblemDescription, word: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> String {
    let problem = try ProblemText.instance(word, arguments)
    let facts = problem.facts
    var lines = ["\(entry.id): \(entry.summary)", "", "  f(x) = \(entry.formula)", ""]
    func fact(_ name: String, _ text: String?) {
      if let text {
        lines.append(
          "  " + name + String(repeating: " ", count: max(1, 20 - name.count)) + text)
      }
    }
    fact("dimension", "\(problem.dimension)")
    fact("start", pointText(facts.start))
    fact("f(start)", shortestText(problem.objective.scalar.value(facts.start.span)))
    fact("minimum", minimumText(facts.minimum))
    for known in facts.knownPoints.prefix(12) {
      let kind = known.kind == .minimum && !known.isGlobal ? "local minimum" : "\(known.kind)"
      fact("", "\(kind) f = \(shortestText(known.objective)) at \(pointText(known.point))")
    }
    if facts.knownPoints.count > 12 { fact("", "… \(facts.knownPoints.count - 12) more") }
    fact("convex", facts.isConvex ? "yes" : "no")
    fact("smooth", smoothnessText(facts.smoothness))
    fact("L", facts.lipschitzConstant.map { "\(shortestText($0)) (gradient's Lipschitz constant)" })
    fact("μ", facts.strongConvexity.map { "\(shortestText($0)) (strong convexity)" })
    if let largest = facts.largestEigenvalue, let smallest = facts.smallestEigenvalue {
      fact("Hessian at minimum", "λ from \(shortestText(smallest)) to \(shortestText(largest))")
    }
    if let count = problem.objective.sampleCount { fact("examples", "\(count)") }
    if let box = facts.box, let first = box.first {
      fact("box", "[\(shortestText(first.lowerBound)), \(shortestText(first.upperBound))] …")
    }
    fact("backends", backendText(problem))
    // Point, gradient, previous point and two moments in the widest method, one trial.
    fact("memory a trial", "\(problem.dimension * 8 * 8) bytes of vectors and 10 kB")
    fact("source", facts.source)
    return lines.joined(separator: "\n") + "\n" + parameterText(entry.parameters)
  }

  private static func backendText(_ problem: ProblemInstance) -> String {
    BackendCatalog.standard.entries.map { backend in
      do {
        _ = try backend.prepare(problem)
        return backend.id
      } catch {
        return "not \(backend.id) (\(error))"
      }
    }.joined(separator: ", ")
  }

  private static func smoothnessText(_ smoothness: Smoothness) -> String {
    switch smoothness {
    case .infinite: "infinitely often"
    case .gradient: "continuous gradient, second derivatives jump"
    case .kinked: "kinks, where a subgradient is given"
    }
  }

  private static func minimumText(_ minimum: Minimum) -> String {
    switch minimum {
    case .attained(let value, let error):
      shortestText(value) + (error > 0 ? " (to within \(shortestText(error)))" : "")
    case .infimum(let value): "\(shortestText(value)), approached at infinity and not attained"
    case .unboundedBelow: "none: unbounded below"
    case .unknown: "not known"
    }
  }

  static func pointText(_ point: [Double]) -> String {
    let shown = point.prefix(6).map(shortestText).joined(separator: ", ")
    return point.count > 6 ? "(\(shown), … \(point.count) in all)" : "(\(shown))"
  }

  // MARK: Others

  private static func describe(_ entry: OptimizerDescription) -> String {
    var text = "\(entry.id): \(entry.summary)\n\n  \(entry.formula)\n"
    if let edge = entry.stabilityEdge(1, ParameterValues(entry.allParameters)) {
      text +=
        "\n  stable up to learning rate \(edge.formula) = \(shortestText(edge.rate))/L at defaults\n"
    }
    return text + "  source: \(entry.source)\n" + parameterText(entry.allParameters)
  }

  private static func describe(_ entry: BackendDescription) -> String {
    """
    \(entry.id): \(entry.summary)

      derivatives: \(entry.isExact ? "exact to rounding" : "approximate")
      cost of a gradient: \(entry.costPerGradient(2)) at n = 2, \(entry.costPerGradient(100)) at n = 100

    """
  }

  private static func parameterText(_ parameters: [Parameter]) -> String {
    guard !parameters.isEmpty else { return "" }
    let lines = parameters.map { parameter in
      "  \(parameter.name) (default \(parameter.defaultValue)): \(parameter.summary); "
        + parameter.requirement
    }
    return "\nPARAMETERS:\n" + lines.joined(separator: "\n") + "\n"
  }
}
