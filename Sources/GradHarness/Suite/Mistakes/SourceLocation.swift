/// A place in a text file, as editors count it.
///
/// A line ends with LF, CR LF or CR. A column counts Unicode scalars from 1: a tab is one, an
/// accent written as its own scalar is one. A byte order mark counts as nothing.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int

  /// A place by its line and column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The first character of a file.
  public static let start = SourceLocation(line: 1, column: 1)

  public static func < (a: SourceLocation, b: SourceLocation) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }

  /// The place as compilers write it: `12:20`.
  public var description: String { "\(line):\(column)" }
}
