// The rules of simplification for + − · / and unary minus: local, at construction, constant time.
//
// A rule stands here only if it keeps every value to rounding and every finite value finite, away
// from the ends of the exponent range (the sign of a zero result may change). So there is
//   no x·0 → 0, no 0/x → 0, no x − x → 0, no x/x → 1: NaN stays NaN;
//   collecting of coefficients and constants of one sign only: 3x − 2x and (x + 1) − 1 stay;
//   moving of a constant out of a product only from 1 to 2⁶⁴: x·y alone must not overflow.
// Building derivatives drops terms with the constant factor 0, as is customary.

extension NodeStore {
  /// A node's constant factor and the rest: (−1, x) for −x, (3, x) for 3·x, else (1, node).
  func factored(_ a: Operand) -> (coefficient: Double, core: Operand) {
    let node = node(a)
    switch node.kind {
    case .negate: return (-1, Operand(node: node.a))
    case .multiply:
      let first = nodes[Int(node.a)]
      if first.kind == .constant { return (first.constant, Operand(node: node.b)) }
    default: break
    }
    return (1, a)
  }

  mutating func sum(_ a: Operand, _ b: Operand) -> Operand {
    if a.isConstant {
      return b.isConstant ? Operand(a.constant + b.constant) : sum(b, plus: a.constant)
    }
    if b.isConstant { return sum(a, plus: b.constant) }
    if a == b { return product(Operand(2), a) }
    let (p, pCore) = factored(a)
    let (q, qCore) = factored(b)
    if pCore == qCore, (p > 0) == (q > 0), p + q < .infinity, p + q > -.infinity, p * q != 0 {
      return product(Operand(p + q), pCore)
    }
    if q < 0 { return difference(a, negated(b)) }
    if p < 0 { return difference(b, negated(a)) }
    return a.node < b.node ? make(.add, a, b) : make(.add, b, a)
  }

  /// a + c, the constant kept as the second operand.
  private mutating func sum(_ a: Operand, plus c: Double) -> Operand {
    if c == 0 { return a }
    let node = node(a)
    if node.kind == .add, case let inner = nodes[Int(node.b)], inner.kind == .constant,
      (inner.constant > 0) == (c > 0), (inner.constant + c).isFinite
    {
      return sum(operand(node.a), plus: inner.constant + c)
    }
    if node.kind == .subtract, case let inner = nodes[Int(node.a)], inner.kind == .constant,
      (inner.constant > 0) == (c > 0), (inner.constant + c).isFinite
    {
      return make(.subtract, Operand(inner.constant + c), Operand(node: node.b))
    }
    if factored(a).coefficient < 0 { return make(.subtract, Operand(c), negated(a)) }
    return make(.add, a, Operand(c))
  }

  mutating func difference(_ a: Operand, _ b: Operand) -> Operand {
    if b.isConstant {
      return a.isConstant ? Operand(a.constant - b.constant) : sum(a, plus: -b.constant)
    }
    let (q, qCore) = factored(b)
    if q < 0 { return sum(a, negated(b)) }
    if a.isConstant { return a.constant == 0 ? negated(b) : make(.subtract, a, b) }
    let (p, pCore) = factored(a)
    if pCore == qCore, p < 0, q > 0, (p - q).isFinite { return product(Operand(p - q), pCore) }
    return make(.subtract, a, b)
  }

  mutating func negated(_ a: Operand) -> Operand {
    if a.isConstant { return Operand(-a.constant) }
    let node = node(a)
    switch node.kind {
    case .negate: return Operand(node: node.a)
    case .subtract: return difference(operand(node.b), operand(node.a))
    case .multiply:
      let first = nodes[Int(node.a)]
      if first.kind == .constant {
        return product(Operand(-first.constant), Operand(node: node.b))
      }
    case .divide:
      let first = nodes[Int(node.a)]
      if first.kind == .constant { return quotient(Operand(-first.constant), operand(node.b)) }
    case .add:
      let last = nodes[Int(node.b)]
      if last.kind == .constant { return difference(Operand(-last.constant), operand(node.a)) }
    default: break
    }
    return make(.negate, a)
  }

