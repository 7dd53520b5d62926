/// What is wrong with a CSV file, and where.
public struct CSVError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Mistake: Sendable, Equatable {
    /// Not even a header.
    case emptyFile
    /// A quote that is opened and never closed.
    case openQuote
    /// Something between a closing quote and the next comma.
    case textBehindQuote
    /// A row that is shorter or longer than the header.
    case fieldCount(found: Int, expected: Int)
    /// A header whose column `position`, from 1, is missing or another one.
    case header(position: Int, found: String?, expected: String)
    /// A header that names a column twice.
    case columnTwice(String)
    /// A column that the reader needs and the header does not name.
    case missingColumn(String, columns: [String])
    /// A field that is not what its column holds.
    case field(column: String, found: String, expected: String)
    /// What only the reader can know, as a sentence without its full stop.
    case content(String)
  }

  /// As the caller named it.
  public let file: String
  /// From 1; 0: the whole file.
  public let line: Int
  public let mistake: Mistake

  public init(file: String, line: Int, _ mistake: Mistake) {
    self.file = file
    self.line = line
    self.mistake = mistake
  }

  /// The sentence without the place and the full stop. Fields are shown as they stand in the file:
  /// what is printed goes through ``printable(_:limit:)``.
  public var what: String {
    switch mistake {
    case .emptyFile: "the file is empty"
    case .openQuote: "a quote is never closed"
    case .textBehindQuote: "there is text behind a closing quote"
    case .fieldCount(let found, let expected): "the row has \(found) of \(expected) fields"
    case .header(let position, let found, let expected):
      "column \(position) must be \(expected), but is \(found ?? "missing")"
    case .columnTwice(let name): "column '\(name)' is named twice"
    case .missingColumn(let name, let columns):
      "there is no column '\(name)'"
        + (closest(to: name, in: columns).map { " (the nearest is '\($0)')" } ?? "")
    case .field(let column, let found, let expected):
      "\(column) must be \(expected), but is '\(found)'"
    case .content(let sentence): sentence
    }
  }

  /// `data.csv:3: cost must be a number, but is 'x'.`
  public var description: String {
    "\(file.isEmpty ? "''" : printable(file, limit: 300)):\(line > 0 ? "\(line):" : "") "
      + "\(printable(what, limit: 300))."
  }
}
