/// One column of a table: its names and how people see it.
public struct TableColumn: Sendable, Equatable {
  /// Where the values of a column stand below each other.
  public enum Alignment: Sendable, Equatable {
    case left, right
    /// Right, with the decimal points in one line.
    case decimal
  }

  /// The key in JSON and the heading in CSV: `gradient_norm`.
  public let name: String
  /// The heading for people: `gradient norm`.
  public let title: TableCell
  public let alignment: Alignment
  /// Significant digits of numbers for people; `nil` prints all. CSV and JSON are always exact.
  public let digits: Int?
  /// Whether people see `18,000` for an integer. CSV and JSON never do.
  public let groupsThousands: Bool

  public init(
    _ name: String, title: TableCell, alignment: Alignment = .left, digits: Int? = nil,
    groupsThousands: Bool = false
  ) {
    precondition(digits.map { (1...17).contains($0) } ?? true, "digits of column '\(name)'")
    self.name = name
    self.title = title
    self.alignment = alignment
    self.digits = digits
    self.groupsThousands = groupsThousands
  }

  /// A column whose heading is a text, by default its name.
  public init(
    _ name: String, title: String? = nil, alignment: Alignment = .left, digits: Int? = nil
  ) {
    self.init(name, title: .text(title ?? name), alignment: alignment, digits: digits)
  }
}
