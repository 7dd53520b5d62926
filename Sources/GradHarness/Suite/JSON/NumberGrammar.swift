import GradCore
import GradText

/// The numbers of JSON: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
enum NumberGrammar {
  /// Longer numbers are refused: the exact value of any `Double` has at most 1,076 characters,
  /// sign, point and all.
  static let mostCharacters = 1_100

  /// What keeps a word from being a number, as the rest of a sentence, or nothing if it is one.
  ///
  /// - Parameter word: What was written: letters, digits, signs and points.
  static func flaw(in word: String) -> String? {
    let count = word.utf8.count
    if count > mostCharacters {
      return "is a number or word of \(count) characters; at most \(mostCharacters) are read."
    }
    if matches(word.utf8[...]) { return nil }
    return "is \(shown(word)), which JSON does not have: \(advice(word))"
  }

  private static func shown(_ word: String) -> String { printable(word, limit: 40) }

  private static func matches(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    if whole.count == 0 || whole.count > 1 && whole.first == UInt8(ascii: "0") { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if takeDigits(&rest).count == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      if takeDigits(&rest).count == 0 { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(
    _ rest: inout Substring.UTF8View
  ) -> (count: Int, first: UInt8?) {
    let first = rest.first
    var count = 0
    while let byte = rest.first, isDigit(byte) {
      rest.removeFirst()
      count += 1
    }
    return (count, first)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func advice(_ word: String) -> String {
    let bytes = Array(word.utf8)
    let isNegative = bytes.first == UInt8(ascii: "-")
    let isSigned = isNegative || bytes.first == UInt8(ascii: "+")
    let magnitude = Array(bytes.dropFirst(isSigned ? 1 : 0))
    let lower = String(decoding: magnitude, as: UTF8.self).lowercased()
    switch lower {
    case "nan", "inf", "infinity": return "write a finite number."
    case "true", "false": return "write \(lower)."
    case "null", "none", "nil", "undefined": return "write null."
    default: break
    }
    if bytes.first == UInt8(ascii: "+"), matches(word.utf8.dropFirst()) {
      return "write \(shown(String(word.dropFirst()))) without the plus sign."
    }
    if magnitude.first == UInt8(ascii: ".") || magnitude.first.map(isDigit) == true {
      return numberAdvice(magnitude)
    }
    return "put a text in double quotes."
  }

  /// Advice for what begins like a number, without its sign.
  private static func numberAdvice(_ bytes: [UInt8]) -> String {
    if bytes.first == UInt8(ascii: ".") { return "a digit must stand before the point, as in 0.5." }
    if bytes.count >= 2, bytes[0] == UInt8(ascii: "0"), isDigit(bytes[1]) {
      return "a number must not begin with 0 and another digit."
    }
    if bytes.contains(UInt8(ascii: "_")) { return "write the digits without '_'." }
    if let point = bytes.firstIndex(of: UInt8(ascii: ".")) {
      let next = bytes.index(after: point)
      if next == bytes.endIndex || !isDigit(bytes[next]) {
        return "a digit must stand behind the point, as in 5.0."
      }
    }
    return "write a decimal number such as 10, 0.5 or 1e-3."
  }
}
