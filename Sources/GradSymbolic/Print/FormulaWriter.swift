import GradNumerics

/// The text of one formula as it is written, with what is left of its length.
struct FormulaWriter {
  /// How tightly an expression binds; one that binds less than its place asks for is put in
  /// parentheses.
  enum Precedence: Int { case sum, product, power, atom }

  private let printer: FormulaPrinter
  private let store: UnsafeMutablePointer<NodeStore>
  private var text = ""
  private var remaining: Int
  private var isCut = false

  init(_ printer: FormulaPrinter) {
    self.printer = printer
    store = printer.graph.store
    remaining = printer.lengthLimit
  }

  var result: String { isCut && !text.hasSuffix("…") ? text + "…" : text }

  private func node(_ index: Int32) -> Node { store.pointee.nodes[Int(index)] }

  private mutating func put(_ part: String) {
    guard remaining > 0 else {
      isCut = true
      return
    }
    let count = part.utf8.count
    if count > remaining { isCut = true }
    text += count > remaining ? String(part.prefix(remaining)) : part
    remaining -= count
  }

  mutating func write(_ index: Int32, minimum: Precedence, depth: Int) {
    if remaining <= 0 {
      isCut = true
      return
    }
    if depth > FormulaPrinter.depthLimit { return put("…") }
    let node = node(index)
    switch node.kind {
    case .constant: write(node.constant, minimum)
    case .variable: put(printer.name(ofVariable: node.a))
    case .add, .subtract: writeSum(index, minimum, depth)
    case .negate, .multiply, .guardedMultiply, .divide: writeProduct(index, minimum, depth)
    case .integerPower:
      if node.exponent < 0 || ProductFactors.reciprocal(node.a, in: store) != nil {
        return writeProduct(index, minimum, depth)
      }
      writePower(node.a, exponent: node.exponent, minimum, depth)
    case .realPower, .indexPower:
      let exponent = self.node(node.b)
      if exponent.kind == .constant, exponent.constant == exponent.constant.rounded(),
        exponent.constant.magnitude > Double(Node.greatestExponent), exponent.constant.isFinite
      {
        return writeLargePower(node.a, exponent: exponent.constant, minimum, depth)
      }
      inParentheses(minimum.rawValue > Precedence.power.rawValue) {
        $0.write(node.a, minimum: .atom, depth: depth + 1)
        $0.put("^")
        $0.write(node.b, minimum: .atom, depth: depth + 1)
      }
    case .function: writeCall(node.function.name, [node.a], depth)
    case .max: writeCall("max", [node.a, node.b], depth)
    case .min: writeCall("min", [node.a, node.b], depth)
    case .select:
      // The textbook's form; where it is NaN, the derivative is 0 by convention.
      if let base = store.pointee.powerBase(ofLogarithm: node) {
        return writeCall("log", [base], depth)
      }
      if let slope = store.pointee.product(ofPowerSlope: node) {
        return write(slope, minimum: minimum, depth: depth)
      }
      put("select(")
      write(node.a, minimum: .sum, depth: depth + 1)
      put(" < ")
      write(node.b, minimum: .sum, depth: depth + 1)
      put(", ")
      write(node.thenBranch, minimum: .sum, depth: depth + 1)
      put(", ")
      write(node.elseBranch, minimum: .sum, depth: depth + 1)
      put(")")
    }
  }

  /// Infinity and NaN are written as the quotients that they are read from.
  private mutating func write(_ number: Double, _ minimum: Precedence) {
    let binding: Precedence =
      number.sign == .minus && !number.isNaN ? .sum : number.isFinite ? .atom : .product
    inParentheses(minimum.rawValue > binding.rawValue) {
      $0.put(FormulaPrinter.text(of: number))
    }
  }

  private mutating func inParentheses(_ needed: Bool, _ body: (inout Self) -> Void) {
    if needed { put("(") }
    body(&self)
    if needed { put(")") }
  }

  private mutating func writeCall(_ name: String, _ arguments: [Int32], _ depth: Int) {
    put(name + "(")
    for (i, argument) in arguments.enumerated() {
      if i > 0 { put(", ") }
      write(argument, minimum: .sum, depth: depth + 1)
    }
    put(")")
  }

