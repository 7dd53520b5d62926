import GradNumerics
import GradText

/// Precedence climbing with bounded depth: recursion follows nesting, never the length of a sum.
struct FormulaParser {
  private var scanner: FormulaScanner
  private var token: FormulaToken
  private var previous: FormulaToken
  private var tree = FormulaTree()
  private var nameIndices: [String: Int32] = [:]
  /// The names of the indices of the loops around, outermost first.
  private var openIndices: [String] = []
  private var depth = 0

  /// How tightly an operator binds. A sign binds like a product's factor that takes powers first.
  private enum Binding { static let sum = 1, product = 2, power = 3 }

  static func parse(_ bytes: [UInt8]) throws(FormulaError) -> FormulaTree {
    guard bytes.count <= FormulaLimits.bytes else {
      throw .tooLong(bytes: bytes.count, limit: FormulaLimits.bytes)
    }
    var parser = try FormulaParser(bytes)
    if parser.token.kind == .end { throw .empty }
    parser.tree.root = try parser.expression(Binding.sum)
    guard parser.token.kind == .end else { throw parser.unexpected("an operator or the end") }
    return parser.tree
  }

  private init(_ bytes: [UInt8]) throws(FormulaError) {
    scanner = FormulaScanner(bytes)
    token = try scanner.next()
    previous = FormulaToken(kind: .end, start: 0, end: 0)
  }

  // MARK: Words

  private mutating func advance() throws(FormulaError) {
    previous = token
    token = try scanner.next()
  }

  private mutating func expect(
    _ symbol: Unicode.Scalar, _ expected: String
  ) throws(FormulaError) {
    guard token.is(symbol) else { throw unexpected(expected) }
    try advance()
  }

  private func position(_ offset: Int) -> FormulaPosition { scanner.position(offset) }

  private func unexpected(_ expected: String) -> FormulaError {
    let isEnd = token.kind == .end
    var advice: String?
    if token.is("*"), previous.is("*"), previous.end == token.start {
      advice = "Write '^' for a power: x^2."
    } else if token.is("<") {
      advice = "Comparisons stand in select(x < y, x, y)."
    } else if token.is(","), openIndices.isEmpty, case .number = previous.kind {
      advice = "Write '.' for the decimal point."
    }
    return .unexpected(
      found: isEnd ? "the end of the formula" : quoted(scanner.text(token)), expected: expected,
      advice: advice, at: position(token.start))
  }

  /// What to write where two operands stand side by side.
  private func missingOperator() -> FormulaError {
    let (left, right) = (scanner.text(previous), scanner.text(token))
    let isShort = left.utf8.count + right.utf8.count <= 40
    let example = isShort && !previous.is("]") ? "\(left)*\(right)" : "*"
    return .missingOperator(
      advice: "For a product write \(quoted(example)).", at: position(token.start))
  }

  private mutating func enter(_ offset: Int) throws(FormulaError) {
    depth += 1
    if depth > FormulaLimits.depth {
      throw .tooDeep(limit: FormulaLimits.depth, at: position(offset))
    }
  }

  private mutating func append(_ node: FormulaTree.Node) -> Int32 {
    tree.nodes.append(node)
    return Int32(tree.nodes.count - 1)
  }

  // MARK: Operations

  private mutating func expression(_ least: Int) throws(FormulaError) -> Int32 {
    var left = try operand()
    while true {
      let binding: Int
      let kind: FormulaTree.Node.Kind
      switch token.kind {
      case .symbol(let symbol):
        switch Unicode.Scalar(symbol) {
        case "+": (binding, kind) = (Binding.sum, .add)
        case "-": (binding, kind) = (Binding.sum, .subtract)
        case "*": (binding, kind) = (Binding.product, .multiply)
        case "/": (binding, kind) = (Binding.product, .divide)
        case "^": (binding, kind) = (Binding.power, .power)
        case "(": throw missingOperator()
        default: return left
        }
      case .number, .name: throw missingOperator()
      case .end: return left
      }
      if binding < least { return left }
      let offset = Int32(token.start)
      try advance()
      let right: Int32
      if kind == .power {
        // From the right: x^y^z is x^(y^z), and so one level deeper.
        try enter(Int(offset))
        right = try expression(Binding.power)
        depth -= 1
      } else {
        right = try expression(binding + 1)
      }
      left = append(.init(kind: kind, offset: offset, a: left, b: right))
    }
  }

  private mutating func operand() throws(FormulaError) -> Int32 {
    let start = token
    switch start.kind {
    case .number(let value):
      try advance()
      return append(.init(kind: .number, offset: Int32(start.start), number: value))
    case .name:
      try advance()
      return try named(scanner.text(start), at: start.start)
    case .symbol(UInt8(ascii: "(")):
      try enter(start.start)
      try advance()
      let inner = try expression(Binding.sum)
      try expect(")", "an operator or ')'")
      depth -= 1
      return inner
    case .symbol(UInt8(ascii: "-")), .symbol(UInt8(ascii: "+")):
      try enter(start.start)
      try advance()
      let inner = try expression(Binding.power)
      depth -= 1
      if start.is("+") { return inner }
      return append(.init(kind: .negate, offset: Int32(start.start), a: inner))
    case .symbol, .end: throw unexpected("a number, a name or '('")
    }
  }

  // MARK: Names

