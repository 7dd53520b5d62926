/// A JSON object: its members in the order of the file, every key once.
public struct JSONObject: Sendable, Equatable {
  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The key.
    public let name: String
    /// Where the key begins (its quote).
    public let nameLocation: SourceLocation
    /// The value.
    public let value: JSONNode

    /// A member by its parts.
    public init(name: String, nameLocation: SourceLocation, value: JSONNode) {
      self.name = name
      self.nameLocation = nameLocation
      self.value = value
    }
  }

  /// The members in the order of the file. Of a duplicate key only the first is kept, and the
  /// reader has told the mistake.
  public let members: [Member]

  /// An object by its members, each name once.
  public init(members: [Member]) {
    self.members = members
  }

  /// The value of a key, or nothing. Looks through the members one by one: suite objects have a
  /// dozen, and a file has only so many.
  public subscript(name: String) -> JSONNode? { members.first { $0.name == name }?.value }
}
