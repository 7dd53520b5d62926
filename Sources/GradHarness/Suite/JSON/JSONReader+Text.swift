import GradCore
import GradText

extension JSONReader {
  /// Reads the text whose opening quote is here.
  ///
  /// The first bad escape or control character is told, the rest of the text is read past.
  ///
  /// - Returns: The text, or nothing if a mistake was told.
  mutating func text(at location: SourceLocation) throws(Stop) -> String? {
    position += 1
    var begin = position
    var decoded: [UInt8] = []
    var isBroken = false
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        let end = position
        position += 1
        if isBroken { return nil }
        if decoded.isEmpty { return String(decoding: bytes[begin..<end], as: UTF8.self) }
        decoded += bytes[begin..<end]
        return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"):
        decoded += bytes[begin..<position]
        let escape = position
        if let scalar = escapedScalar() {
          decoded += String(Character(scalar)).utf8
        } else if !isBroken {
          isBroken = true
          let place = lines.location(of: escape, in: bytes)
          let message = complaint(aboutEscapeAt: escape)
          tell(at: place, message)
        }
        begin = position
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw stop(at: location, "the text that begins here has no closing quote on its line.")
      case ..<0x20:
        if !isBroken {
          isBroken = true
          let code = printable(String(Unicode.Scalar(byte)))
          tell(at: here, "holds the control character \(code) itself; write an escape.")
        }
        position += 1
      default: position += 1
      }
    }
    throw stop(at: location, "the text that begins here has no closing quote.")
  }

  /// Reads past the escape that begins here, a surrogate pair in one.
  ///
  /// - Returns: What it stands for, or nothing if it is no escape of JSON.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    position += 1
    guard let letter = peek else { return nil }
    // A line end or a quote behind a backslash must still be seen by the caller.
    if letter == UInt8(ascii: "u") {
      position += 1
      return unicodeEscape()
    }
    guard let scalar = Self.escape(letter) else { return nil }
    position += 1
    return scalar
  }

  private static func escape(_ letter: UInt8) -> Unicode.Scalar? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let high = fourHexDigits() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    let behindHigh = position
    if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = fourHexDigits(),
      (0xDC00..<0xE000).contains(low)
    {
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
    position = behindHigh
    return nil
  }

  private mutating func fourHexDigits() -> UInt32? {
    guard bytes.count - position >= 4 else { return nil }
    var code: UInt32 = 0
    for offset in 0..<4 {
      let byte = bytes[position + offset]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt32(byte & 0x0F)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        code = code << 4 | UInt32(byte & 0x0F + 9)
      default: return nil
      }
    }
    position += 4
    return code
  }

  private func complaint(aboutEscapeAt escape: Int) -> String {
    let tail = String(decoding: bytes[escape..<min(escape + 6, bytes.count)], as: UTF8.self)
    guard tail.hasPrefix("\\u") else {
      let sign = printable(String(tail.prefix(2)))
      return "holds '\(sign)', which is no escape of JSON; a backslash itself is '\\\\'."
    }
    if position == escape + 6 {
      return "holds '\(tail)', half of a surrogate pair without its other half."
    }
    return "holds an escape '\\u' without four hexadecimal digits behind it."
  }
}
