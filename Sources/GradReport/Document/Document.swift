/// What a report or a summary says, before any format: blocks from top to bottom.
///
/// A ``DocumentWriter`` turns it into text.
public struct Document: Sendable, Equatable {
  public var blocks: [Block]

  public init(_ blocks: [Block] = []) { self.blocks = blocks }
}
