import GradCore

/// Turns the JSON of a suite into settings and sweeps, and tells every mistake on the way.
///
/// What needs a problem to be made (is L known?), and what needs all cells, is checked by the
/// ``Planner``.
struct SuiteDecoder {
  let catalogs: Catalogs
  var mistakes: MistakeCollector
  /// Formulas by their names, which tables show and so must tell apart.
  var formulas: [String: (values: ParameterValues, description: FormulaDescription)] = [:]
  /// The optimizer of each name that an entry has.
  var settingNames: [String: String] = [:]

  init(catalogs: Catalogs, mistakes: MistakeCollector) {
    self.catalogs = catalogs
    self.mistakes = mistakes
  }

  /// What a file says.
  struct Draft {
    var suite: Suite
    var sweeps: [SweepDraft]
    /// Where each target stands; none for the default targets.
    var targetPlaces: [Place]
    /// Where the whole suite, its sweeps and its budget stand.
    var place: Place
    var sweepsPlace: Place
    var budgetPlace: Place
    /// Whether every sweep could be read.
    var isSound: Bool
  }

  static let keys = [
    "name", "description", "sweeps", "budget", "targets", "stopping", "monitor", "diagnosis",
    "trace", "gates", "expectations", "ranking", "confirm", "$schema",
  ]

  /// Decodes the whole suite. The draft holds what could be read, also when mistakes were told.
  mutating func decode(_ node: JSONNode, text: String) -> Draft? {
    guard
      let object = mistakes.object(
        node, .root, keys: Self.keys, required: ["name", "sweeps"],
        expected: "an object with 'name' and 'sweeps'")
    else { return nil }
    let root = SuitePath.root
    var suite = Suite(file: mistakes.file, text: text)
    suite.name = name(object, root)
    suite.description = self.text(object, root, "description") ?? ""
    _ = self.text(object, root, "$schema")
    suite.budget = budget(object, root)
    let (targets, places) = targets(object, root)
    suite.targets = targets
    suite.stopping = stopping(object, root)
    suite.monitor = monitor(object, root)
    suite.thresholds = thresholds(object, root)
    suite.trace = trace(object, root)
    suite.gates = gates(object, root)
    // Formulas get their names in the sweeps; expectations speak of them.
    let sweeps = sweeps(object, root)
    suite.expectations = expectations(object, root, targets: targets)
    suite.ranking = ranking(object, root, targets: targets, sweeps: sweeps ?? [])
    suite.confirm = integer(object, root, "confirm", 0...Plan.mostFreshSeeds) ?? suite.confirm
    return Draft(
      suite: suite, sweeps: sweeps ?? [], targetPlaces: places, place: Place(node, root),
      sweepsPlace: Place(object["sweeps"] ?? node, root["sweeps"]),
      budgetPlace: Place(object["budget"] ?? node, root["budget"]),
      isSound: sweeps?.allSatisfy(\.isSound) ?? false)
  }

  private mutating func name(_ object: JSONObject, _ path: SuitePath) -> String {
    guard let name = text(object, path, "name"), let node = object["name"] else { return "" }
    if !SuiteName.isValid(name) {
      mistakes.add(
        at: node.location, path["name"],
        "must be \(SuiteName.requirement), but is \(node.shown).")
    }
    return name
  }

  // MARK: Single values

  /// The text of a key, if it is there.
  mutating func text(_ object: JSONObject, _ path: SuitePath, _ key: String) -> String? {
    guard let node = object[key] else { return nil }
    if node.string == nil { mistakes.wrongKind(node, path[key], expected: "a text") }
    return node.string
  }

  /// One number of a key, if it is there and not null.
  mutating func number(
    _ object: JSONObject, _ path: SuitePath, _ key: String, _ interval: Interval
  ) -> Double? {
    guard let node = object[key], !node.isNull else { return nil }
    if let value = node.number?.value, interval.contains(value) { return value }
    mistakes.wrongKind(node, path[key], expected: "a number, \(interval)")
    return nil
  }

  /// One whole number of a key, if it is there and not null.
  mutating func integer(
    _ object: JSONObject, _ path: SuitePath, _ key: String, _ range: ClosedRange<Int>
  ) -> Int? {
    guard let node = object[key], !node.isNull else { return nil }
    if let value = node.number?.integer, range.contains(value) { return value }
    mistakes.wrongKind(
      node, path[key],
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// The elements of a value that may be one or a list; an empty list is a mistake.
  mutating func elements(_ node: JSONNode, _ path: SuitePath) -> [(JSONNode, SuitePath)] {
    guard let list = node.array else { return [(node, path)] }
    if list.isEmpty { mistakes.add(at: node.location, path, "must not be an empty list.") }
    return list.enumerated().map { ($1, path[$0]) }
  }
}

/// The names of suites, which are also names of folders.
enum SuiteName {
  static let requirement =
    "1 to 64 lowercase letters, digits and hyphens, the first no hyphen"

  /// `[a-z0-9][a-z0-9-]{0,63}`
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.count <= 64, first != UInt8(ascii: "-") else {
      return false
    }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }
}
