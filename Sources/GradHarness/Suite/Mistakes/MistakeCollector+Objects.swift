import GradCore
import GradText

extension MistakeCollector {
  /// The node as an object of which every key is known, or nothing when it is no object.
  ///
  /// Unknown keys are told one by one, with the key that was probably meant; the object is
  /// returned all the same, so that its other members are checked too.
  ///
  /// - Parameters:
  ///   - node: The value to read.
  ///   - path: Its path.
  ///   - keys: The keys that may appear.
  ///   - required: The keys that must appear, in the order in which to miss them.
  ///   - expected: What the value should be, as in `must be an object`.
  public mutating func object(
    _ node: JSONNode, _ path: SuitePath, keys: [String], required: [String] = [],
    expected: String = "an object"
  ) -> JSONObject? {
    guard let object = node.object else {
      wrongKind(node, path, expected: expected)
      return nil
    }
    let known = Set(keys)
    // A key that is there already cannot have been meant by another one.
    let given = Set(object.members.map(\.name))
    let free = keys.filter { !given.contains($0) }
    for member in object.members where !known.contains(member.name) {
      if isFull { break }
      let nearest = didYouMean(member.name, in: free)
      let hint = nearest.isEmpty ? " Known keys: \(keys.joined(separator: ", "))." : nearest
      add(at: member.nameLocation, path, ": unknown key \(quoted(member.name)).\(hint)")
    }
    for name in required where object[name] == nil {
      add(at: node.location, path, "needs \(quoted(name)).")
    }
    return object
  }

  /// Adds `must be a number, but is 'abc'.` unless the reader has told a mistake of this value.
  public mutating func wrongKind(_ node: JSONNode, _ path: SuitePath, expected: String) {
    if case .broken = node.kind { return }
    add(at: node.location, path, "must be \(expected), but is \(node.shown).")
  }
}
