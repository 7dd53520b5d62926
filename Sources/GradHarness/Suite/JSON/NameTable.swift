/// Finds the duplicate keys of an object, also of one with a million members, in linear time.
struct NameTable {
  /// Up to so many members a search through them is faster than hashing.
  private static let fewest = 16
  private var indices: [String: Int] = [:]

  /// Notes a key.
  ///
  /// - Parameters:
  ///   - name: The key.
  ///   - index: The index that its member will have.
  ///   - members: The members so far, each with its own name.
  /// - Returns: The index of the member that has this key already, or nothing.
  mutating func insert(
    _ name: String, at index: Int, in members: [JSONObject.Member]
  ) -> Int? {
    if index < Self.fewest { return members.firstIndex { $0.name == name } }
    if indices.isEmpty {
      for (i, member) in members.enumerated() { indices[member.name] = i }
    }
    if let first = indices[name] { return first }
    indices[name] = index
    return nil
  }
}
