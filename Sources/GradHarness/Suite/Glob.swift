/// A pattern for whole texts: `*` stands for any characters, `?` for one, all others for
/// themselves.
///
/// There is no escape and no character class, so no pattern is wrong.
public struct Glob: Sendable, Hashable {
  /// The pattern as written.
  public let pattern: String
  private let scalars: [Unicode.Scalar]

  /// A pattern; an empty one matches only the empty text.
  public init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  /// Whether the pattern stands for more than one text.
  public var hasWildcards: Bool { scalars.contains { $0 == "*" || $0 == "?" } }

  /// Whether the whole text matches.
  ///
  /// - Complexity: O(length of the pattern · length of the text), also for patterns made to be slow.
  public func matches(_ text: String) -> Bool {
    let text = Array(text.unicodeScalars)
    var (i, j) = (0, 0)
    // Where to go on when a character fails: behind the last star, which takes one more.
    var retry: (pattern: Int, text: Int)?
    while j < text.count {
      if i < scalars.count, scalars[i] == "*" {
        i += 1
        retry = (i, j)
      } else if i < scalars.count, scalars[i] == "?" || scalars[i] == text[j] {
        i += 1
        j += 1
      } else if let last = retry {
        retry = (last.pattern, last.text + 1)
        (i, j) = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return scalars[i...].allSatisfy { $0 == "*" }
  }
}
