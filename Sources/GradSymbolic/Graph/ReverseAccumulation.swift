import GradNumerics

/// One reverse sweep over a graph: the partial derivatives of one node as further nodes.
///
/// From the node down, each operation hands its operands the product of what arrived at it (its
/// adjoint) and its slope there: O(nodes) for all partials together. Terms with the constant
/// factor 0 are dropped.
///
/// An adjoint that went through `select`, `max` or `min` is 0 where its branch was not taken, and
/// the slopes of that branch may be infinite there: such products are guarded, so that a branch
/// not taken adds 0 and never NaN.
struct ReverseAccumulation {
  private let graph: ExpressionGraph
  private let store: UnsafeMutablePointer<NodeStore>
  private let variableLimit: Int32
  private var adjoints: [Operand]
  /// Whether the adjoint went through a choice.
  private var isGated: [Bool]

  /// Differentiates by the first `variableCount` variables.
  static func gradient(
    of root: Symbol, in graph: ExpressionGraph, variableCount: Int
  ) -> [Symbol] {
    var partials = [Symbol](repeating: 0, count: variableCount)
    guard root.graph === graph else { return partials }
    var sweep = ReverseAccumulation(graph, root, variableCount)
    sweep.run(from: root.operand.node, into: &partials)
    return partials
  }

  private init(_ graph: ExpressionGraph, _ root: Symbol, _ variableCount: Int) {
    self.graph = graph
    store = graph.store
    variableLimit = Int32(clamping: variableCount)
    let count = Int(root.operand.node) + 1
    adjoints = [Operand](repeating: .zero, count: count)
    isGated = [Bool](repeating: false, count: count)
  }

  private mutating func run(from root: Int32, into partials: inout [Symbol]) {
    adjoints[Int(root)] = Operand(1)
    for index in stride(from: root, through: 0, by: -1) {
      let adjoint = adjoints[Int(index)]
      if adjoint.isZero { continue }
      if store.pointee.isOverfull { return }
      let node = store.pointee.nodes[Int(index)]
      if node.kind == .variable {
        if node.a < variableLimit { partials[Int(node.a)] = Symbol(graph, adjoint) }
      } else {
        propagate(adjoint, isGated: isGated[Int(index)], through: node, at: index)
      }
    }
  }

  private mutating func propagate(
    _ adjoint: Operand, isGated: Bool, through node: Node, at index: Int32
  ) {
    switch node.kind {
    case .constant, .variable: break
    case .add:
      add(adjoint, to: node.a, isGated)
      add(adjoint, to: node.b, isGated)
    case .subtract:
      add(adjoint, to: node.a, isGated)
      add(store.pointee.negated(adjoint), to: node.b, isGated)
    case .negate: add(store.pointee.negated(adjoint), to: node.a, isGated)
    case .multiply:
      add(product(adjoint, value(node.b), isGated), to: node.a, isGated)
      add(product(adjoint, value(node.a), isGated), to: node.b, isGated)
    case .guardedMultiply:
      add(product(adjoint, value(node.b), isGated), to: node.a, isGated)
      add(store.pointee.guardedProduct(value(node.a), adjoint), to: node.b, true)
    case .divide:
      let share =
        isGated
        ? product(adjoint, store.pointee.quotient(Operand(1), value(node.b)), true)
        : store.pointee.quotient(adjoint, value(node.b))
      add(share, to: node.a, isGated)
      if depends(node.b) {
        let slope = product(share, Operand(node: index), isGated)
        add(store.pointee.negated(slope), to: node.b, isGated)
      }
    case .function:
      let slope = node.function.slope(
        at: Symbol(graph, value(node.a)), value: Symbol(graph, Operand(node: index)))
      add(product(adjoint, slope.operand, isGated), to: node.a, isGated)
    case .integerPower:
      let slope = integerPowerSlope(Symbol(graph, value(node.a)), node.exponent).operand
      add(product(adjoint, slope, isGated), to: node.a, isGated)
    case .realPower: propagateRealPower(adjoint, isGated, node, index)
    case .indexPower where depends(node.a):
      let lower = store.pointee.difference(value(node.b), Operand(1))
      let power = store.pointee.indexPower(
        value(node.a), lower, source: node.exponentSource, offset: node.exponentOffset &- 1)
      // 0 · x⁻¹ is 0 also at x = 0.
      let slope = store.pointee.guardedProduct(value(node.b), power)
      add(product(adjoint, slope, isGated), to: node.a, true)
    case .indexPower: break
    case .max:
      choose(adjoint, node.a, unless: value(node.a), isLessThan: value(node.b), node.b)
    case .min:
      choose(adjoint, node.a, unless: value(node.b), isLessThan: value(node.a), node.b)
    case .select:
      choose(
        adjoint, node.elseBranch, unless: value(node.a), isLessThan: value(node.b),
        node.thenBranch)
    }
  }

  private mutating func propagateRealPower(
    _ adjoint: Operand, _ isGated: Bool, _ node: Node, _ index: Int32
  ) {
    let (base, exponent) = (value(node.a), value(node.b))
    if depends(node.a) {
      let slope = store.pointee.slopeByPowerBase(base, exponent)
      // Of an exponent that is 0 nothing goes on to the base.
      add(product(adjoint, slope, isGated), to: node.a, isGated || !exponent.isConstant)
    }
    if depends(node.b) {
      let slope = store.pointee.product(
        Operand(node: index), store.pointee.logarithmOfPowerBase(base))
      add(product(adjoint, slope, isGated), to: node.b, isGated)
    }
  }

  /// Hands the adjoint to `usual`, or to `other` where a < b.
  private mutating func choose(
    _ adjoint: Operand, _ usual: Int32, unless a: Operand, isLessThan b: Operand, _ other: Int32
  ) {
    if depends(usual) {
      let part = store.pointee.select(a, lessThan: b, then: .zero, else: adjoint)
      add(part, to: usual, true)
    }
    if depends(other) {
      let part = store.pointee.select(a, lessThan: b, then: adjoint, else: .zero)
      add(part, to: other, true)
    }
  }

  private func value(_ index: Int32) -> Operand { store.pointee.operand(index) }

  private func depends(_ index: Int32) -> Bool {
    store.pointee.nodes[Int(index)].firstVariable < variableLimit
  }

  private func product(_ adjoint: Operand, _ slope: Operand, _ isGated: Bool) -> Operand {
    if adjoint.isZero || slope.isZero { return .zero }
    return isGated
      ? store.pointee.guardedProduct(adjoint, slope) : store.pointee.product(adjoint, slope)
  }

  private mutating func add(_ share: Operand, to index: Int32, _ gated: Bool) {
    guard !share.isZero, depends(index), Int(index) < adjoints.count else { return }
    adjoints[Int(index)] = store.pointee.sum(adjoints[Int(index)], share)
    if gated { isGated[Int(index)] = true }
  }
}

extension ExpressionGraph {
  /// The partial derivatives of `function` by the first `variableCount` variables, as nodes of
  /// this graph.
  ///
  /// Derivatives at kinks follow `Scalar`: abs′(0) = sign′ = 0; `max` and `min` hand on to their
  /// first argument at a tie, `select` to the branch taken. Where only the second argument of
  /// `max` or `min` is NaN, so is the value, and the derivative is the first argument's.
  ///
  /// Check ``isOverfull`` afterwards.
  public func gradient(of function: Symbol, variableCount: Int) -> [Symbol] {
    ReverseAccumulation.gradient(of: function, in: self, variableCount: Swift.max(0, variableCount))
  }
}
