import GradCore
import GradText

extension JSONReader {
  /// The byte at the current position, or nothing at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The current line and column.
  var here: SourceLocation {
    mutating get { lines.location(of: position, in: bytes) }
  }

  /// Takes a byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  /// The character here, as error messages show it.
  var found: String {
    guard peek != nil else { return "the end of the file" }
    let tail = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
    return tail.unicodeScalars.first.map { quoted(String($0)) } ?? "the end of the file"
  }

  /// Skips white space and comments.
  mutating func skipBlanks() throws(Stop) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "/"): try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(Stop) {
    let location = here
    switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
    case UInt8(ascii: "/"):
      while let byte = peek, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
        position += 1
      }
    case UInt8(ascii: "*"):
      position += 2
      while let byte = peek {
        position += 1
        if byte == UInt8(ascii: "*"), take(UInt8(ascii: "/")) { return }
      }
      throw stop(at: location, "the comment that begins here is never closed with '*/'.")
    default:
      throw stop("expected a comment, '//' or '/*', but found a single '/'.")
    }
  }
}