  private mutating func writePower(
    _ base: Int32, exponent: Int, _ minimum: Precedence, _ depth: Int
  ) {
    if exponent == 1 { return write(base, minimum: minimum, depth: depth + 1) }
    if exponent > Node.greatestExponent {
      return writeLargePower(base, exponent: exponent, minimum, depth)
    }
    inParentheses(minimum.rawValue > Precedence.power.rawValue) {
      $0.write(base, minimum: .atom, depth: depth + 1)
      $0.put("^\(exponent)")
    }
  }

  /// The same with a whole number for exponent that a real power has.
  private mutating func writeLargePower(
    _ base: Int32, exponent: Double, _ minimum: Precedence, _ depth: Int
  ) {
    guard let whole = Int(exactly: exponent.magnitude) else { return put("…") }
    if exponent > 0 { return writeLargePower(base, exponent: whole, minimum, depth) }
    inParentheses(minimum.rawValue > Precedence.product.rawValue) {
      $0.put("1/")
      $0.writeLargePower(base, exponent: whole, .power, depth)
    }
  }

  /// a^(q l + r) = (a^l)^q · a^r: formulas have no larger whole exponents than l, but derivatives
  /// have, and powers that are worked out.
  private mutating func writeLargePower(
    _ base: Int32, exponent: Int, _ minimum: Precedence, _ depth: Int
  ) {
    let limit = Node.greatestExponent
    let (times, rest) = exponent.quotientAndRemainder(dividingBy: limit)
    guard times <= limit else { return put("…") }
    let binding: Precedence = rest == 0 ? .power : .product
    inParentheses(minimum.rawValue > binding.rawValue) {
      if times > 1 { $0.put("(") }
      $0.writePower(base, exponent: limit, .power, depth)
      if times > 1 { $0.put(")^\(times)") }
      if rest == 0 { return }
      $0.put("*")
      $0.writePower(base, exponent: rest, .product, depth)
    }
  }

  private mutating func writeSum(_ index: Int32, _ minimum: Precedence, _ depth: Int) {
    // A term takes four characters or more, so that more terms than this are never printed.
    let limit = remaining / 4 + 1
    let (flat, isComplete) = SumTerms.flatten(index, in: store, limit: limit)
    let terms = SumTerms.sorted(flat, in: store)
    inParentheses(minimum.rawValue > Precedence.sum.rawValue) { writer in
      for (i, term) in terms.enumerated() {
        let product = ProductFactors.flatten(term.index, in: writer.store, limit: limit)
        let isNegative = term.isNegative != product.isNegative
        if i == 0 {
          if isNegative { writer.put("-") }
        } else {
          writer.put(isNegative ? " - " : " + ")
        }
        writer.write(product, depth + 1)
        if writer.remaining <= 0 {
          if i + 1 < terms.count { writer.isCut = true }
          return
        }
      }
      if !isComplete { writer.put(" + …") }
    }
  }

  private mutating func writeProduct(_ index: Int32, _ minimum: Precedence, _ depth: Int) {
    let product = ProductFactors.flatten(index, in: store, limit: remaining / 2 + 1)
    let needed =
      product.isNegative ? minimum != .sum : minimum.rawValue > Precedence.product.rawValue
    inParentheses(needed) {
      if product.isNegative { $0.put("-") }
      $0.write(product, depth + 1)
    }
  }

  /// Writes a product without its sign.
  private mutating func write(_ product: ProductFactors, _ depth: Int) {
    var isFirst = true
    func separate(_ writer: inout Self) {
      if !isFirst { writer.put("*") }
      isFirst = false
    }
    for coefficient in product.coefficients {
      separate(&self)
      put(FormulaPrinter.text(of: coefficient))
    }
    for factor in product.above {
      separate(&self)
      writePower(factor.base, exponent: factor.exponent, .product, depth)
      if remaining <= 0 { return }
    }
    if !product.isComplete {
      separate(&self)
      put("…")
    }
    if isFirst { put("1") }
    if product.below.isEmpty { return }
    put("/")
    inParentheses(product.below.count > 1) {
      for (i, factor) in product.below.enumerated() {
        if i > 0 { $0.put("*") }
        $0.writePower(
          factor.base, exponent: factor.exponent, product.below.count == 1 ? .power : .product,
          depth)
      }
    }
  }
}
