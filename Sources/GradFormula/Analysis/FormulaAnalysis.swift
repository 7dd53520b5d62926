import GradNumerics
import GradSymbolic

/// Turns a parsed formula into blocks and loops for one dimension and one meaning of its names.
struct FormulaAnalysis {
  /// What a node of the tree stands for.
  private enum Value {
    case constant(Double)
    /// Depends on loop indices only, and is whole.
    case whole(AffineForm)
    case operand(Operand)
  }

  /// A block that is being read, with the loop it belongs to.
  private struct Context {
    var builder = BlockBuilder()
    var loop: LoopPlan?
    /// A bound of the magnitude of the loop's index.
    var reach = 0
  }

  private let tree: FormulaTree
  private let bytes: [UInt8]
  private let dimension: Int
  /// For each name of the tree its coordinate from 0, or −1 for a list.
  private let coordinates: [Int]
  private var values: [Value]
  private var contexts: [Context] = [Context()]
  private var plan: FormulaPlan
  private var checker: RangeChecker

  static func plan(
    _ tree: FormulaTree, _ bytes: [UInt8], dimension: Int, coordinates: [Int],
    searchSteps: Int = FormulaLimits.searchSteps
  ) throws(FormulaError) -> FormulaPlan {
    var analysis = FormulaAnalysis(tree, bytes, dimension, coordinates, searchSteps)
    return try analysis.run()
  }

  private init(
    _ tree: FormulaTree, _ bytes: [UInt8], _ dimension: Int, _ coordinates: [Int],
    _ searchSteps: Int
  ) {
    self.tree = tree
    self.bytes = bytes
    self.dimension = dimension
    self.coordinates = coordinates
    values = Array(repeating: .constant(0), count: tree.nodes.count)
    plan = FormulaPlan(dimension: dimension)
    checker = RangeChecker(dimension: dimension, bytes: bytes, stepLimit: searchSteps)
  }

  private mutating func run() throws(FormulaError) -> FormulaPlan {
    for index in tree.nodes.indices {
      let node = tree.nodes[index]
      if node.kind == .loopBegin { try begin(node, at: Int32(index)) }
      values[index] = try value(of: node)
    }
    let output = operand(values[Int(tree.root)])
    plan.root = contexts[0].builder.finish(output)
    try checker.checkSizes(plan)
    plan.termCount = try TermCounter.count(plan, bytes)
    try checker.checkElements(plan)
    return plan
  }

  private func position(_ offset: Int32) -> FormulaPosition {
    FormulaPosition(of: Int(offset), in: bytes)
  }

  // MARK: Values

  private var builder: BlockBuilder {
    get { contexts[contexts.count - 1].builder }
    _modify { yield &contexts[contexts.count - 1].builder }
  }

  /// The value as an operand of the block that is being read.
  private mutating func operand(_ value: Value) -> Operand {
    switch value {
    case .constant(let number): return Operand(number)
    case .whole(let form):
      if form.isConstant { return Operand(Double(form.constant)) }
      return builder.input(
        reach(of: form) <= FormulaLimits.wholeNumber ? .number(form) : .wideNumber(form))
    case .operand(let operand): return operand
    }
  }

  /// A bound of the magnitude of a form in the block that is being read; `Int.max` if it has more
  /// bits.
  private func reach(of form: AffineForm) -> Int {
    form.reach { contexts[$0 + 1].reach }
  }

  private static func whole(_ value: Value) -> AffineForm? {
    switch value {
    case .constant(let number): AffineForm(exactly: number)
    case .whole(let form): form
    case .operand: nil
    }
  }

  private static func simplified(_ form: AffineForm) -> Value {
    form.isConstant ? .constant(Double(form.constant)) : .whole(form)
  }

  private mutating func value(of node: FormulaTree.Node) throws(FormulaError) -> Value {
    switch node.kind {
    case .number: return .constant(node.number)
    case .dimension: return .constant(Double(dimension))
    case .loopIndex: return .whole(AffineForm(slot: Int(node.a)))
    case .variable:
      return .operand(builder.input(.coordinate(AffineForm(coordinates[Int(node.a)]))))
    case .element: return try element(node)
    case .negate:
      let a = values[Int(node.a)]
      if case .whole(let form) = a, let negated = form.multiplied(by: -1) {
        return .whole(negated)
      }
      return result(builder.negated(operand(a)))
    case .function:
      let function = ElementaryFunction(rawValue: node.code) ?? .sign
      let a = operand(values[Int(node.a)])
      if !a.isConstant {
        if function == .abs { plan.kinks.insert(.abs) }
        if function == .sign { plan.kinks.insert(.sign) }
      }
      return result(builder.function(function, a))
    case .power: return try power(node)
    case .add: return arithmetic(.add, node)
    case .subtract: return arithmetic(.subtract, node)
    case .multiply: return arithmetic(.multiply, node)
    case .divide: return arithmetic(.divide, node)
    case .max: return arithmetic(.max, node)
    case .min: return arithmetic(.min, node)
    case .comparison, .branches: return .constant(0)
    case .select: return select(node)
    case .loopBegin: return .constant(0)
    case .loopEnd: return end(node)
    }
  }

  private func result(_ operand: Operand) -> Value {
    operand.isConstant ? .constant(operand.constant) : .operand(operand)
  }

