import GradCore
import GradText

extension SuiteDecoder {
  /// A problem that the suite writes as a formula:
  ///
  ///     {"name": "bowl", "formula": "x^2 + 2*y^2", "start": [4, 3], "minimum": 0,
  ///      "minimizer": [0, 0], "domain": [-5, 5]}
  mutating func formula(_ node: JSONNode, _ path: SuitePath) -> ProblemChoice? {
    let keys = [
      "name", "formula", "variables", "dimension", "start", "minimum", "minimizer", "domain",
    ]
    guard
      let object = mistakes.object(node, path, keys: keys, required: ["name", "formula"]),
      let name = text(object, path, "name"), let formula = text(object, path, "formula")
    else { return nil }
    guard SuiteName.isValid(name), catalogs.problems[name] == nil else {
      mistakes.add(
        at: object["name"]?.location ?? node.location, path["name"],
        "must be \(SuiteName.requirement) and no catalog id, but is \(quoted(name)).")
      return nil
    }
    let before = mistakes.mistakes.mistakes.count
    let description = FormulaDescription(
      name: name, text: formula, variables: names(object, path),
      dimension: integer(object, path, "dimension", 1...10_000_000),
      start: coordinates(object["start"], path["start"]),
      minimum: number(object, path, "minimum", .finite),
      minimizer: coordinates(object["minimizer"], path["minimizer"]),
      domain: domain(object["domain"], path["domain"]))
    guard mistakes.mistakes.mistakes.count == before else { return nil }
    do {
      let problem = try catalogs.problems.formula(description)
      guard isNew(problem, description, object["name"]?.location ?? node.location, path["name"]),
        startsAbove(problem, object["minimum"]?.location, path["minimum"])
      else { return nil }
      return ProblemChoice(
        description: ProblemDescription(only: problem), lists: [], place: Place(node, path))
    } catch {
      let (key, message) =
        switch error {
        case .formula(let mistake): ("formula", ": \(mistake)")
        case .mistake(let key, let explanation): (key.rawValue, explanation)
        case .notAvailable: ("formula", ": \(error)")
        }
      mistakes.add(at: object[key]?.location ?? node.location, path[key], message)
      return nil
    }
  }

  /// Whether a formula may be added: its name is not another's, and the same trials do not stand under
  /// another name or with another minimum, since one of the two would be dropped.
  private mutating func isNew(
    _ problem: ProblemInstance, _ description: FormulaDescription, _ location: SourceLocation,
    _ path: SuitePath
  ) -> Bool {
    let name = description.name
    if let earlier = formulas[name] {
      if earlier.description == description { return true }
      mistakes.add(
        at: location, path,
        "must be a name of its own, but \(quoted(name)) is another formula already.")
      return false
    }
    if let earlier = formulas.values.first(where: { $0.values == problem.values }) {
      mistakes.add(
        at: location, path,
        "must be another formula or start than \(quoted(earlier.description.name)), whose trials "
          + "would be the same.")
      return false
    }
    formulas[name] = (problem.values, description)
    return true
  }

  /// Whether the formula is not below its stated minimum where trials begin.
  private mutating func startsAbove(
    _ problem: ProblemInstance, _ location: SourceLocation?, _ path: SuitePath
  ) -> Bool {
    guard let location, let minimum = problem.facts.minimum.value else { return true }
    let initial = problem.objective.scalar.value(problem.facts.start.span)
    guard initial < minimum - problem.facts.minimumRounding else { return true }
    mistakes.add(
      at: location, path,
      "must be the least value, but is \(shortestText(minimum)), and at the start the formula is "
        + "\(shortestText(initial)).")
    return false
  }

  private mutating func names(_ object: JSONObject, _ path: SuitePath) -> [String]? {
    guard let node = object["variables"] else { return nil }
    guard let list = node.array, list.allSatisfy({ $0.string != nil }) else {
      mistakes.wrongKind(node, path["variables"], expected: "a list of names")
      return nil
    }
    return list.compactMap(\.string)
  }

  private mutating func coordinates(_ node: JSONNode?, _ path: SuitePath) -> [Double]? {
    guard let node else { return nil }
    let values = node.array?.compactMap { $0.number?.value }
    guard let values, values.count == node.array?.count, !values.isEmpty else {
      mistakes.wrongKind(node, path, expected: "a list of numbers such as [4, 3]")
      return nil
    }
    return values
  }

  /// `[-5, 5]` for all coordinates, or a pair for each.
  private mutating func domain(_ node: JSONNode?, _ path: SuitePath) -> [ClosedRange<Double>]? {
    guard let node else { return nil }
    let pairs: [[Double]]
    if let list = node.array, !list.isEmpty, list.allSatisfy({ $0.array != nil }) {
      pairs = list.map { $0.array?.compactMap { $0.number?.value } ?? [] }
    } else {
      pairs = [node.array?.compactMap { $0.number?.value } ?? []]
    }
    guard pairs.allSatisfy({ $0.count == 2 && $0[0] < $0[1] }) else {
      mistakes.wrongKind(
        node, path, expected: "a range such as [-5, 5], or one for each coordinate")
      return nil
    }
    return pairs.map { $0[0]...$0[1] }
  }
}
