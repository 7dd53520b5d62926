import GradCore

/// The numbers that stand where a suite may give one: a number, a list, or an object
/// `{"from", "to", "count", "scale"}` or `{"from", "to", "factor"}`.
///
/// A list may hold such objects among its numbers; their points are put in its place. The points
/// of an object are ``NumberGrid``.
public enum NumberList {
  /// The most numbers that one place may stand for.
  public static let mostNumbers = NumberGrid.mostPoints

  /// Reads the numbers of a value, in order.
  ///
  /// - Parameters:
  ///   - node: A number, a list or an object.
  ///   - path: Its path.
  ///   - alsoAllowed: Keys that the object may have besides its own and that the caller reads,
  ///     such as `relativeTo`.
  ///   - mistakes: What is wrong is added here, at the number that is wrong.
  ///   - requirement: What a number must be, as in `must be greater than 0`, if it is not; nothing
  ///     if it is. It is asked for every number, also for those between `from` and `to`.
  /// - Returns: The numbers without the wrong ones.
  public static func numbers(
    in node: JSONNode, at path: SuitePath, alsoAllowed: [String] = [],
    mistakes: inout MistakeCollector, requirement: (Double) -> String? = { _ in nil }
  ) -> [Double] {
    guard let elements = node.array else {
      return numbers(
        ofElement: node, at: path, alsoAllowed: alsoAllowed, mistakes: &mistakes,
        requirement: requirement)
    }
    if elements.isEmpty {
      mistakes.add(at: node.location, path, "must not be an empty list.")
    }
    var all: [Double] = []
    for (index, element) in elements.enumerated() {
      if mistakes.isFull { break }
      all += numbers(
        ofElement: element, at: path[index], alsoAllowed: alsoAllowed, mistakes: &mistakes,
        requirement: requirement)
      if all.count > mostNumbers {
        mistakes.add(
          at: node.location, path, "must be at most \(mostNumbers) numbers, but is more.")
        return []
      }
    }
    return all
  }

  /// Reads one element of such a list: a number, or an object and its points.
  ///
  /// Parameters and result are those of ``numbers(in:at:alsoAllowed:mistakes:requirement:)``.
  /// Callers whose lists also hold texts (`"default"`) go through the elements themselves.
  public static func numbers(
    ofElement node: JSONNode, at path: SuitePath, alsoAllowed: [String] = [],
    mistakes: inout MistakeCollector, requirement: (Double) -> String? = { _ in nil }
  ) -> [Double] {
    switch node.kind {
    case .number(let number):
      if let requirement = requirement(number.value) {
        mistakes.add(at: node.location, path, "\(requirement), but is \(node.shown).")
        return []
      }
      return [number.value]
    case .object:
      guard
        let grid = grid(node, at: path, alsoAllowed: alsoAllowed, mistakes: &mistakes),
        let points = points(of: grid, node, at: path, mistakes: &mistakes)
      else { return [] }
      for point in points {
        if let requirement = requirement(point) {
          mistakes.add(at: node.location, path, "gives \(shown(point)), which \(requirement).")
          return []
        }
      }
      return points
    default:
      mistakes.wrongKind(node, path, expected: "a number, a list of numbers or a range")
      return []
    }
  }

  private static func points(
    of grid: NumberGrid, _ node: JSONNode, at path: SuitePath, mistakes: inout MistakeCollector
  ) -> [Double]? {
    do throws(NumberGrid.Flaw) {
      return try grid.points()
    } catch {
      switch error {
      case .tooMany:
        mistakes.add(
          at: node.location, path,
          "must give at most \(mostNumbers) numbers, but its factor is so small that it gives more."
        )
      case .repeated(let value):
        mistakes.add(
          at: node.location, path,
          "gives \(shown(value)) twice: there are not enough numbers between from and to.")
      }
      return nil
    }
  }

  private static func shown(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
