/// What tells whether the values of a CSV file are those that were written.
///
/// The SHA-256 is of the canonical text, which is what ``CSVWriter`` writes: no byte order mark, lines
/// ended by a line feed, quotes only where they must be, numbers in their shortest form. So a
/// changed value is found, while a program that saves `1` as `1.0` or ends lines in CR LF does no
/// harm. Short checks of groups of rows tell where.
public struct CSVDigest: Sendable, Equatable, Codable {
  /// Rows behind the header.
  public var rows: Int
  /// 64 hexadecimal digits.
  public var sha256: String
  /// One letter a column: `n` for numbers, `t` for other texts.
  public var kinds: String
  /// Rows that share a check, a power of two.
  public var rowsPerCheck: Int
  /// Four hexadecimal digits a check, of at most 8,192.
  public var checks: String

  /// Checks that a file's values are those that were written.
  ///
  /// - Throws: ``CSVError`` with the line where the first group of rows begins that differs.
  /// - Complexity: O(size): one hash of an untouched file; a file of other bytes is read value by
  ///   value.
  public func check(_ bytes: [UInt8], file: String) throws(CSVError) {
    if SHA256.hex(of: bytes) == sha256 { return }
    var reader = try CSVReader(file: file, bytes: bytes)
    guard reader.columns.count == kinds.utf8.count, 1...(1 << 40) ~= rowsPerCheck else {
      throw reader.mistake(
        "it has \(reader.columns.count) columns, but was written with \(kinds.utf8.count)", line: 1)
    }
    var found = CSVDigestBuilder()
    var writer = CSVWriter()
    for column in reader.columns { writer.text(column) }
    writer.endRow()
    found.add(header: writer.bytes)
    let isNumber = kinds.utf8.map { $0 == UInt8(ascii: "n") }
    /// Of the first row of each group.
    var lines: [Int] = []
    while try reader.nextRow() {
      if found.rows % rowsPerCheck == 0 { lines.append(reader.line) }
      writer = CSVWriter()
      for (column, isNumber) in isNumber.enumerated() {
        // Whole numbers beyond 2^53 are no doubles, and nobody writes them otherwise.
        if isNumber, let value = try? reader.number(column),
          value.magnitude < 0x1p53 || value != value.rounded() || !value.isFinite
        {
          writer.measured(value)
        } else {
          writer.text(reader.text(column))
        }
      }
      writer.endRow()
      found.add(row: writer.bytes)
    }
    let digest = found.digest(kinds: kinds, rowsPerCheck: rowsPerCheck)
    if digest.sha256 == sha256 { return }
    let pairs = zip(digest.checkTexts, checkTexts)
    let group = pairs.enumerated().first { $0.element.0 != $0.element.1 }?.offset
    if let group, lines.indices.contains(group) {
      let place =
        rowsPerCheck == 1 ? "this row" : "this row or one of the \(rowsPerCheck - 1) after"
      throw reader.mistake(
        "a value in \(place) is not the one that was written", line: lines[group])
    }
    guard digest.rows == rows else {
      throw reader.mistake(
        "it has \(digest.rows) rows, but \(rows) were written", line: reader.line)
    }
    throw reader.mistake("its header is not the one that was written", line: 1)
  }

  private var checkTexts: [Substring] {
    var rest = checks[...]
    var texts: [Substring] = []
    while !rest.isEmpty {
      texts.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return texts
  }
}