  mutating func product(_ a: Operand, _ b: Operand) -> Operand {
    if a.isConstant {
      return b.isConstant ? Operand(a.constant * b.constant) : product(b, times: a.constant)
    }
    if b.isConstant { return product(a, times: b.constant) }
    if a == b { return power(a, 2) }
    let (p, pCore) = factored(a)
    let (q, qCore) = factored(b)
    if p != 1 || q != 1, isMovable(p), isMovable(q), isMovable(p * q) {
      return product(product(pCore, qCore), times: p * q)
    }
    let (m, mBase) = powered(a)
    let (n, nBase) = powered(b)
    if mBase == nBase, (m > 0) == (n > 0),
      case (let sum, let overflow) = m.addingReportingOverflow(n),
      !overflow, sum.magnitude <= Node.greatestExponent.magnitude
    {
      return power(mBase, sum)
    }
    if let q = reciprocated(b) { return quotient(a, q) }
    if let q = reciprocated(a) { return quotient(b, q) }
    return a.node < b.node ? make(.multiply, a, b) : make(.multiply, b, a)
  }

  /// c · a, the constant kept as the first operand.
  private mutating func product(_ a: Operand, times c: Double) -> Operand {
    if c == 1 { return a }
    if c == -1 { return negated(a) }
    let node = node(a)
    switch node.kind {
    case .negate: return product(Operand(node: node.a), times: -c)
    case .multiply:
      let first = nodes[Int(node.a)]
      if first.kind == .constant, (c * first.constant).isNormal {
        return product(Operand(node: node.b), times: c * first.constant)
      }
    case .divide:
      let first = nodes[Int(node.a)]
      if first.kind == .constant, (c * first.constant).isNormal {
        return quotient(Operand(c * first.constant), operand(node.b))
      }
    default: break
    }
    return make(.multiply, Operand(c), a)
  }

  mutating func quotient(_ a: Operand, _ b: Operand) -> Operand {
    if b.isConstant {
      return a.isConstant ? Operand(a.constant / b.constant) : quotient(a, by: b.constant)
    }
    if case let node = node(b), node.kind == .negate {
      return a.isConstant
        ? quotient(Operand(-a.constant), Operand(node: node.a))
        : negated(quotient(a, Operand(node: node.a)))
    }
    if a.isConstant { return make(.divide, a, b) }
    let (p, core) = factored(a)
    if p != 1, isMovable(p) { return product(quotient(core, b), times: p) }
    return make(.divide, a, b)
  }

  private mutating func quotient(_ a: Operand, by c: Double) -> Operand {
    // The reciprocal of a power of two is exact.
    if c.isNormal, c.significand == 1, (1 / c).isNormal { return product(a, times: 1 / c) }
    let (p, core) = factored(a)
    let ratio = p / c
    if p != 1, ratio.isNormal, (-p).addingProduct(ratio, c) == 0 {
      return product(core, times: ratio)
    }
    return make(.divide, a, Operand(c))
  }

  /// Whether a constant may move out of a product: what remains must not overflow alone.
  private func isMovable(_ c: Double) -> Bool { c.magnitude >= 1 && c.magnitude <= 0x1p64 }

  private func powered(_ a: Operand) -> (exponent: Int, base: Operand) {
    let node = node(a)
    return node.kind == .integerPower ? (node.exponent, Operand(node: node.a)) : (1, a)
  }

  /// q where a is 1/q.
  private func reciprocated(_ a: Operand) -> Operand? {
    let node = node(a)
    guard node.kind == .divide, case let first = nodes[Int(node.a)],
      first.kind == .constant, first.constant == 1
    else { return nil }
    return operand(node.b)
  }
}
