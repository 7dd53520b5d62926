import GradCore
import GradResults
import GradText

extension Planner {
  /// The problems of a choice that the filters let pass, made or found, in order.
  mutating func problems(of choice: ProblemChoice, _ sweep: SweepDraft) -> [PlannedProblem] {
    let combinations = Self.combinations(choice.lists)
    let instances = (choice.instances ?? sweep.instances).numbers
    // What the suite names alone must exist; what crossing brings about may be left out.
    let isOnlyOne = combinations.count == 1 && instances.count == 1
    var found: [PlannedProblem] = []
    for given in combinations {
      let values = ParameterValues(choice.description.parameters, given: given)
      let label = choice.description.configuration(of: values).text
      guard options.admits(.problem, label) else { continue }
      for instance in instances {
        guard problemBytes <= Self.mostProblemBytes else { return found }
        switch problem(choice.description, given, values, instance: instance) {
        case .success(let index): found.append(problems[index])
        case .failure(let error):
          if isOnlyOne || choice.instances != nil && combinations.count == 1 {
            mistakes.add(at: choice.place.location, choice.place.path, ": \(error).")
          } else {
            var dimension: Int?
            if case .integer(let value)? = values["dimension"] { dimension = value }
            let (with, reason) = Self.explain(error, instance: instance)
            leaveOut(
              PlannedProblem.name(label: label, dimension: dimension, instance: 1), with: with,
              reason: reason)
          }
        }
      }
    }
    return found
  }

  private static func explain(_ error: ProblemError, instance: Int) -> (String, String) {
    switch error {
    case .instance(_, let instance, let explanation): ("instance \(instance)", explanation)
    case .parameters(_, let explanation): ("its parameters", explanation)
    case .construction(_, let explanation): ("instance \(instance)", explanation)
    }
  }

  /// The index of a problem, made at its first use.
  private mutating func problem(
    _ description: ProblemDescription, _ given: [String: ParameterValue],
    _ values: ParameterValues, instance: Int
  ) -> Result<Int, ProblemError> {
    let key =
      "\(description.id)\n\(instance)\n" + TrialText.lines(of: values, prefix: "parameter")
    if let known = problemIndex[key] { return known }
    let result: Result<Int, ProblemError>
    do throws(ProblemError) {
      let made = try description.instance(given: given, instance: instance)
      let planned = PlannedProblem(made, index: problems.count, backends: catalogs.backends)
      problems.append(planned)
      problemBytes += made.memoryBytes
      checkTargets(planned)
      result = .success(planned.index)
    } catch {
      result = .failure(error)
    }
    problemIndex[key] = result
    return result
  }

  // MARK: Targets

  /// Tells targets that rounding hides on a problem, and leaves out those that mean nothing on it.
  private mutating func checkTargets(_ problem: PlannedProblem) {
    let targets = draft.suite.targets
    let facts = problem.instance.facts
    guard facts.minimum.value != nil, let scale = problem.described.facts.scale else {
      let unreachable = targets.filter { target in
        switch target {
        case .fraction, .gap: true
        case .objective, .gradientNorm: false
        }
      }
      guard let first = unreachable.first, let last = unreachable.last else { return }
      let reason =
        switch facts.minimum {
        case .unboundedBelow: "f falls without bound"
        case .unknown: "its minimum is not known"
        default:
          problem.instance.objective.scalar.value(facts.start.span).isFinite
            ? "its standard start is a minimizer" : "f is not finite at its standard start"
        }
      leaveOut(
        problem.name,
        with: unreachable.count == 1
          ? "target \(first.text)" : "targets \(first.text) … \(last.text)",
        reason: reason)
      return
    }
    let floor = facts.minimumRounding
    for (index, target) in targets.enumerated() {
      let gap: Double
      switch target {
      case .fraction(let fraction): gap = fraction * scale
      case .gap(let value): gap = value
      case .objective, .gradientNorm: continue
      }
      guard gap < floor else { continue }
      let limit =
        "gaps below \(plainText(floor)) (\(plainText(floor / scale)) of the initial gap)"
        + " drown in rounding"
      if draft.targetPlaces.indices.contains(index) {
        let place = draft.targetPlaces[index]
        guard toldPaths.insert(place.path).inserted else { continue }
        mistakes.add(
          at: place.location, place.path,
          "is too small for \(problem.name), where \(limit), but is \(target.text).")
      } else {
        leaveOut(problem.name, with: "target \(target.text)", reason: limit)
      }
    }
  }

  // MARK: Backends

  /// The gradients of a problem by the sweep's backends, indices into ``gradients``.
  mutating func gradients(of problem: PlannedProblem, _ sweep: SweepDraft) -> [Int] {
    if let backends = sweep.backends {
      return backends.flatMap { choice in
        Self.combinations(choice.lists).compactMap { given in
          gradient(of: problem, by: choice.description, given: given)
        }
      }
    }
    for id in ["analytic", "symbolic", "dual"] {
      guard let backend = catalogs.backends[id] else { continue }
      let values = ParameterValues(backend.parameters)
      guard case .success(let index) = gradient(of: problem, by: backend, values) else { continue }
      return options.admits(.backend, id) ? [index] : []
    }
    leaveOut(
      problem.name, with: "the default backend",
      reason: "neither analytic nor symbolic nor dual can serve it")
    return []
  }

  /// The second derivatives that a method needs; nil, and the method left out, where one of them
  /// cannot be had.
  mutating func curvature(
    of problem: PlannedProblem, for method: OptimizerDescription
  ) -> Curvature? {
    guard !method.needs.isEmpty else { return Curvature() }
    let key = CurvatureKey(problem: problem.index, needs: method.needs.rawValue)
    let found = curvatures[key] ?? catalogs.backends.curvature(problem.instance, method.needs)
    curvatures[key] = found
    if found.meets(method.needs) { return found }
    leaveOut(
      problem.name, with: "optimizer \(method.id)",
      reason: "it asks for \(method.needs.text), which cannot be had")
    return nil
  }

  /// The gradient by a backend that the suite names; nil where it cannot serve the problem, which is
  /// told, or where a filter keeps it out.
  private mutating func gradient(
    of problem: PlannedProblem, by backend: BackendDescription, given: [String: ParameterValue]
  ) -> Int? {
    let values = ParameterValues(backend.parameters, given: given)
    let text = backend.configuration(of: values).text
    guard options.admits(.backend, backend.id) || options.admits(.backend, text) else { return nil }
    switch gradient(of: problem, by: backend, values) {
    case .success(let index): return index
    case .failure(let error):
      leaveOut(problem.name, with: "backend \(text)", reason: error.description)
      return nil
    }
  }

  private mutating func gradient(
    of problem: PlannedProblem, by backend: BackendDescription, _ values: ParameterValues
  ) -> Result<Int, BackendError> {
    let configuration = backend.configuration(of: values)
    let key = PairKey(problem: problem.index, backend: configuration)
    if let known = gradientIndex[key] { return known }
    let result: Result<Int, BackendError>
    do throws(BackendError) {
      let prepared = try backend.prepare(problem.instance, values)
      gradients.append(
        PlannedGradient(
          problem: problem.index, backend: backend, configuration: configuration,
          prepared: prepared))
      result = .success(gradients.count - 1)
    } catch {
      result = .failure(error)
    }
    gradientIndex[key] = result
    return result
  }
}
