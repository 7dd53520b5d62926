import GradCore

extension NumberList {
  /// Reads the keys of `{"from", "to", "count", "scale"}` or `{"from", "to", "factor"}`.
  static func grid(
    _ node: JSONNode, at path: SuitePath, alsoAllowed: [String],
    mistakes: inout MistakeCollector
  ) -> NumberGrid? {
    let keys = ["from", "to", "count", "scale", "factor"] + alsoAllowed
    guard
      let object = mistakes.object(node, path, keys: keys, required: ["from", "to"])
    else { return nil }
    let from = number("from", of: object, at: path, mistakes: &mistakes)
    let to = number("to", of: object, at: path, mistakes: &mistakes)
    let spacing = spacing(of: object, node, at: path, mistakes: &mistakes)
    guard let from, let to, let spacing else { return nil }
    if from >= to, let node = object["to"] {
      mistakes.add(
        at: node.location, path["to"],
        "must be greater than from, \(object["from"]?.shown ?? ""), but is \(node.shown).")
      return nil
    }
    if spacing.isGeometric, from <= 0, let node = object["from"] {
      mistakes.add(
        at: node.location, path["from"],
        "must be greater than 0 where numbers grow by a factor, but is \(node.shown).")
      return nil
    }
    return NumberGrid(from: from, to: to, spacing: spacing)
  }

  private static func number(
    _ key: String, of object: JSONObject, at path: SuitePath, mistakes: inout MistakeCollector
  ) -> Double? {
    guard let node = object[key] else { return nil }
    if let number = node.number { return number.value }
    mistakes.wrongKind(node, path[key], expected: "a number")
    return nil
  }

  private static func spacing(
    of object: JSONObject, _ node: JSONNode, at path: SuitePath,
    mistakes: inout MistakeCollector
  ) -> NumberGrid.Spacing? {
    let scale = scale(of: object, at: path, mistakes: &mistakes)
    let count = count(of: object, at: path, mistakes: &mistakes)
    let factor = factor(of: object, at: path, mistakes: &mistakes)
    switch (object["count"], object["factor"]) {
    case (nil, nil):
      mistakes.add(at: node.location, path, "needs 'count' or 'factor'.")
    case (_?, let second?):
      mistakes.add(
        at: second.location, path["factor"], "must not stand beside 'count': choose one.")
    case (_?, nil):
      guard let count, let scale else { return nil }
      return scale == "log" ? .logarithmic(count: count) : .linear(count: count)
    case (nil, _?):
      if let node = object["scale"] {
        mistakes.add(
          at: node.location, path["scale"], "belongs to 'count'; a factor needs none.")
        return nil
      }
      return factor.map { .factor($0) }
    }
    return nil
  }

  private static func scale(
    of object: JSONObject, at path: SuitePath, mistakes: inout MistakeCollector
  ) -> String? {
    guard let node = object["scale"] else { return "linear" }
    if let text = node.string, text == "log" || text == "linear" { return text }
    mistakes.wrongKind(node, path["scale"], expected: "'log' or 'linear'")
    return nil
  }

  private static func count(
    of object: JSONObject, at path: SuitePath, mistakes: inout MistakeCollector
  ) -> Int? {
    guard let node = object["count"] else { return nil }
    if let count = node.number?.integer, (2...mostNumbers).contains(count) { return count }
    mistakes.wrongKind(
      node, path["count"], expected: "a whole number from 2 to \(mostNumbers)")
    return nil
  }

  private static func factor(
    of object: JSONObject, at path: SuitePath, mistakes: inout MistakeCollector
  ) -> Double? {
    guard let node = object["factor"] else { return nil }
    if let factor = node.number?.value, factor > 1 { return factor }
    mistakes.wrongKind(node, path["factor"], expected: "a number greater than 1")
    return nil
  }
}
