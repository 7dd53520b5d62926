import GradCore
import GradText

extension JSONReader {
  /// Whether a byte can be part of a number or a bare word; anything beyond ASCII can.
  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), 0x80...:
      true
    default: false
    }
  }

  /// Takes the number or bare word that begins here.
  mutating func takeWord() -> String {
    let begin = position
    while let byte = peek, Self.isWordByte(byte) { position += 1 }
    return String(decoding: bytes[begin..<position], as: UTF8.self)
  }

  /// Reads a number, `true`, `false` or `null`; anything else is told and broken.
  mutating func word(at location: SourceLocation) -> JSONNode.Kind {
    let word = takeWord()
    switch word {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: break
    }
    if let flaw = NumberGrammar.flaw(in: word) {
      tell(at: location, flaw)
      return .broken
    }
    guard let value = Double(word), value.isFinite else {
      tell(at: location, "is \(printable(word)), which is beyond the largest Double, 1.8e308.")
      return .broken
    }
    let mantissa = word.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    if value == 0, mantissa.contains(where: { (UInt8(ascii: "1")...UInt8(ascii: "9")) ~= $0 }) {
      tell(
        at: location,
        "is \(printable(word)), which is not 0 but closer to it than any Double; write 0.")
      return .broken
    }
    return .number(JSONNumber(text: word, value: value))
  }
}
