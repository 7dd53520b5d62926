/// Reads CSV (RFC 4180, lines ended by LF or CRLF) from memory, row after row. Fields stay bytes
/// until they are asked for, since most are not.
///
/// A byte order mark, as spreadsheets write it, is skipped, and so are empty lines. What is damaged
/// is an error with file, line and column; nothing a file may hold traps.
public struct CSVReader {
  /// As messages name it.
  public let file: String
  /// The names of the columns, as the header has them.
  public private(set) var columns: [String] = []
  /// The line, from 1, on which the current row begins.
  public private(set) var line = 0
  /// The size of the file.
  public var byteCount: Int { bytes.count }

  private let bytes: [UInt8]
  private var position = 0
  private var nextLine = 1
  private var fields: [Field] = []

  private struct Field {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads a header of any columns, no two of one name.
  public init(file: String, bytes: [UInt8]) throws(CSVError) {
    self.file = file
    self.bytes = bytes
    if bytes.starts(with: Self.byteOrderMark) { position = Self.byteOrderMark.count }
    guard try readRow() else { throw CSVError(file: file, line: 1, .emptyFile) }
    columns = fields.indices.map { text($0) }
    var known: Set<String> = []
    for column in columns where !known.insert(column).inserted {
      throw error(.columnTwice(column))
    }
  }

  /// Reads a header that must begin with `columns`; others may follow.
  public init(file: String, bytes: [UInt8], columns: [String]) throws(CSVError) {
    try self.init(file: file, bytes: bytes)
    for (index, column) in columns.enumerated() {
      let found = index < self.columns.count ? self.columns[index] : nil
      guard found == column else {
        throw error(.header(position: index + 1, found: found, expected: column))
      }
    }
  }

  /// The position of a column that must be there.
  public func column(_ name: String) throws(CSVError) -> Int {
    guard let position = columns.firstIndex(of: name) else {
      throw CSVError(file: file, line: 1, .missingColumn(name, columns: columns))
    }
    return position
  }

  /// Goes to the next row, which must have a field for each column; false at the end of the file.
  public mutating func nextRow() throws(CSVError) -> Bool {
    guard try readRow() else { return false }
    guard fields.count == columns.count else {
      throw error(.fieldCount(found: fields.count, expected: columns.count))
    }
    return true
  }

  private mutating func readRow() throws(CSVError) -> Bool {
    skipEmptyLines()
    guard position < bytes.count else { return false }
    line = nextLine
    fields.removeAll(keepingCapacity: true)
    // The closure cannot throw typed errors past `withUnsafeBufferPointer`; a flag tells instead.
    var isOpen = false
    var hasTail = false
    bytes.withUnsafeBufferPointer { bytes in
      let count = bytes.count
      var at = position
      while true {
        if at < count, bytes[at] == Self.quote {
          let start = at + 1
          at = start
          while true {
            while at < count, bytes[at] != Self.quote {
              if bytes[at] == Self.lineFeed { nextLine += 1 }
              at += 1
            }
            if at >= count {
              isOpen = true
              break
            }
            guard at + 1 < count, bytes[at + 1] == Self.quote else { break }
            at += 2
          }
          fields.append(Field(start: start, end: at, isQuoted: true))
          if at < count { at += 1 }
          if at < count, bytes[at] == Self.carriageReturn,
            at + 1 >= count || bytes[at + 1] == Self.lineFeed
          {
            at += 1
          }
          let end = at
          while at < count, bytes[at] != Self.comma, bytes[at] != Self.lineFeed { at += 1 }
          if at > end { hasTail = true }
        } else {
          let start = at
          while at < count, bytes[at] != Self.comma, bytes[at] != Self.lineFeed { at += 1 }
          var end = at
          if end > start, at >= count || bytes[at] == Self.lineFeed,
            bytes[end - 1] == Self.carriageReturn
          {
            end -= 1
          }
          fields.append(Field(start: start, end: end, isQuoted: false))
        }
        guard at < count, bytes[at] == Self.comma else { break }
        at += 1
      }
      if at < count { at += 1 }
      nextLine += 1
      position = at
    }
    if isOpen { throw error(.openQuote) }
    if hasTail { throw error(.textBehindQuote) }
    return true
  }

  private mutating func skipEmptyLines() {
    while position < bytes.count {
      var end = position
      if bytes[end] == Self.carriageReturn { end += 1 }
      guard end < bytes.count, bytes[end] == Self.lineFeed else { return }
      position = end + 1
      nextLine += 1
    }
  }

