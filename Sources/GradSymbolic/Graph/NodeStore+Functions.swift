import GradNumerics

// The rules of simplification for functions, powers and choices; see NodeStore+Arithmetic.swift
// for what a rule must keep.

extension NodeStore {
  mutating func function(_ f: ElementaryFunction, _ a: Operand) -> Operand {
    if a.isConstant { return Operand(f.value(at: a.constant)) }
    if f == .abs {
      let node = node(a)
      switch node.kind {
      case .negate: return function(.abs, Operand(node: node.a))
      case .function where node.function == .abs: return a
      case .integerPower where node.exponent.isMultiple(of: 2): return a
      default: break
      }
    }
    return make(.function, a, functionCode: f.rawValue)
  }

  /// a to the power n by ``integerPower(_:_:)``; 1 for n = 0, also where a is NaN.
  mutating func power(_ a: Operand, _ n: Int) -> Operand {
    if a.isConstant { return Operand(integerPower(a.constant, n)) }
    if n == 0 { return Operand(1) }
    if n == 1 { return a }
    if n == -1 { return quotient(Operand(1), a) }
    let node = node(a)
    switch node.kind {
    case .negate where n.isMultiple(of: 2): return power(Operand(node: node.a), n)
    case .function where n.isMultiple(of: 2) && node.function == .abs:
      return power(Operand(node: node.a), n)
    case .integerPower where n > 0 && node.exponent > 0:
      let (exponent, overflow) = n.multipliedReportingOverflow(by: node.exponent)
      // Larger ones could not be read back from the formula.
      if !overflow, exponent <= Node.greatestExponent {
        return power(Operand(node: node.a), exponent)
      }
    default: break
    }
    return make(.integerPower, a, payload: UInt64(bitPattern: Int64(n)))
  }

  /// a to the power b. A constant integer exponent up to 16 becomes an integer power, which is
  /// some multiplications instead of a library call, and a few units in the last place at most.
  mutating func power(_ a: Operand, _ b: Operand) -> Operand {
    if b.isConstant {
      if a.isConstant { return Operand(realPower(a.constant, b.constant)) }
      if b.constant.magnitude <= 16, let n = Int(exactly: b.constant) { return power(a, n) }
    }
    return make(.realPower, a, b)
  }

  /// The logarithm in the slope of a power by its exponent: log a, but 0 where a ≤ 0, as
  /// `exponentSlope` has it.
  mutating func logarithmOfPowerBase(_ a: Operand) -> Operand {
    select(
      a, lessThan: Operand(Double.leastNonzeroMagnitude), then: .zero, else: function(.log, a))
  }

  /// a where a node is ``logarithmOfPowerBase(_:)`` of it.
  func powerBase(ofLogarithm node: Node) -> Int32? {
    guard node.kind == .select, case let logarithm = nodes[Int(node.elseBranch)],
      logarithm.kind == .function, logarithm.function == .log, logarithm.a == node.a,
      case (let bound, let other) = (nodes[Int(node.b)], nodes[Int(node.thenBranch)]),
      bound.kind == .constant, bound.constant == .leastNonzeroMagnitude,
      other.kind == .constant, other.constant == 0
    else { return nil }
    return node.a
  }

  /// The slope of a power by its base: b aᵇ⁻¹, but 0 where b = 0, as `realPowerSlope` has it.
  mutating func slopeByPowerBase(_ a: Operand, _ b: Operand) -> Operand {
    let slope = product(b, power(a, difference(b, Operand(1))))
    if b.isConstant { return slope }
    let atZero = select(
      Operand(Double.leastNormalMagnitude), lessThan: a, then: slope, else: .zero)
    return select(
      function(.abs, b), lessThan: Operand(Double.leastNonzeroMagnitude), then: atZero,
      else: slope)
  }

  /// b aᵇ⁻¹ where a node is ``slopeByPowerBase(_:_:)``.
  func product(ofPowerSlope node: Node) -> Int32? {
    guard node.kind == .select, case let atZero = nodes[Int(node.thenBranch)],
      atZero.kind == .select, atZero.thenBranch == node.elseBranch,
      case (let least, let normal) = (nodes[Int(node.b)], nodes[Int(atZero.a)]),
      least.kind == .constant, least.constant == .leastNonzeroMagnitude,
      normal.kind == .constant, normal.constant == .leastNormalMagnitude,
      case let other = nodes[Int(atZero.elseBranch)], other.kind == .constant, other.constant == 0
    else { return nil }
    return node.elseBranch
  }

  /// a to the caller's integer `source` plus `offset`, whose value is `exponent`.
  package mutating func indexPower(
    _ a: Operand, _ exponent: Operand, source: Int32, offset: Int32
  ) -> Operand {
    let a = index(of: a)
    let exponent = index(of: exponent)
    let first = Swift.min(nodes[Int(a)].firstVariable, nodes[Int(exponent)].firstVariable)
    let payload = UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: offset))
    return Operand(
      node: intern(
        Node(kind: .indexPower, a: a, b: exponent, firstVariable: first, payload: payload)))
  }

  mutating func maximum(_ a: Operand, _ b: Operand) -> Operand {
    if a.isConstant, b.isConstant { return Operand(Double.max(a.constant, b.constant)) }
    return areSame(a, b) ? a : make(.max, a, b)
  }

  mutating func minimum(_ a: Operand, _ b: Operand) -> Operand {
    if a.isConstant, b.isConstant { return Operand(Double.min(a.constant, b.constant)) }
    return areSame(a, b) ? a : make(.min, a, b)
  }

  /// x where a < b, else y.
  package mutating func select(_ a: Operand, lessThan b: Operand, then x: Operand, else y: Operand)
    -> Operand
  {
    if a.isConstant, b.isConstant { return a.constant < b.constant ? x : y }
    if areSame(a, b) { return y }
    if areSame(x, y) { return x }
    let a = index(of: a)
    let b = index(of: b)
    let x = index(of: x)
    let y = index(of: y)
    var node = Node(kind: .select, a: a, b: b)
    node.payload = UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y))
    for operand in [a, b, x, y] {
      node.firstVariable = Swift.min(node.firstVariable, nodes[Int(operand)].firstVariable)
    }
    return Operand(node: intern(node))
  }

  /// gate · b, but 0 where the gate is 0 although b may be infinite or NaN there.
  mutating func guardedProduct(_ gate: Operand, _ b: Operand) -> Operand {
    if gate.isConstant || (b.isConstant && b.constant.isFinite) { return product(gate, b) }
    let node = node(gate)
    if node.kind == .select {
      let x = operand(node.thenBranch)
      let y = operand(node.elseBranch)
      if x.isConstant, y.isConstant {
        return select(
          operand(node.a), lessThan: operand(node.b), then: x.isZero ? x : product(x, b),
          else: y.isZero ? y : product(y, b))
      }
    }
    return make(.guardedMultiply, gate, b)
  }

  /// Whether two operands are the same node, or constants of the same bits.
  private func areSame(_ a: Operand, _ b: Operand) -> Bool {
    a.node == b.node && a.constant.bitPattern == b.constant.bitPattern
  }
}
