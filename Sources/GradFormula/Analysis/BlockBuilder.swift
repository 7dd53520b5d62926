import GradNumerics
import GradSymbolic

/// Collects the operations of one block.
struct BlockBuilder {
  private var store = NodeStore(limit: 1 << 30)
  private(set) var plan = BlockPlan()
  private var inputIndices: [BlockInput: Int] = [:]
  private var exponentIndices: [AffineForm: Int] = [:]
  /// The slots that inputs, exponents and children depend on.
  var slots: UInt128 = 0

  /// The plan with its output; the builder is not used afterwards.
  mutating func finish(_ output: Operand) -> BlockPlan {
    plan.output = output
    plan.nodes = store.nodes
    return plan
  }

  mutating func addChild(_ loop: Int, slots: UInt128) {
    plan.children.append(loop)
    self.slots |= slots
  }

  mutating func input(_ input: BlockInput) -> Operand {
    if let known = inputIndices[input] { return store.variable(known) }
    let index = plan.inputs.count
    inputIndices[input] = index
    plan.inputs.append(input)
    if let form = input.form { slots |= form.slots }
    return store.variable(index)
  }

  mutating func binary(_ kind: Node.Kind, _ a: Operand, _ b: Operand) -> Operand {
    if a.isConstant, b.isConstant {
      let (x, y) = (a.constant, b.constant)
      switch kind {
      case .add: return Operand(x + y)
      case .subtract: return Operand(x - y)
      case .multiply: return Operand(x * y)
      case .divide: return Operand(x / y)
      case .max: return Operand(Double.max(x, y))
      case .min: return Operand(Double.min(x, y))
      default: return Operand(realPower(x, y))
      }
    }
    return store.make(kind, a, b)
  }

  mutating func negated(_ a: Operand) -> Operand {
    a.isConstant ? Operand(-a.constant) : store.make(.negate, a)
  }

  mutating func function(_ f: ElementaryFunction, _ a: Operand) -> Operand {
    a.isConstant
      ? Operand(f.value(at: a.constant)) : store.make(.function, a, functionCode: f.rawValue)
  }

  mutating func select(
    _ a: Operand, lessThan b: Operand, then x: Operand, else y: Operand
  ) -> Operand {
    store.select(a, lessThan: b, then: x, else: y)
  }

  mutating func power(_ a: Operand, _ n: Int) -> Operand {
    if a.isConstant { return Operand(integerPower(a.constant, n)) }
    if n == 0 { return Operand(1) }
    return n == 1 ? a : store.make(.integerPower, a, payload: UInt64(bitPattern: Int64(n)))
  }

  /// a to the whole number that `form` is.
  mutating func power(_ a: Operand, _ form: AffineForm) -> Operand {
    let index = exponentIndices[form] ?? plan.exponents.count
    if index == plan.exponents.count {
      exponentIndices[form] = index
      plan.exponents.append(form)
    }
    let exponent = input(.number(form))
    return store.indexPower(a, exponent, source: Int32(index), offset: 0)
  }
}
