import GradCore
import GradText

extension SuiteDecoder {
  static let sweepKeys = [
    "problems", "optimizers", "backends", "learningRates", "batchSizes", "schedules", "starts",
    "seeds", "instances", "sampling",
  ]

  /// The sweeps, or nothing where there is no list of them.
  mutating func sweeps(_ root: JSONObject, _ path: SuitePath) -> [SweepDraft]? {
    guard let node = root["sweeps"] else { return nil }
    guard let list = node.array else {
      mistakes.wrongKind(node, path["sweeps"], expected: "a list of sweeps")
      return nil
    }
    if list.isEmpty {
      mistakes.add(at: node.location, path["sweeps"], "must not be an empty list.")
    }
    var sweeps: [SweepDraft] = []
    for (index, element) in list.enumerated() {
      let before = mistakes.count
      guard var sweep = sweep(element, path["sweeps"][index]) else { return nil }
      sweep.isSound = mistakes.count == before
      sweeps.append(sweep)
    }
    return sweeps
  }

  private mutating func sweep(_ node: JSONNode, _ path: SuitePath) -> SweepDraft? {
    guard
      let object = mistakes.object(
        node, path, keys: Self.sweepKeys, required: ["problems", "optimizers"])
    else { return nil }
    var sweep = SweepDraft(place: Place(node, path))
    if let node = object["problems"] { sweep.problems = problems(node, path["problems"]) }
    if let node = object["optimizers"] { sweep.optimizers = optimizers(node, path["optimizers"]) }
    if let node = object["backends"] { sweep.backends = backends(node, path["backends"]) }
    if let node = object["learningRates"] {
      sweep.rates = rates(node, path["learningRates"])
    } else {
      sweep.rates = [RateChoice(kind: .standard, place: Place(node, path))]
    }
    if let node = object["batchSizes"] { sweep.batchSizes = batchSizes(node, path["batchSizes"]) }
    if let node = object["schedules"] {
      sweep.schedules = schedules(node, path["schedules"])
    } else if let constant = ScheduleDescription.all.first(where: { $0.id == "constant" }) {
      sweep.schedules = [ScheduleChoice(description: constant, lists: [])]
    }
    if let node = object["starts"] { sweep.starts = starts(node, path["starts"]) }
    if let node = object["seeds"] {
      sweep.seeds = numbering(node, path["seeds"]) ?? sweep.seeds
    } else if case .points(let points) = sweep.starts {
      sweep.seeds = .first(max(points.count, 1))
    }
    if let node = object["instances"] {
      sweep.instances = numbering(node, path["instances"]) ?? sweep.instances
    }
    if let node = object["sampling"] { sweep.sampling = sampling(node, path["sampling"]) }
    if case .points(let points) = sweep.starts, points.count > 1, let node = object["seeds"],
      let largest = sweep.seeds.largest, largest > points.count
    {
      mistakes.add(
        at: node.location, path["seeds"],
        "must be at most \(points.count), the number of start points, but is \(node.shown).")
    }
    return sweep
  }

  // MARK: Ids

  /// An id, alone or in an object with its parameters; unknown ones are told.
  private mutating func id<Entry>(
    _ node: JSONNode, _ path: SuitePath, kind: String, entries: [Entry],
    idOf: (Entry) -> String, isForthcoming: (String) -> Bool
  ) -> Entry? {
    let named = node.object?["id"] ?? node
    guard let id = named.string else {
      if let object = node.object, object["id"] == nil {
        mistakes.add(at: node.location, path, "needs 'id'.")
      } else {
        mistakes.wrongKind(
          named, node.object == nil ? path : path["id"],
          expected: "the id of \(kind == "optimizer" ? "an" : "a") \(kind)"
            + (node.object == nil ? ", or an object with one" : ""))
      }
      return nil
    }
    if let entry = entries.first(where: { idOf($0) == id }) { return entry }
    let known = entries.map(idOf)
    if isForthcoming(id) {
      mistakes.add(at: named.location, path, ": \(kind) \(quoted(id)) is not available yet.")
    } else {
      mistakes.add(
        at: named.location, path,
        ": unknown \(kind) \(quoted(id)).\(didYouMean(id, in: known))")
    }
    return nil
  }

  // MARK: Problems

  private mutating func problems(_ node: JSONNode, _ path: SuitePath) -> [ProblemChoice] {
    elements(node, path).compactMap { node, path in problem(node, path) }
  }

