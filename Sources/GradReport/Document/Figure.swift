/// A picture of a document. No writer draws one so far: those of today leave it out.
public struct Figure: Sendable, Equatable {
  /// Of its file, without the ending.
  public var name: String
  /// What it shows, for those who do not see it.
  public var description: Phrase

  public init(name: String, description: Phrase) {
    self.name = name
    self.description = description
  }
}
