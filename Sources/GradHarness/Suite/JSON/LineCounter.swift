/// Turns byte offsets into lines and columns, in one pass over the text.
struct LineCounter {
  private var offset: Int
  private var line = 1
  private var column = 1
  private var afterReturn = false

  /// Counts from a byte offset on, which is line 1, column 1.
  init(from offset: Int) {
    self.offset = offset
  }

  /// The location of a byte. Offsets must not decrease from call to call: that is what makes the
  /// counting linear. For an earlier offset the last location is given again.
  mutating func location(of target: Int, in bytes: [UInt8]) -> SourceLocation {
    let end = min(target, bytes.count)
    while offset < end {
      advance(over: bytes[offset])
      offset += 1
    }
    return SourceLocation(line: line, column: column)
  }

  private mutating func advance(over byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"):
      // CR LF is one line end, counted at the CR.
      if !afterReturn { line += 1 }
      column = 1
      afterReturn = false
    case UInt8(ascii: "\r"):
      line += 1
      column = 1
      afterReturn = true
    default:
      // Continuation bytes belong to the scalar that is counted already.
      if byte & 0b1100_0000 != 0b1000_0000 { column += 1 }
      afterReturn = false
    }
  }
}