  private mutating func problem(_ node: JSONNode, _ path: SuitePath) -> ProblemChoice? {
    if let object = node.object, object["id"] == nil || object["data"] != nil {
      if object["formula"] != nil, catalogs.problems.hasFormulas { return formula(node, path) }
      for (key, what) in [("formula", "formulas"), ("data", "data files")]
      where object[key] != nil {
        mistakes.add(
          at: object[key]?.location ?? node.location, path[key],
          ": problems from \(what) are not available yet.")
        return nil
      }
    }
    guard
      let description = id(
        node, path, kind: "problem", entries: catalogs.problems.entries, idOf: \.id,
        isForthcoming: Forthcoming.isProblem)
    else { return nil }
    var choice = ProblemChoice(description: description, lists: [], place: Place(node, path))
    guard node.object != nil else { return choice }
    let keys = ["id"] + description.parameters.map(\.name) + ["instance", "instances"]
    guard let object = mistakes.object(node, path, keys: keys) else { return nil }
    choice.lists = ParameterListReader.lists(
      in: object, path, of: description.parameters, mistakes: &mistakes)
    if let node = object["instances"] {
      choice.instances = numbering(node, path["instances"])
      if let one = object["instance"] {
        mistakes.add(
          at: one.location, path["instance"], "must not stand beside 'instances': choose one.")
      }
    } else if let node = object["instance"] {
      choice.instances = numberList(node, path["instance"]).map { .list($0) }
    }
    return choice
  }

  // MARK: Optimizers

  private mutating func optimizers(_ node: JSONNode, _ path: SuitePath) -> [OptimizerChoice] {
    elements(node, path).compactMap { node, path in optimizer(node, path) }
  }

  private mutating func optimizer(_ node: JSONNode, _ path: SuitePath) -> OptimizerChoice? {
    guard
      let description = id(
        node, path, kind: "optimizer", entries: catalogs.optimizers.entries, idOf: \.id,
        isForthcoming: Forthcoming.optimizers.contains)
    else { return nil }
    var choice = OptimizerChoice(description: description, lists: [], place: Place(node, path))
    guard node.object != nil else { return choice }
    let keys = ["id", "name"] + description.allParameters.map(\.name)
    guard let object = mistakes.object(node, path, keys: keys) else { return nil }
    choice.name = settingName(object, path, of: description)
    let own = description.allParameters.filter { $0.name != "learningRate" }
    choice.lists = ParameterListReader.lists(in: object, path, of: own, mistakes: &mistakes)
    if description.hasLearningRate, let node = object["learningRate"] {
      choice.rates = rates(node, path["learningRate"])
    }
    return choice
  }

  // MARK: Backends, schedules

  private mutating func backends(_ node: JSONNode, _ path: SuitePath) -> [BackendChoice] {
    elements(node, path).compactMap { node, path in
      guard
        let description = id(
          node, path, kind: "backend", entries: catalogs.backends.entries, idOf: \.id,
          isForthcoming: { _ in false }),
        let lists = lists(of: description.parameters, node, path)
      else { return nil }
      return BackendChoice(description: description, lists: lists)
    }
  }

  /// The lists of the parameters of an entry that is an id alone or an object with one; nil where
  /// it has keys that nobody knows.
  private mutating func lists(
    of parameters: [Parameter], _ node: JSONNode, _ path: SuitePath
  ) -> ParameterLists? {
    guard node.object != nil else { return [] }
    guard let object = mistakes.object(node, path, keys: ["id"] + parameters.map(\.name)) else {
      return nil
    }
    return ParameterListReader.lists(in: object, path, of: parameters, mistakes: &mistakes)
  }

  private mutating func schedules(_ node: JSONNode, _ path: SuitePath) -> [ScheduleChoice] {
    elements(node, path).compactMap { node, path in
      if node.array != nil {
        mistakes.add(at: node.location, path, ": schedules in a chain are not available yet.")
        return nil
      }
      guard
        let description = id(
          node, path, kind: "schedule", entries: ScheduleDescription.all, idOf: \.id,
          isForthcoming: Forthcoming.schedules.contains),
        let lists = lists(of: description.parameters, node, path)
      else { return nil }
      return ScheduleChoice(description: description, lists: lists)
    }
  }
}
