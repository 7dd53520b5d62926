import GradCore

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
      if let earlier = formulas[name], earlier != problem.values {
        mistakes.add(
          at: object["name"]?.location ?? node.location, path["name"],
          "must be a name of its own, but \(quoted(name)) is another formula already.")
        return nil
      }
      formulas[name] = problem.values
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
