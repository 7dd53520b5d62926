/// A word of a formula and where it stands.
struct FormulaToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case name
    /// One of `+ - * / ^ ( ) [ ] , <`.
    case symbol(UInt8)
    case end
  }

  var kind: Kind
  /// Offsets of bytes.
  var start: Int
  var end: Int

  func `is`(_ symbol: Unicode.Scalar) -> Bool { kind == .symbol(UInt8(ascii: symbol)) }
}

/// Cuts the bytes of a formula into words.
struct FormulaScanner {
  let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func position(_ offset: Int) -> FormulaPosition { FormulaPosition(of: offset, in: bytes) }

  func text(_ token: FormulaToken) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
  private func isDigit(_ index: Int) -> Bool { FormulaNames.isDigit(byte(index)) }

  mutating func next() throws(FormulaError) -> FormulaToken {
    while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    let start = offset
    guard start < bytes.count else { return FormulaToken(kind: .end, start: start, end: start) }
    let first = bytes[start]
    if FormulaNames.isDigit(first) || first == UInt8(ascii: ".") { return try number() }
    if FormulaNames.isLetter(first) {
      while FormulaNames.isLetter(byte(offset)) || isDigit(offset) { offset += 1 }
      return FormulaToken(kind: .name, start: start, end: offset)
    }
    switch Unicode.Scalar(first) {
    case "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "<":
      offset += 1
      return FormulaToken(kind: .symbol(first), start: start, end: offset)
    default: throw stray(at: start)
    }
  }

  /// `(0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`, or without the digits before the point.
  private mutating func number() throws(FormulaError) -> FormulaToken {
    let start = offset
    skipDigits()
    let whole = offset - start
    if whole > 1, bytes[start] == UInt8(ascii: "0") {
      throw malformed(start, "begins with 0 and another digit. Write it without the 0.")
    }
    if byte(offset) == UInt8(ascii: ".") {
      offset += 1
      let fraction = offset
      skipDigits()
      if offset == fraction {
        throw malformed(
          start, "needs a digit behind the point, as in \(whole > 0 ? "5.0" : "0.5").")
      }
    }
    if byte(offset) == UInt8(ascii: "e") || byte(offset) == UInt8(ascii: "E") {
      let hasSign = byte(offset + 1) == UInt8(ascii: "+") || byte(offset + 1) == UInt8(ascii: "-")
      if isDigit(offset + (hasSign ? 2 : 1)) {
        offset += hasSign ? 2 : 1
        skipDigits()
      }
    }
    if offset - start > FormulaLimits.numberCharacters {
      throw malformed(
        start, "has more than \(FormulaLimits.numberCharacters) characters.")
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else {
      throw malformed(start, "is too large for a number; the greatest is 1.8e308.")
    }
    return FormulaToken(kind: .number(value), start: start, end: offset)
  }

  private mutating func skipDigits() { while isDigit(offset) { offset += 1 } }

  private func malformed(_ start: Int, _ explanation: String) -> FormulaError {
    let text = String(decoding: bytes[start..<Swift.min(offset, start + 40)], as: UTF8.self)
    return .malformedNumber(
      offset > start + 40 ? text + "…" : text, explanation: explanation, at: position(start))
  }

  private func stray(at start: Int) -> FormulaError {
    // Decoded apart from what follows: only this one character is of interest.
    var iterator = bytes[start..<Swift.min(start + 4, bytes.count)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      return .notUTF8(at: position(start))
    }
    return .strayCharacter(
      String(scalar), advice: FormulaNames.advice(forCharacter: scalar), at: position(start))
  }
}