  private mutating func arithmetic(_ kind: Node.Kind, _ node: FormulaTree.Node) -> Value {
    let (x, y) = (values[Int(node.a)], values[Int(node.b)])
    if let form = wholeArithmetic(kind, x, y) { return Self.simplified(form) }
    let a = operand(x)
    let b = operand(y)
    let result = builder.binary(kind, a, b)
    if !result.isConstant {
      if kind == .max { plan.kinks.insert(.max) }
      if kind == .min { plan.kinks.insert(.min) }
    }
    return self.result(result)
  }

  /// The operation on whole numbers, where at least one depends on a loop's index and the result
  /// is again of this form.
  private func wholeArithmetic(_ kind: Node.Kind, _ x: Value, _ y: Value) -> AffineForm? {
    if case .constant = x, case .constant = y { return nil }
    guard let a = Self.whole(x), let b = Self.whole(y) else { return nil }
    switch kind {
    case .add: return AffineForm.sum(a, b)
    case .subtract: return AffineForm.sum(a, b, times: -1)
    case .multiply:
      if a.isConstant { return b.multiplied(by: a.constant) }
      return b.isConstant ? a.multiplied(by: b.constant) : nil
    case .divide: return b.isConstant ? a.divided(by: b.constant) : nil
    default: return nil
    }
  }

  private mutating func select(_ node: FormulaTree.Node) -> Value {
    let (comparison, branches) = (tree.nodes[Int(node.a)], tree.nodes[Int(node.b)])
    let a = operand(values[Int(comparison.a)])
    let b = operand(values[Int(comparison.b)])
    if !a.isConstant || !b.isConstant { plan.kinks.insert(.select) }
    let then = operand(values[Int(branches.a)])
    let other = operand(values[Int(branches.b)])
    return result(builder.select(a, lessThan: b, then: then, else: other))
  }

  private mutating func power(_ node: FormulaTree.Node) throws(FormulaError) -> Value {
    let base = operand(values[Int(node.a)])
    switch values[Int(node.b)] {
    case .constant(let exponent):
      if exponent.magnitude < .infinity, exponent == exponent.rounded() {
        guard exponent.magnitude <= Double(FormulaLimits.exponent) else {
          throw .exponentTooLarge(
            limit: FormulaLimits.exponent, at: position(tree.nodes[Int(node.b)].offset))
        }
        return result(builder.power(base, Int(exponent)))
      }
      return result(builder.binary(.realPower, base, Operand(exponent)))
    case .whole(let form):
      checker.addWhole(form, at: Int(node.offset))
      return .operand(builder.power(base, form))
    case .operand(let exponent): return result(builder.binary(.realPower, base, exponent))
    }
  }

  // MARK: Indices and bounds

  private func whole(_ index: Int32, _ what: String) throws(FormulaError) -> AffineForm {
    let value = values[Int(index)]
    if let form = Self.whole(value) { return form }
    let at = position(tree.nodes[Int(index)].offset)
    guard case .constant(let number) = value else {
      throw .notWhole(what: what, found: "something else", at: at)
    }
    if number == number.rounded() {
      throw .numberTooLarge(limit: FormulaLimits.wholeNumber, at: at)
    }
    throw .notWhole(what: what, found: FormulaPrinter.text(of: number), at: at)
  }

  private mutating func element(_ node: FormulaTree.Node) throws(FormulaError) -> Value {
    let form = try whole(node.a, "an index")
    guard let fromZero = AffineForm.sum(form, AffineForm(-1)) else {
      throw .numberTooLarge(limit: FormulaLimits.wholeNumber, at: position(node.offset))
    }
    checker.addElement(fromZero, of: tree.names[Int(node.b)], at: Int(node.offset))
    return .operand(builder.input(.coordinate(fromZero)))
  }

  // MARK: Loops

  private mutating func begin(
    _ node: FormulaTree.Node, at index: Int32
  ) throws(FormulaError) {
    let lower = try whole(node.a, "the first index")
    let upper = try whole(node.b, "the last index")
    let slot = contexts.count - 1
    let reach = Swift.max(reach(of: lower), reach(of: upper))
    plan.slotCount = Swift.max(plan.slotCount, slot + 1)
    contexts.append(
      Context(
        loop: LoopPlan(
          isProduct: node.code == 1, slot: slot, lower: lower, upper: upper,
          offset: Int(node.offset), indexName: tree.indexNames[index] ?? ""),
        reach: reach))
    checker.open()
  }

  private mutating func end(_ node: FormulaTree.Node) -> Value {
    let output = operand(values[Int(node.b)])
    var context = contexts.removeLast()
    guard var loop = context.loop else { return .constant(0) }
    loop.block = context.builder.finish(output)
    let slots =
      (context.builder.slots | loop.lower.slots | loop.upper.slots) & ~(1 << UInt128(loop.slot))
    // It runs where the last index that it depends on is known, not in every loop around it.
    let level = slots == 0 ? 0 : 128 - slots.leadingZeroBitCount
    let number = plan.loops.count
    for child in loop.block.children { plan.loops[child].owner = number }
    plan.loops.append(loop)
    checker.close(as: number)
    contexts[level].builder.addChild(number, slots: slots)
    builder.slots |= slots
    return .operand(builder.input(.result(loop: number)))
  }
}
