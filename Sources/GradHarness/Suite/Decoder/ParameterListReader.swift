import GradCore
import GradText

/// Reads the values of parameters from the members of a suite's object.
enum ParameterListReader {
  /// The lists of all parameters that the object names, sorted by name.
  ///
  /// - Parameters:
  ///   - object: Its unknown keys have been told already.
  ///   - parameters: Those that are read; others are passed over.
  static func lists(
    in object: JSONObject, _ path: SuitePath, of parameters: [Parameter],
    mistakes: inout MistakeCollector
  ) -> ParameterLists {
    var lists: ParameterLists = []
    for parameter in parameters {
      guard let node = object[parameter.name] else { continue }
      let values = values(
        of: parameter, in: node, path[parameter.name], mistakes: &mistakes)
      if !values.isEmpty { lists.append((parameter.name, values)) }
    }
    return lists.sorted { $0.name < $1.name }
  }

  /// The values that stand for one parameter: one, a list, or a range of numbers.
  static func values(
    of parameter: Parameter, in node: JSONNode, _ path: SuitePath,
    mistakes: inout MistakeCollector
  ) -> [ParameterValue] {
    switch parameter.kind {
    case .integer, .number:
      return NumberList.numbers(in: node, at: path, mistakes: &mistakes) { number in
        switch parameter.check(.number(number)) {
        case .success: nil
        case .failure(let mistake): "must be \(mistake.requirement)"
        }
      }.compactMap { try? parameter.check(.number($0)).get() }
    case .flag, .choice:
      guard let elements = node.array else {
        return value(of: parameter, in: node, path, mistakes: &mistakes).map { [$0] } ?? []
      }
      if elements.isEmpty { mistakes.add(at: node.location, path, "must not be an empty list.") }
      return elements.enumerated().compactMap { index, element in
        value(of: parameter, in: element, path[index], mistakes: &mistakes)
      }
    }
  }

  private static func value(
    of parameter: Parameter, in node: JSONNode, _ path: SuitePath,
    mistakes: inout MistakeCollector
  ) -> ParameterValue? {
    let value: ParameterValue? =
      switch node.kind {
      case .bool(let value): .flag(value)
      case .string(let text): .text(text)
      // A choice may be among numbers: `"width": 4`.
      case .number(let number): .number(number.value)
      default: nil
      }
    if let value, let checked = try? parameter.check(value).get() { return checked }
    if case .choice(let choices) = parameter.kind, let text = node.string {
      mistakes.add(
        at: node.location, path,
        "must be \(parameter.requirement), but is \(node.shown).\(didYouMean(text, in: choices))")
    } else {
      mistakes.wrongKind(node, path, expected: parameter.requirement)
    }
    return nil
  }
}
