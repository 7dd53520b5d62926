import GradCore

/// Writes CSV (RFC 4180, UTF-8, `.` decimals) into a byte buffer and the buffer to a file.
///
/// - An empty field says *not applicable, not measured or not reached*; NaN is written so. Infinite
///   values are `inf` and `-inf`.
/// - Text that a spreadsheet would run (`=`, `+`, `-`, `@` at the front) gets a leading `'`.
/// - Lines end in a line feed alone, so that `cut` and `awk` see clean last columns.
///
/// Doubles are the cost of a row (their shortest text takes some 100 ns), so the texts of recent
/// ones are kept, found by their bits: equal numbers stand in neighbouring columns and rows.
public struct CSVWriter: ~Copyable {
  private var bytes: [UInt8] = []
  private var file: WholeFile
  private var failure: RunFolderError?
  private var cache = NumberTextCache()

  /// Bytes that gather before they are written.
  private static let flushCount = 1 << 18

  init(file: consuming WholeFile) {
    self.file = file
    bytes.reserveCapacity(Self.flushCount + (1 << 14))
  }

  /// A text field, quoted where it must be.
  public mutating func text(_ text: String) {
    Self.appendText(text, to: &bytes)
    bytes.append(UInt8(ascii: ","))
  }

  /// A field of ASCII that needs no quotes: an id, an enumeration's name.
  public mutating func plain(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: ","))
  }

  /// Fields made before by ``fields(_:)``, separators included.
  public mutating func prepared(_ fields: [UInt8]) { bytes.append(contentsOf: fields) }

  /// Fields that many rows share, ready for ``prepared(_:)``.
  public static func fields(_ texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      appendText(text, to: &bytes)
      bytes.append(UInt8(ascii: ","))
    }
    return bytes
  }

  public mutating func empty() { bytes.append(UInt8(ascii: ",")) }

  public mutating func integer(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude)
    bytes.append(UInt8(ascii: ","))
  }

  /// nil is empty.
  public mutating func integer(_ value: Int?) {
    if let value { integer(value) } else { empty() }
  }

  /// The shortest text that reads back to the same bits, integers without `.0`; NaN is empty.
  public mutating func number(_ value: Double) {
    if !value.isNaN { cache.append(value, to: &bytes) }
    bytes.append(UInt8(ascii: ","))
  }

  /// As ``number(_:)``, but NaN was found, not left out, and is written `nan`.
  public mutating func measured(_ value: Double) {
    cache.append(value, to: &bytes)
    bytes.append(UInt8(ascii: ","))
  }

  /// nil is empty.
  public mutating func number(_ value: Double?) { number(value ?? .nan) }

  /// 16 hexadecimal digits.
  public mutating func hexadecimal(_ value: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
    bytes.append(UInt8(ascii: ","))
  }

  /// `1` or `0`.
  public mutating func flag(_ value: Bool) {
    bytes.append(value ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    bytes.append(UInt8(ascii: ","))
  }

  /// Ends the row: its last separator becomes the end of the line.
  public mutating func endRow() {
    if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= Self.flushCount { flush() }
  }

  private mutating func flush() {
    guard failure == nil else { return bytes.removeAll(keepingCapacity: true) }
    let result = bytes.withUnsafeBytes { raw -> Result<Void, RunFolderError> in
      Result { () throws(RunFolderError) in try file.write(raw) }
    }
    if case .failure(let error) = result { failure = error }
    bytes.removeAll(keepingCapacity: true)
  }

  consuming func commit() throws(RunFolderError) {
    flush()
    if let failure { throw failure }
    try file.commit()
  }

  private mutating func appendDigits(_ value: UInt) {
    if value < 10 { return bytes.append(48 + UInt8(truncatingIfNeeded: value)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value
      var position = 20
      repeat {
        position -= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        digits[position] = 48 + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[position...]))
    }
  }

  private static func appendText(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { utf8 in
      var needsQuotes = false
      for byte in utf8
      where byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 {
        needsQuotes = true
        break
      }
      let isRisky =
        switch utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        default: false
        }
      guard needsQuotes || isRisky else { return bytes.append(contentsOf: utf8) }
      if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
      if isRisky { bytes.append(UInt8(ascii: "'")) }
      for byte in utf8 {
        bytes.append(byte)
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      }
      if needsQuotes { bytes.append(UInt8(ascii: "\"")) }
    }
  }
}
