import GradNumerics
import GradText

/// The names of the formula language, and what other languages call them.
enum FormulaNames {
  static let elementary: [String: ElementaryFunction] = Dictionary(
    uniqueKeysWithValues: ElementaryFunction.allCases.map { ($0.name, $0) })
  /// Every name that is followed by parentheses.
  static let functions =
    ElementaryFunction.allCases.map(\.name) + ["max", "min", "select", "sum", "prod"]
  private static let functionSet = Set(functions)

  static func isFunction(_ name: String) -> Bool { functionSet.contains(name) }

  /// What a name means that cannot be a variable, or nil.
  static func meaning(of name: String) -> String? {
    switch name {
    case "n": "the dimension"
    case "pi", "e": "a constant"
    default: isFunction(name) ? "a function" : nil
    }
  }

  /// How a function is called: `max(a, b)`.
  static func usage(of function: String) -> String {
    switch function {
    case "max", "min": "\(function)(x, y)"
    case "select": "select(x < y, x, y)"
    case "sum": "sum(i, 1, n, x[i]^2)"
    case "prod": "prod(i, 1, n, x[i])"
    default: "\(function)(x)"
    }
  }

  /// What to write for an unknown function.
  static func advice(forFunction name: String) -> String {
    switch name.lowercased() {
    case "ln": "Write 'log' for the natural logarithm."
    case "log10", "log2": "Write log(x)/log(\(name.dropFirst(3)))."
    case "arcsin", "arccos", "arctan": "Write 'a\(name.lowercased().dropFirst(3))'."
    case "atan2": "Write 'atan' of a quotient."
    case "pow", "power": "Write '^': x^2."
    case "fabs": "Write 'abs'."
    case "if", "where", "ifelse", "piecewise": "Write 'select(x < y, x, y)'."
    case "product": "Write 'prod'."
    default:
      if name.utf8.count > 1, let near = closest(to: name, in: functions) {
        "Did you mean \(quoted(near))?"
      } else {
        "For a product write \(quoted(printable(name, limit: 20) + "*("))."
      }
    }
  }

  /// What to write for a character that formulas do not have.
  static func advice(forCharacter character: Unicode.Scalar) -> String? {
    switch character {
    case "×", "·", "⋅", "∙": "Write '*' for a product."
    case "÷", "∕": "Write '/' for a quotient."
    case "−", "–", "—": "Write '-' (the hyphen of the keyboard) for minus."
    case "²", "³": "Write '^\(character == "²" ? 2 : 3)' for a power."
    case "√": "Write 'sqrt(…)'."
    case "π": "Write 'pi'."
    case "∑", "Σ": "Write 'sum(i, 1, n, …)'."
    case "∏", "Π": "Write 'prod(i, 1, n, …)'."
    case "|": "Write 'abs(…)'."
    case "=": "A formula is what stands right of the '='."
    case "{", "}": "Use parentheses."
    case ">": "Compare with '<': select(x < y, x, y)."
    case "%", "!", "&", "?", ":", ";", "\"", "'", "$", "#", "@", "~", "`", "\\": nil
    default: character.properties.isAlphabetic ? "Names have the letters a-z, digits and _." : nil
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || isDigit($0) }
  }

  /// The whole number at the end of a name and what stands before it: ("x", 10) for `x10`. Numbers
  /// with a leading 0 or above the greatest dimension are none.
  static func numbered(_ name: String) -> (base: String, number: Int)? {
    let bytes = Array(name.utf8)
    guard let last = bytes.lastIndex(where: { !isDigit($0) }) else { return nil }
    let digits = bytes[(last + 1)...]
    guard let first = digits.first, first != UInt8(ascii: "0"), digits.count <= 7,
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    return (String(decoding: bytes[...last], as: UTF8.self), number)
  }

  /// Natural order: as bytes, but runs of digits by their number, so that x2 stands before x10.
  static func isOrdered(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if isDigit(a[i]), isDigit(b[j]) {
        let (p, q) = (digitRun(a, &i), digitRun(b, &j))
        if p.count != q.count { return p.count < q.count }
        if p != q { return p.lexicographicallyPrecedes(q) }
      } else {
        if a[i] != b[j] { return a[i] < b[j] }
        i += 1
        j += 1
      }
    }
    if i < a.count || j < b.count { return j < b.count }
    // Numbers alike but for leading zeros: x1 before x01.
    return a.count != b.count ? a.count < b.count : a.lexicographicallyPrecedes(b)
  }

  /// The digits from `index` on without leading zeros; moves behind them.
  private static func digitRun(_ bytes: [UInt8], _ index: inout Int) -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    return bytes[start..<index].drop { $0 == UInt8(ascii: "0") }
  }
}
