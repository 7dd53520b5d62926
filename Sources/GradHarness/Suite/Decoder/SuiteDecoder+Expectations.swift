import GradCore
import GradText

extension SuiteDecoder {
  static let expectationKeys = [
    "problem", "optimizer", "backend", "schedule", "batchSize", "dimension", "hyperparameters",
    "learningRate", "at", "outcome", "findings", "verdict", "target", "cost", "iterations", "gap",
  ]
  private static let requirements = ["outcome", "findings", "verdict", "cost", "iterations", "gap"]

  mutating func expectations(
    _ root: JSONObject, _ path: SuitePath, targets: [Target]
  ) -> [Expectation] {
    guard let node = root["expectations"], !node.isNull else { return [] }
    guard let list = node.array else {
      mistakes.wrongKind(node, path["expectations"], expected: "a list")
      return []
    }
    return list.enumerated().compactMap { index, element in
      expectation(element, path["expectations"][index], targets: targets)
    }
  }

  private mutating func expectation(
    _ node: JSONNode, _ path: SuitePath, targets: [Target]
  ) -> Expectation? {
    let before = mistakes.count
    guard let object = mistakes.object(node, path, keys: Self.expectationKeys) else { return nil }
    var expectation = Expectation(location: node.location, path: path.description)
    fillCells(&expectation, object, path)
    fillRate(&expectation, object, path)
    if Self.requirements.allSatisfy({ object[$0] == nil }) {
      mistakes.add(
        at: node.location, path,
        "expects nothing: give one of \(Self.requirements.joined(separator: ", ")).")
    }
    expectation.outcomes = names(object, path, "outcome", Outcome.allCases) { $0.rawValue }
    expectation.findings = names(object, path, "findings", Finding.allCases) { $0.name }
    expectation.verdict = names(object, path, "verdict", Self.verdicts) { $0 }.first
    expectation.cost = range(object, path, "cost")
    expectation.iterations = range(object, path, "iterations")
    expectation.gap = range(object, path, "gap")
    if let node = object["target"] {
      let text = node.number.map { shortestText($0.value) } ?? node.string
      expectation.target = targets.firstIndex { $0.text == text }
      if expectation.target == nil {
        mistakes.wrongKind(
          node, path["target"],
          expected: "one of the suite's targets, \(targets.map(\.text).joined(separator: ", "))")
      }
    }
    return mistakes.count == before ? expectation : nil
  }

  /// The verdicts on learning rates, as `summary.csv` writes them.
  static let verdicts = ["tooSmall", "efficient", "tooLarge", "diverging"]

  // MARK: Which cells

  private mutating func fillCells(
    _ expectation: inout Expectation, _ object: JSONObject, _ path: SuitePath
  ) {
    expectation.problem = pattern(
      object, path, "problem", known: catalogs.problems.entries.map(\.id) + formulas.keys.sorted())
    expectation.optimizer = pattern(
      object, path, "optimizer", known: catalogs.optimizers.entries.map(\.id))
    expectation.backend = pattern(
      object, path, "backend", known: catalogs.backends.entries.map(\.id))
    expectation.schedule = pattern(
      object, path, "schedule", known: ScheduleDescription.all.map(\.id))
    if let text = text(object, path, "hyperparameters"), let node = object["hyperparameters"] {
      if let values = [NamedValue](text: text, separator: ";") {
        expectation.hyperparameters = values
      } else {
        mistakes.add(
          at: node.location, path["hyperparameters"],
          "must be name=value, several with ';' between them, but is \(quoted(text)).")
      }
    }
    expectation.dimension = integer(object, path, "dimension", 1...Int(Int32.max))
    if let node = object["batchSize"] {
      if let size = node.number?.integer, size > 0 {
        expectation.batchSize = String(size)
      } else if let text = node.string {
        expectation.batchSize = text
      } else {
        mistakes.wrongKind(node, path["batchSize"], expected: "a whole number or 'full'")
      }
    }
  }

  /// A glob; one without `*` and `?` must begin with a known id.
  private mutating func pattern(
    _ object: JSONObject, _ path: SuitePath, _ key: String, known: [String]
  ) -> String? {
    guard let text = text(object, path, key), let node = object[key] else { return nil }
    let id = text.prefix { $0 != ":" }
    if !Glob(text).hasWildcards, !known.contains(String(id)) {
      mistakes.add(
        at: node.location, path[key],
        ": unknown \(key) \(quoted(String(id))).\(didYouMean(String(id), in: known))")
    }
    return text
  }

  private mutating func fillRate(
    _ expectation: inout Expectation, _ object: JSONObject, _ path: SuitePath
  ) {
    if let node = object["at"] {
      if let quantifier = node.string.flatMap(Expectation.Quantifier.init) {
        expectation.quantifier = quantifier
      } else {
        mistakes.wrongKind(node, path["at"], expected: "'best', 'every' or 'some'")
      }
    }
    guard let node = object["learningRate"] else { return }
    if node.number != nil {
      expectation.learningRate = number(object, path, "learningRate", .positive)
      return
    }
    let inner = path["learningRate"]
    guard
      let relative = mistakes.object(
        node, inner, keys: ["values", "relativeTo"], required: ["values", "relativeTo"],
        expected: "a number or {\"values\": number, \"relativeTo\": \"1/L\"}")
    else { return }
    expectation.learningRate = number(relative, inner, "values", .positive)
    expectation.isRateRelative = true
    if let unit = relative["relativeTo"], unit.string != "1/L" {
      mistakes.wrongKind(unit, inner["relativeTo"], expected: "'1/L'")
    }
  }

  // MARK: What must come out

  private mutating func names<Name>(
    _ object: JSONObject, _ path: SuitePath, _ key: String, _ all: [Name],
    text: (Name) -> String
  ) -> [Name] {
    guard let node = object[key] else { return [] }
    var names: [Name] = []
    for (element, path) in elements(node, path[key]) {
      if let name = all.first(where: { text($0) == element.string }) {
        names.append(name)
        continue
      }
      let known = all.map(text)
      mistakes.wrongKind(element, path, expected: "one of \(known.joined(separator: ", "))")
    }
    return names
  }

  private mutating func range(
    _ object: JSONObject, _ path: SuitePath, _ key: String
  ) -> ClosedRange<Double>? {
    guard let node = object[key] else { return nil }
    let path = path[key]
    guard
      let bounds = mistakes.object(
        node, path, keys: ["atLeast", "atMost"],
        expected: "an object with 'atLeast' or 'atMost' or both")
    else { return nil }
    let lower = number(bounds, path, "atLeast", .finite)
    let upper = number(bounds, path, "atMost", .finite)
    if lower == nil, upper == nil, bounds.members.isEmpty {
      mistakes.add(at: node.location, path, "must have 'atLeast' or 'atMost'.")
    }
    let (from, to) = (lower ?? -.infinity, upper ?? .infinity)
    guard from <= to else {
      mistakes.add(at: node.location, path, "must have 'atLeast' not above 'atMost'.")
      return nil
    }
    return from...to
  }
}