  private func error(_ mistake: CSVError.Mistake) -> CSVError {
    CSVError(file: file, line: line, mistake)
  }

  /// The bytes of neighbouring fields as they stand in the file, to tell rows of one cell apart from
  /// the next without reading them.
  public func raw(_ columns: Range<Int>) -> ArraySlice<UInt8> {
    guard let first = columns.first, let last = columns.last else { return [] }
    let start = fields[first].start - (fields[first].isQuoted ? 1 : 0)
    let end = fields[last].end + (fields[last].isQuoted ? 1 : 0)
    return bytes[start..<end]
  }

  public func isEmpty(_ column: Int) -> Bool { fields[column].start == fields[column].end }

  /// The text of a field, without the quotes and without the `'` that keeps spreadsheets from
  /// running it.
  public func text(_ column: Int) -> String {
    let field = fields[column]
    var text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    if field.isQuoted { text = text.replacing("\"\"", with: "\"") }
    if text.count > 1, text.first == "'", let second = text.dropFirst().first,
      "=+-@".contains(second)
    {
      text.removeFirst()
    }
    return text
  }

  /// A whole number, in digits or as `1.0`, which is what spreadsheets and data frames make of a
  /// column of integers with gaps; nil where the field is empty.
  public func integer(_ column: Int) throws(CSVError) -> Int? {
    guard !isEmpty(column) else { return nil }
    if let value = wholeNumber(column) { return value }
    // Up to 2^53 every integer is a double.
    guard let value = decimal(column), value.magnitude <= 0x1p53, let whole = Int(exactly: value)
    else { throw mistake(column, "an integer") }
    return whole
  }

  /// At most 18 digits with an optional sign, which no integer overflows; nil for other texts.
  private func wholeNumber(_ column: Int) -> Int? {
    let field = fields[column]
    guard field.start < field.end else { return nil }
    let isNegative = bytes[field.start] == UInt8(ascii: "-")
    let digits = bytes[(isNegative ? field.start + 1 : field.start)..<field.end]
    guard 1...18 ~= digits.count else { return nil }
    var value = 0
    for byte in digits {
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = 10 * value + Int(digit)
    }
    return isNegative ? -value : value
  }

  /// A count, which must be there and not negative.
  public func count(_ column: Int) throws(CSVError) -> Int {
    guard let value = try integer(column), value >= 0 else { throw mistake(column, "a count") }
    return value
  }

  /// A double with `inf`, `-inf` and `nan`; nil where the field is empty.
  public func number(_ column: Int) throws(CSVError) -> Double? {
    guard !isEmpty(column) else { return nil }
    // Whole numbers, such as costs, need no text; `-0` does.
    if let value = wholeNumber(column), value != 0 { return Double(value) }
    guard let value = decimal(column) else { throw mistake(column, "a number") }
    return value
  }

  private func decimal(_ column: Int) -> Double? {
    Double(String(decoding: bytes[fields[column].start..<fields[column].end], as: UTF8.self))
  }

  /// `1` or `0`; nil where the field is empty.
  public func flag(_ column: Int) throws(CSVError) -> Bool? {
    switch try integer(column) {
    case nil: return nil
    case 0: return false
    case 1: return true
    default: throw mistake(column, "0 or 1")
    }
  }

  /// 16 hexadecimal digits.
  public func hexadecimal(_ column: Int) throws(CSVError) -> UInt64 {
    let field = fields[column]
    var value: UInt64 = 0
    var isDamaged = field.end - field.start != 16
    for at in field.start..<field.end where !isDamaged {
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(bytes[at] - 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(bytes[at] - 87)
      default: isDamaged = true
      }
    }
    if isDamaged { throw mistake(column, "16 hexadecimal digits") }
    return value
  }

  /// What is wrong with a field of the current row.
  ///
  /// - Parameter expected: What must stand there: `a count`.
  public func mistake(_ column: Int, _ expected: String) -> CSVError {
    error(.field(column: columns[column], found: text(column), expected: expected))
  }

  /// What is wrong with the file as a whole, as a sentence without its full stop.
  ///
  /// - Parameter line: From 1; 0: no line is to blame more than another.
  public func mistake(_ sentence: String, line: Int = 0) -> CSVError {
    CSVError(file: file, line: line, .content(sentence))
  }
}
