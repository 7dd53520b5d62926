import GradCore
import GradText

extension SuiteDecoder {
  // MARK: Learning rates

  /// `"default"`, numbers, ranges, ranges and `values` relative to 1/L, and lists of them.
  mutating func rates(_ node: JSONNode, _ path: SuitePath) -> [RateChoice] {
    var rates: [RateChoice] = []
    for (element, path) in elements(node, path) {
      rates += rate(element, path)
      if rates.count > NumberList.mostNumbers {
        mistakes.add(
          at: node.location, path,
          "must be at most \(NumberList.mostNumbers) numbers, but is more.")
        return []
      }
    }
    return rates
  }

  private mutating func rate(_ node: JSONNode, _ path: SuitePath) -> [RateChoice] {
    let place = Place(node, path)
    if let text = node.string {
      if text == "default" { return [RateChoice(kind: .standard, place: place)] }
      mistakes.add(
        at: node.location, path,
        "must be 'default', a number or a range, but is \(node.shown)."
          + didYouMean(text, in: ["default"]))
      return []
    }
    var isRelative = false
    if let unit = node.object?["relativeTo"] {
      isRelative = true
      if unit.string != "1/L" {
        mistakes.wrongKind(unit, path["relativeTo"], expected: "'1/L'")
      }
    }
    let numbers: [Double]
    if let values = node.object?["values"] {
      guard mistakes.object(node, path, keys: ["values", "relativeTo"]) != nil else { return [] }
      numbers = NumberList.numbers(
        in: values, at: path["values"], mistakes: &mistakes, requirement: Self.rateRequirement)
    } else {
      numbers = NumberList.numbers(
        ofElement: node, at: path, alsoAllowed: ["values", "relativeTo"], mistakes: &mistakes,
        requirement: Self.rateRequirement)
    }
    return numbers.map { number in
      RateChoice(kind: isRelative ? .perLipschitz(number) : .fixed(number), place: place)
    }
  }

  private static func rateRequirement(_ rate: Double) -> String? {
    rate > 0 && rate.isFinite ? nil : "must be greater than 0"
  }

  // MARK: Batches

  mutating func batchSizes(_ node: JSONNode, _ path: SuitePath) -> [Int?] {
    var sizes: [Int?] = []
    for (element, path) in elements(node, path) {
      if let text = element.string {
        if text == "full" {
          sizes.append(nil)
        } else {
          mistakes.add(
            at: element.location, path,
            "must be a whole number or 'full', but is \(element.shown)."
              + didYouMean(text, in: ["full"]))
        }
        continue
      }
      sizes += NumberList.numbers(ofElement: element, at: path, mistakes: &mistakes) {
        Self.isCount($0) ? nil : "must be a whole number, 1 or more"
      }.map { Int($0) }
    }
    return sizes
  }

  mutating func sampling(_ node: JSONNode, _ path: SuitePath) -> BatchPlan.Sampling {
    if let sampling = node.string.flatMap(BatchPlan.Sampling.init) { return sampling }
    let all = BatchPlan.Sampling.allCases.map(\.rawValue)
    mistakes.wrongKind(node, path, expected: "one of \(all.joined(separator: ", "))")
    return .reshuffle
  }

  // MARK: Seeds, instances

  /// A count n for 1 … n, or a list of numbers.
  mutating func numbering(_ node: JSONNode, _ path: SuitePath) -> Numbering? {
    guard node.number != nil else { return numberList(node, path).map { .list($0) } }
    if let count = node.number?.integer, (1...Int(Int32.max)).contains(count) {
      return .first(count)
    }
    mistakes.wrongKind(node, path, expected: "a whole number from 1 to \(Int32.max)")
    return nil
  }

  /// The numbers of a list of seeds or instances; nothing where one is wrong.
  mutating func numberList(_ node: JSONNode, _ path: SuitePath) -> [Int]? {
    let numbers = NumberList.numbers(in: node, at: path, mistakes: &mistakes) {
      Self.isCount($0) ? nil : "must be a whole number from 1 to \(Int32.max)"
    }
    return numbers.isEmpty ? nil : numbers.map { Int($0) }
  }

  private static func isCount(_ number: Double) -> Bool {
    number >= 1 && number <= Double(Int32.max) && number == number.rounded()
  }

  // MARK: Starts

  mutating func starts(_ node: JSONNode, _ path: SuitePath) -> StartRule {
    switch node.kind {
    case .string("standard"): return .standard
    case .string("box"): return .box
    case .object:
      guard let object = mistakes.object(node, path, keys: ["around"], required: ["around"]),
        let radius = number(object, path, "around", .positive)
      else { return .standard }
      return .around(radius)
    case .array(let points): return self.points(points, node, path)
    case .string(let text):
      mistakes.add(
        at: node.location, path,
        "must be 'standard', 'box', {\"around\": r} or a list of points, but is \(node.shown)."
          + didYouMean(text, in: ["standard", "box"]))
    default:
      mistakes.wrongKind(
        node, path, expected: "'standard', 'box', {\"around\": r} or a list of points")
    }
    return .standard
  }

  private mutating func points(
    _ list: [JSONNode], _ node: JSONNode, _ path: SuitePath
  ) -> StartRule {
    if list.isEmpty { mistakes.add(at: node.location, path, "must not be an empty list.") }
    var points: [[Double]] = []
    for (index, element) in list.enumerated() {
      guard let coordinates = element.array, !coordinates.isEmpty else {
        mistakes.wrongKind(
          element, path[index], expected: "a point, a list of numbers such as [4, 3]")
        continue
      }
      var point: [Double] = []
      for (position, coordinate) in coordinates.enumerated() {
        if let value = coordinate.number?.value {
          point.append(value)
        } else {
          mistakes.wrongKind(coordinate, path[index][position], expected: "a number")
        }
      }
      if point.count == coordinates.count { points.append(point) }
    }
    if let first = points.first,
      let other = points.firstIndex(where: { $0.count != first.count })
    {
      mistakes.add(
        at: list[min(other, list.count - 1)].location, path[other],
        "must have \(first.count) numbers as the first point has, but has \(points[other].count).")
    }
    return points.isEmpty ? .standard : .points(points)
  }
}