  private mutating func named(_ name: String, at offset: Int) throws(FormulaError) -> Int32 {
    if token.is("(") { return try call(name, at: offset) }
    if token.is("[") { return try element(name, at: offset) }
    let place = Int32(offset)
    if let slot = openIndices.firstIndex(of: name) {
      return append(.init(kind: .loopIndex, offset: place, a: Int32(slot)))
    }
    switch name {
    case "pi": return append(.init(kind: .number, offset: place, number: .pi))
    case "e": return append(.init(kind: .number, offset: place, number: 2.718281828459045))
    case "n": return append(.init(kind: .dimension, offset: place))
    default: break
    }
    if FormulaNames.isFunction(name) {
      throw .missingArguments(function: name, at: position(offset))
    }
    let index = variable(name, at: place)
    tree.isPlain[Int(index)] = true
    return append(.init(kind: .variable, offset: place, a: index))
  }

  private mutating func variable(_ name: String, at offset: Int32) -> Int32 {
    if let known = nameIndices[name] { return known }
    let index = Int32(tree.names.count)
    nameIndices[name] = index
    tree.names.append(name)
    tree.nameOffsets.append(offset)
    tree.isPlain.append(false)
    tree.isList.append(false)
    return index
  }

  private mutating func element(_ name: String, at offset: Int) throws(FormulaError) -> Int32 {
    if let meaning = FormulaNames.meaning(of: name)
      ?? (openIndices.contains(name) ? "a loop's index" : nil)
    {
      throw .takenName(name, meaning: "\(meaning) and has no elements", at: position(offset))
    }
    let list = variable(name, at: Int32(offset))
    tree.isList[Int(list)] = true
    try enter(token.start)
    try advance()
    let index = try expression(Binding.sum)
    try expect("]", "an operator or ']'")
    depth -= 1
    return append(.init(kind: .element, offset: Int32(offset), a: index, b: list))
  }

  private mutating func call(_ name: String, at offset: Int) throws(FormulaError) -> Int32 {
    guard FormulaNames.isFunction(name) else {
      if FormulaNames.meaning(of: name) != nil || openIndices.contains(name) {
        throw missingOperator()
      }
      throw .unknownFunction(
        name, advice: FormulaNames.advice(forFunction: name), at: position(offset))
    }
    try enter(token.start)
    try advance()
    defer { depth -= 1 }
    if name == "sum" || name == "prod" { return try loop(name, at: offset) }
    if name == "select" { return try select(at: offset) }
    var arguments = 0
    var result: Int32 = -1
    if !token.is(")") {
      while true {
        let argument = try expression(Binding.sum)
        arguments += 1
        if arguments == 1 {
          result = argument
        } else if name == "max" || name == "min" {
          result = append(
            .init(
              kind: name == "max" ? .max : .min, offset: Int32(offset), a: result, b: argument))
        }
        guard token.is(",") else { break }
        try advance()
      }
    }
    try expect(")", "an operator, ',' or ')'")
    if let function = FormulaNames.elementary[name] {
      guard arguments == 1 else {
        throw .argumentCount(
          function: name, found: arguments, expected: "1 argument", at: position(offset))
      }
      return append(
        .init(kind: .function, code: function.rawValue, offset: Int32(offset), a: result))
    }
    guard arguments >= 2 else {
      throw .argumentCount(
        function: name, found: arguments, expected: "2 arguments or more", at: position(offset))
    }
    return result
  }

  /// `select(a < b, then, else)` behind its parenthesis.
  private mutating func select(at offset: Int) throws(FormulaError) -> Int32 {
    let place = Int32(offset)
    if token.is(")") {
      throw .argumentCount(
        function: "select", found: 0, expected: "3 arguments", at: position(offset))
    }
    let left = try expression(Binding.sum)
    try expect("<", "an operator or '<'")
    let right = try expression(Binding.sum)
    let comparison = append(.init(kind: .comparison, offset: place, a: left, b: right))
    try argument(of: "select", 2, of: 3, at: offset)
    let first = try expression(Binding.sum)
    try argument(of: "select", 3, of: 3, at: offset)
    let second = try expression(Binding.sum)
    try expect(")", "an operator or ')'")
    let branches = append(.init(kind: .branches, offset: place, a: first, b: second))
    return append(.init(kind: .select, offset: place, a: comparison, b: branches))
  }

  // MARK: Loops

  private mutating func loop(_ name: String, at offset: Int) throws(FormulaError) -> Int32 {
    guard token.kind == .name else { throw unexpected("the name of an index") }
    let index = scanner.text(token)
    if let meaning = FormulaNames.meaning(of: index)
      ?? (openIndices.contains(index) ? "the index of a loop around" : nil)
    {
      throw .takenName(index, meaning: meaning, at: position(token.start))
    }
    try advance()
    try argument(of: name, 2, of: 4, at: offset)
    let lower = try expression(Binding.sum)
    try argument(of: name, 3, of: 4, at: offset)
    let upper = try expression(Binding.sum)
    try argument(of: name, 4, of: 4, at: offset)
    let begin = append(
      .init(
        kind: .loopBegin, code: name == "prod" ? 1 : 0, offset: Int32(offset), a: lower, b: upper))
    tree.indexNames[begin] = index
    openIndices.append(index)
    let term = try expression(Binding.sum)
    openIndices.removeLast()
    if token.is(",") {
      throw .unexpected(
        found: "','", expected: "')'",
        advice: "\(name) takes 4 arguments: "
          + "\(FormulaNames.usage(of: name)).", at: position(token.start))
    }
    try expect(")", "an operator or ')'")
    return append(.init(kind: .loopEnd, offset: Int32(offset), a: begin, b: term))
  }

  /// The comma before the argument with this number.
  private mutating func argument(
    of name: String, _ number: Int, of count: Int, at offset: Int
  ) throws(FormulaError) {
    if token.is(")") {
      throw .argumentCount(
        function: name, found: number - 1, expected: "\(count) arguments", at: position(offset))
    }
    try expect(",", count == 4 && number == 2 ? "','" : "an operator or ','")
  }
}
