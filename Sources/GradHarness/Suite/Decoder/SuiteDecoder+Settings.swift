import GradCore
import GradText

extension SuiteDecoder {
  /// The object of a key, or nothing where the key is absent or null.
  private mutating func section(
    _ object: JSONObject, _ path: SuitePath, _ key: String, keys: [String]
  ) -> JSONObject? {
    guard let node = object[key], !node.isNull else { return nil }
    return mistakes.object(node, path[key], keys: keys)
  }

  mutating func budget(_ root: JSONObject, _ path: SuitePath) -> Suite.Budget {
    var budget = Suite.Budget()
    let keys = ["iterations", "cost", "dataPasses", "seconds"]
    guard let object = section(root, path, "budget", keys: keys) else { return budget }
    let path = path["budget"]
    let most = Suite.Budget.mostIterations
    let iterations = integer(object, path, "iterations", 0...most)
    budget.cost = integer(object, path, "cost", 1...Int.max)
    budget.dataPasses = number(object, path, "dataPasses", .positive)
    budget.seconds = number(
      object, path, "seconds",
      Interval(0, Suite.Budget.mostSeconds, includesLower: false))
    if let iterations {
      budget.iterations = iterations
    } else if let node = object["iterations"], node.isNull {
      budget.limitsIterations = false
      if object["cost"]?.isNull ?? true, object["dataPasses"]?.isNull ?? true {
        mistakes.add(
          at: node.location, path["iterations"],
          "must be a number where neither 'cost' nor 'dataPasses' ends a trial, but is null.")
      }
    } else if budget.cost != nil || budget.dataPasses != nil {
      budget.limitsIterations = false
    }
    return budget
  }

  mutating func stopping(_ root: JSONObject, _ path: SuitePath) -> Suite.Stopping {
    var stopping = Suite.Stopping()
    guard let object = section(root, path, "stopping", keys: ["atTarget", "gradientNorm"])
    else { return stopping }
    let path = path["stopping"]
    if let node = object["atTarget"], !node.isNull {
      stopping.atTarget = node.bool
      if node.bool == nil {
        mistakes.wrongKind(node, path["atTarget"], expected: "true or false")
      }
    }
    if let norm = number(object, path, "gradientNorm", .nonNegative) {
      stopping.gradientNorm = norm
    }
    return stopping
  }

  mutating func monitor(_ root: JSONObject, _ path: SuitePath) -> Suite.MonitorSettings {
    var monitor = Suite.MonitorSettings()
    guard let object = section(root, path, "monitor", keys: ["dataPasses"]) else { return monitor }
    // A thousand looks a pass is more than any plot shows; fewer would never end.
    if let passes = number(object, path["monitor"], "dataPasses", Interval(1e-3, 1e9)) {
      monitor.dataPasses = passes
    }
    return monitor
  }

  mutating func thresholds(_ root: JSONObject, _ path: SuitePath) -> Thresholds {
    let parameters = Thresholds.parameters
    guard let object = section(root, path, "diagnosis", keys: parameters.map(\.name))
    else { return Thresholds() }
    var given: [String: ParameterValue] = [:]
    for parameter in parameters {
      guard let node = object[parameter.name], !node.isNull else { continue }
      if let value = node.number?.value,
        let checked = try? parameter.check(.number(value)).get()
      {
        given[parameter.name] = checked
      } else {
        mistakes.wrongKind(
          node, path["diagnosis"][parameter.name], expected: parameter.requirement)
      }
    }
    return Thresholds(ParameterValues(parameters, given: given))
  }

  mutating func trace(_ root: JSONObject, _ path: SuitePath) -> Suite.TraceSettings {
    var trace = Suite.TraceSettings()
    guard let object = section(root, path, "trace", keys: ["rows", "maxRows"]) else {
      return trace
    }
    if let rows = integer(object, path["trace"], "rows", 2...1_000_000) { trace.rows = rows }
    if let most = integer(object, path["trace"], "maxRows", 2...1_000_000_000) {
      trace.mostRows = most
    }
    return trace
  }

  mutating func gates(_ root: JSONObject, _ path: SuitePath) -> [Suite.Gate] {
    guard let node = root["gates"], !node.isNull else { return [] }
    guard let list = node.array else {
      mistakes.wrongKind(node, path["gates"], expected: "a list")
      return []
    }
    var gates: [Suite.Gate] = []
    for (index, element) in list.enumerated() {
      let path = path["gates"][index]
      guard
        let object = mistakes.object(
          element, path, keys: ["metric", "tolerance"], required: ["metric", "tolerance"])
      else { continue }
      let tolerance = number(object, path, "tolerance", .nonNegative)
      guard let metric = text(object, path, "metric") else { continue }
      guard Suite.Gate.metrics.contains(metric) else {
        let hint = didYouMean(metric, in: Suite.Gate.metrics)
        let known = " Known metrics: \(Suite.Gate.metrics.joined(separator: ", "))."
        mistakes.add(
          at: object["metric"]?.location ?? element.location, path["metric"],
          ": unknown metric \(quoted(metric)).\(hint.isEmpty ? known : hint)")
        continue
      }
      guard !gates.contains(where: { $0.metric == metric }) else {
        mistakes.add(
          at: object["metric"]?.location ?? element.location, path["metric"],
          "is \(quoted(metric)) a second time.")
        continue
      }
      if let tolerance { gates.append(Suite.Gate(metric: metric, tolerance: tolerance)) }
    }
    return gates
  }

  /// The targets, and where each stands unless they are the default ones.
  mutating func targets(_ root: JSONObject, _ path: SuitePath) -> ([Target], [Place]) {
    guard let node = root["targets"] else { return (Suite.defaultTargets, []) }
    var targets: [Target] = []
    var places: [Place] = []
    for (element, path) in elements(node, path["targets"]) {
      for target in target(element, path) {
        if targets.contains(target) {
          mistakes.add(at: element.location, path, "is the target \(target.text) a second time.")
        } else if targets.count == Suite.mostTargets {
          mistakes.add(
            at: element.location, path,
            "is one too many: at most \(Suite.mostTargets) targets can be set.")
          return (targets, places)
        } else {
          targets.append(target)
          places.append(Place(element, path))
        }
      }
    }
    return (targets, places)
  }

  mutating func target(_ node: JSONNode, _ path: SuitePath) -> [Target] {
    let absolute = ["gap", "objective", "gradientNorm"]
    guard let object = node.object, object["from"] == nil, object["to"] == nil else {
      let fractions = NumberList.numbers(ofElement: node, at: path, mistakes: &mistakes) {
        $0 > 0 && $0 <= 1
          ? nil : "must be a fraction of the initial gap, greater than 0 and at most 1"
      }
      return fractions.map { .fraction($0) }
    }
    guard mistakes.object(node, path, keys: absolute) != nil else { return [] }
    let given = object.members.filter { absolute.contains($0.name) }
    guard given.count == 1, object.members.count == 1, let member = given.first else {
      if given.count == object.members.count {
        mistakes.add(
          at: node.location, path, "must have one of 'gap', 'objective' and 'gradientNorm'.")
      }
      return []
    }
    let numbers = NumberList.numbers(
      in: member.value, at: path[member.name], mistakes: &mistakes
    ) { member.name == "objective" || $0 > 0 ? nil : "must be greater than 0" }
    return numbers.map { number in
      switch member.name {
      case "gap": .gap(number)
      case "objective": .objective(number)
      default: .gradientNorm(number)
      }
    }
  }
}
