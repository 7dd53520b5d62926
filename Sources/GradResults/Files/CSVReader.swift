import Foundation

/// Reads CSV (RFC 4180, lines ended by LF or CRLF) from memory, row after row. Fields stay bytes
/// until they are asked for, since most are not.
///
/// What is damaged is an error with file, line and column; nothing a file may hold traps.
struct CSVReader {
  /// As messages name it.
  let file: String
  private let bytes: [UInt8]
  /// The size of the file.
  var byteCount: Int { bytes.count }
  private var position = 0
  /// The line, from 1, on which the current row begins.
  private(set) var line = 0
  private var nextLine = 1
  private var fields: [Field] = []
  private let header: [String]

  private struct Field {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The position of a column that the format has.
  static func position(of name: String, in columns: [String]) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      preconditionFailure("no column \(name) among \(columns)")
    }
    return index
  }

  /// Reads the header, which must begin with `columns`; later versions may append others.
  init(file: String, bytes: [UInt8], columns: [String]) throws(StoredRunError) {
    self.file = file
    self.bytes = bytes
    header = columns
    fields.reserveCapacity(columns.count)
    guard try readRow() else { throw .damaged(file: file, line: 1, what: "the file is empty") }
    for (index, column) in columns.enumerated() {
      let found = index < fields.count ? text(index) : nil
      guard found == column else {
        throw .damaged(
          file: file, line: 1,
          what: "column \(index + 1) must be \(column), but is \(found ?? "missing")")
      }
    }
  }

  /// Goes to the next row; false at the end of the file.
  mutating func nextRow() throws(StoredRunError) -> Bool {
    guard try readRow() else { return false }
    guard fields.count >= header.count else {
      throw .damaged(
        file: file, line: line, what: "the row has \(fields.count) of \(header.count) fields")
    }
    return true
  }

  private mutating func readRow() throws(StoredRunError) -> Bool {
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
    if isOpen { throw .damaged(file: file, line: line, what: "a quote is never closed") }
    if hasTail {
      throw .damaged(file: file, line: line, what: "there is text behind a closing quote")
    }
    return true
  }

  /// The bytes of neighbouring fields as they stand in the file, to tell rows of one cell apart from
  /// the next without reading them.
  func raw(_ columns: Range<Int>) -> ArraySlice<UInt8> {
    guard let first = columns.first, let last = columns.last else { return [] }
    let start = fields[first].start - (fields[first].isQuoted ? 1 : 0)
    let end = fields[last].end + (fields[last].isQuoted ? 1 : 0)
    return bytes[start..<end]
  }

  func isEmpty(_ column: Int) -> Bool { fields[column].start == fields[column].end }

  /// The text of a field, without the quotes and without the `'` that keeps spreadsheets from
  /// running it.
  func text(_ column: Int) -> String {
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

  /// Decimal digits with an optional sign; nil where the field is empty.
  func integer(_ column: Int) throws(StoredRunError) -> Int? {
    guard !isEmpty(column) else { return nil }
    guard let value = wholeNumber(column) else { throw mistake(column, "an integer") }
    return value
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
  func count(_ column: Int) throws(StoredRunError) -> Int {
    guard let value = try integer(column), value >= 0 else { throw mistake(column, "a count") }
    return value
  }

  /// A double with `inf`, `-inf` and `nan`; nil where the field is empty.
  func number(_ column: Int) throws(StoredRunError) -> Double? {
    guard !isEmpty(column) else { return nil }
    // Whole numbers, such as costs, need no text; `-0` does.
    if let value = wholeNumber(column), value != 0 { return Double(value) }
    guard
      let value = Double(
        String(decoding: bytes[fields[column].start..<fields[column].end], as: UTF8.self))
    else { throw mistake(column, "a number") }
    return value
  }

  /// `1` or `0`; nil where the field is empty.
  func flag(_ column: Int) throws(StoredRunError) -> Bool? {
    switch try integer(column) {
    case nil: return nil
    case 0: return false
    case 1: return true
    default: throw mistake(column, "0 or 1")
    }
  }

  /// 16 hexadecimal digits.
  func hexadecimal(_ column: Int) throws(StoredRunError) -> UInt64 {
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
  func mistake(_ column: Int, _ expected: String) -> StoredRunError {
    .damaged(
      file: file, line: line,
      what: "\(header[column]) must be \(expected), but is '\(text(column))'")
  }
}
