import GradNumerics

/// The factors of a product, through nested products, quotients and signs.
struct ProductFactors {
  struct Factor {
    var base: Int32
    var exponent: Int
  }

  var isNegative = false
  /// The constant factors without their signs and without 1, in the order they stand; two whose
  /// product has no more digits are one.
  var coefficients: [Double] = []
  var above: [Factor] = []
  var below: [Factor] = []
  /// The sum of the exponents of variables: the degree of a monomial.
  var degree = 0
  /// Whether these are all factors.
  var isComplete = true

  static func flatten(
    _ root: Int32, in store: UnsafeMutablePointer<NodeStore>, limit: Int
  ) -> ProductFactors {
    var result = ProductFactors()
    var open: [(index: Int32, isBelow: Bool)] = [(root, false)]
    while let (index, isBelow) = open.popLast() {
      if result.above.count + result.below.count > limit || open.count > 50 * limit {
        result.isComplete = false
        break
      }
      let node = store.pointee.nodes[Int(index)]
      switch node.kind {
      case .negate:
        result.isNegative.toggle()
        open.append((node.a, isBelow))
      case .multiply, .guardedMultiply:
        open.append((node.b, isBelow))
        open.append((node.a, isBelow))
      case .divide:
        open.append((node.b, !isBelow))
        open.append((node.a, isBelow))
      case .constant where !isBelow && !node.constant.isNaN:
        if node.constant.sign == .minus { result.isNegative.toggle() }
        result.add(coefficient: node.constant.magnitude)
      case .integerPower where node.exponent != .min:
        if let base = reciprocal(node.a, in: store) {
          result.add(base, node.exponent, below: !isBelow, isAtom: isVariable(base, store))
          continue
        }
        result.add(node.a, node.exponent, below: isBelow, isAtom: isVariable(node.a, store))
      case .select:
        if let slope = store.pointee.product(ofPowerSlope: node) {
          open.append((slope, isBelow))
        } else {
          result.add(index, 1, below: isBelow, isAtom: false)
        }
      default: result.add(index, 1, below: isBelow, isAtom: node.kind == .variable)
      }
    }
    // Variables and their powers first, then by first variable, then by age.
    func order(_ factor: Factor) -> (Int, Int32, Int32) {
      (
        isVariable(factor.base, store) ? 0 : 1,
        store.pointee.nodes[Int(factor.base)].firstVariable, factor.base
      )
    }
    result.above.sort { order($0) < order($1) }
    result.below.sort { order($0) < order($1) }
    return result
  }

  /// q where a node is 1/q.
  static func reciprocal(_ index: Int32, in store: UnsafeMutablePointer<NodeStore>) -> Int32? {
    let node = store.pointee.nodes[Int(index)]
    guard node.kind == .divide, case let first = store.pointee.nodes[Int(node.a)],
      first.kind == .constant, first.constant == 1
    else { return nil }
    return node.b
  }

  private static func isVariable(
    _ index: Int32, _ store: UnsafeMutablePointer<NodeStore>
  ) -> Bool { store.pointee.nodes[Int(index)].kind == .variable }

  private mutating func add(coefficient: Double) {
    if let last = coefficients.last, case let product = last * coefficient, product.isNormal,
      (-product).addingProduct(last, coefficient) == 0
    {
      coefficients.removeLast()
      if product != 1 { coefficients.append(product) }
    } else if coefficient != 1 {
      coefficients.append(coefficient)
    }
  }

  private mutating func add(_ base: Int32, _ exponent: Int, below: Bool, isAtom: Bool) {
    let goesBelow = below != (exponent < 0)
    let factor = Factor(base: base, exponent: exponent < 0 ? -exponent : exponent)
    if isAtom { degree = degree &+ (goesBelow ? 0 &- factor.exponent : factor.exponent) }
    if goesBelow {
      Self.merge(factor, into: &self.below)
    } else {
      Self.merge(factor, into: &above)
    }
  }

  private static func merge(_ factor: Factor, into factors: inout [Factor]) {
    if let i = factors.firstIndex(where: { $0.base == factor.base }),
      case (let sum, let overflow) = factors[i].exponent.addingReportingOverflow(factor.exponent),
      !overflow, sum <= Node.greatestExponent
    {
      factors[i].exponent = sum
    } else {
      factors.append(factor)
    }
  }
}
