/// A place in the text of a formula.
public struct FormulaPosition: Sendable, Hashable, CustomStringConvertible {
  /// From 1; CR LF is one line end.
  public let line: Int
  /// From 1, counted in Unicode scalars.
  public let column: Int
  /// Bytes of UTF-8 before it.
  public let offset: Int

  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// `column 5`, from the second line on `line 2, column 5`.
  public var description: String {
    line == 1 ? "column \(column)" : "line \(line), column \(column)"
  }

  /// The position of a byte, found by counting from the beginning.
  init(of offset: Int, in bytes: [UInt8]) {
    var line = 1
    var column = 1
    var afterReturn = false
    for byte in bytes.prefix(offset) {
      switch byte {
      case UInt8(ascii: "\n"):
        if !afterReturn { line += 1 }
        column = 1
      case UInt8(ascii: "\r"):
        line += 1
        column = 1
      // Continuation bytes belong to a scalar that is counted already.
      default: if byte & 0b1100_0000 != 0b1000_0000 { column += 1 }
      }
      afterReturn = byte == UInt8(ascii: "\r")
    }
    self.init(line: line, column: column, offset: offset)
  }
}
