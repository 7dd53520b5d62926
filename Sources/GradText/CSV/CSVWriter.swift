/// Writes CSV (RFC 4180, UTF-8, `.` decimals) into a byte buffer, and the buffer to a file where
/// there is one.
///
/// - An empty field says *not applicable, not measured or not reached*; NaN is written so. Infinite
///   values are `inf` and `-inf`.
/// - Text that a spreadsheet would run (`=`, `+`, `-`, `@` at the front) gets a leading `'`.
/// - Lines end in a line feed alone, so that `cut` and `awk` see clean last columns.
///
/// Doubles are the cost of a row (their shortest text takes some 100 ns), so the texts of recent
/// ones are kept, found by their bits: equal numbers stand in neighbouring columns and rows.
public struct CSVWriter: ~Copyable {
  private var buffer = ByteBuffer(capacity: flushCount + (1 << 14))
  private var file: WholeFile?
  private var failure: FileError?
  private var cache = NumberTextCache()
  private var digest: CSVDigestBuilder?
  /// Where the current row begins in the buffer.
  private var rowStart = 0

  /// Bytes that gather before they are written.
  private static let flushCount = 1 << 18
  private static let separator = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")

  /// Begins a file; it appears with ``commit()``.
  ///
  /// - Parameter makesDigest: Whether ``digest(kinds:)`` will be asked for.
  public init(file: consuming WholeFile, makesDigest: Bool = false) {
    self.file = .some(file)
    if makesDigest { digest = CSVDigestBuilder() }
  }

  /// Begins a text in memory; ``bytes`` gives it.
  public init() { self.file = nil }

  /// What is written and is not in a file yet.
  public var bytes: [UInt8] { Array(buffer.bytes) }

  /// A text field, quoted where it must be.
  public mutating func text(_ text: String) {
    buffer.append(field: text)
    buffer.append(Self.separator)
  }

  /// Fields made before by ``fields(_:)``, separators included.
  public mutating func prepared(_ fields: [UInt8]) {
    fields.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }

  /// Texts that many rows share, ready for ``prepared(_:)``.
  public static func fields(_ texts: [String]) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 128)
    for text in texts {
      buffer.append(field: text)
      buffer.append(separator)
    }
    return Array(buffer.bytes)
  }

  /// Numbers that many rows share, ready for ``prepared(_:)``.
  public static func fields(_ integers: [Int]) -> [UInt8] {
    var buffer = ByteBuffer(capacity: 64)
    for value in integers {
      buffer.append(value)
      buffer.append(separator)
    }
    return Array(buffer.bytes)
  }

  public mutating func empty() { buffer.append(Self.separator) }

  public mutating func integer(_ value: Int) {
    buffer.append(value)
    buffer.append(Self.separator)
  }

  /// nil is empty.
  public mutating func integer(_ value: Int?) {
    if let value { integer(value) } else { empty() }
  }

  /// The shortest text that reads back to the same bits, integers without `.0`; NaN is empty.
  public mutating func number(_ value: Double) {
    if value.isNaN { empty() } else { measured(value) }
  }

  /// nil is empty.
  public mutating func number(_ value: Double?) { number(value ?? .nan) }

  /// As ``number(_:)``, but NaN was found, not left out, and is written `nan`.
  public mutating func measured(_ value: Double) {
    // Whole numbers, such as costs, as `shortestText` writes them, without its String.
    if value.magnitude < 1e15, value == value.rounded(), value != 0 {
      buffer.append(Int(value))
    } else {
      cache.append(value, to: &buffer)
    }
    buffer.append(Self.separator)
  }

  /// 16 hexadecimal digits.
  public mutating func hexadecimal(_ value: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift -= 4
      let digit = UInt8(truncatingIfNeeded: value >> shift) & 15
      buffer.append(digit < 10 ? 48 + digit : 87 + digit)
    }
    buffer.append(Self.separator)
  }

  /// `1` or `0`.
  public mutating func flag(_ value: Bool) {
    buffer.append(value ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    buffer.append(Self.separator)
  }

  /// Fields that many rows share, ready for ``prepared(_:)``.
  public static func fields(_ write: (inout CSVWriter) -> Void) -> [UInt8] {
    var writer = CSVWriter()
    write(&writer)
    return writer.bytes
  }

  /// Ends the header, whose names are no row.
  public mutating func endHeader() {
    endLine()
    digest?.add(header: Array(buffer.bytes[rowStart...]))
    rowStart = buffer.count
  }

  /// Ends the row.
  public mutating func endRow() {
    endLine()
    digest?.add(row: UnsafeRawBufferPointer(rebasing: buffer.bytes[rowStart...]))
    rowStart = buffer.count
    if buffer.count >= Self.flushCount, file != nil { flush() }
  }

  /// The last separator becomes the end of the line. A lone empty field is quoted, since readers skip
  /// empty lines.
  private mutating func endLine() {
    if buffer.last == Self.separator {
      buffer.removeLast()
      if buffer.last ?? Self.lineFeed == Self.lineFeed {
        buffer.append(Self.quote)
        buffer.append(Self.quote)
      }
    }
    buffer.append(Self.lineFeed)
  }

  /// What tells these values from others; nil where no digest was asked for.
  ///
  /// - Parameter kinds: As ``CSVDigest/kinds``.
  public mutating func digest(kinds: String) -> CSVDigest? { digest?.digest(kinds: kinds) }

  /// A failure is kept for ``commit()``, so that no row has to be tried.
  private mutating func flush() {
    if failure == nil {
      do throws(FileError) { try file?.write(buffer.bytes) } catch { failure = error }
    }
    buffer.removeAll()
    rowStart = 0
  }

  /// Writes what is left and lets the file appear; the first failure of any row is thrown here.
  public consuming func commit() throws(FileError) {
    flush()
    if let failure { throw failure }
    switch consume file {
    case .some(let file): try file.commit()
    case nil: break
    }
  }
}
