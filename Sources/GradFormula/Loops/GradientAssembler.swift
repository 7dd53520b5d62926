import GradNumerics
import GradSymbolic

/// Differentiates the blocks of a plan and lays the result out in tables.
struct GradientAssembler {
  /// What is known of a loop's adjoint before the formula runs.
  private enum Adjoint {
    /// Computed: the loop goes back when all its readers have.
    case computed
    /// The owner's adjoint times a constant.
    case factor(Double)
    /// A constant.
    case constant(Double)
  }

  private let plan: FormulaPlan
  private var remainingNodes: Int
  private let nodeLimit: Int
  private var adjoints: [Adjoint]
  private var isGated: [Bool]
  private var readerCounts: [Int]
  private var parts: [Part?]

  /// A block with its slopes.
  private struct Part {
    var block: BlockPlan
    var code: ProgramCode
    var partials: [Int]
    var strip: StripCode?
  }

  static func slopes(
    _ plan: FormulaPlan, _ values: LoopTables, nodeLimit: Int
  ) throws(SymbolicError) -> LoopTables {
    var assembler = GradientAssembler(plan, nodeLimit)
    try assembler.checkProducts()
    // Readers stand behind what they read.
    for number in (0...plan.loops.count).reversed() { try assembler.differentiate(number) }
    return assembler.tables(behind: values)
  }

  private init(_ plan: FormulaPlan, _ nodeLimit: Int) {
    self.plan = plan
    self.nodeLimit = nodeLimit
    remainingNodes = nodeLimit
    let count = plan.loops.count
    adjoints = Array(repeating: .computed, count: count) + [.constant(1)]
    isGated = Array(repeating: false, count: count + 1)
    readerCounts = Array(repeating: 0, count: count)
    parts = Array(repeating: nil, count: count + 1)
    for number in 0...count {
      for case .result(let loop) in block(number).inputs { readerCounts[loop] += 1 }
    }
  }

  private func block(_ number: Int) -> BlockPlan {
    number < plan.loops.count ? plan.loops[number].block : plan.root
  }

  /// A product's gradient keeps a number a factor.
  private func checkProducts() throws(SymbolicError) {
    for loop in plan.loops where loop.isProduct {
      let length = AffineForm.sum(loop.upper, loop.lower, times: -1)
        .flatMap { plan.greatest($0, around: loop.owner) }
      guard let length, length < FormulaLimits.keptFactors else {
        throw .tooManyFactors(limit: FormulaLimits.keptFactors)
      }
    }
  }

  private mutating func differentiate(_ number: Int) throws(SymbolicError) {
    var (block, replay) = BlockReplay.replay(block(number), nodeLimit: remainingNodes)
    let count = block.inputs.prefix { $0.isDifferentiable }.count
    var slopes = replay.graph.gradient(of: replay.value, variableCount: count)
    if replay.graph.isOverfull { throw .tooManyNodes(limit: nodeLimit) }
    var seed = 1.0
    if case .constant(let constant) = adjoints[number] { seed = constant }
    if seed != 1 { slopes = slopes.map { Symbol(seed) * $0 } }
    if replay.graph.isOverfull { throw .tooManyNodes(limit: nodeLimit) }
    remainingNodes -= replay.graph.nodeCount
    let gates =
      isGated[number]
      || !replay.graph.store.pointee.kinks.isDisjoint(with: [.max, .min, .select])
      || self.block(number).hasVaryingExponents
    for (input, slope) in zip(block.inputs, slopes) {
      guard case .result(let loop) = input else { continue }
      if gates { isGated[loop] = true }
      guard readerCounts[loop] == 1, plan.owner(of: loop) == number,
        let constant = slope.constant
      else { continue }
      if case .constant = adjoints[number], !plan.loops[loop].isProduct {
        adjoints[loop] = .constant(constant)
      } else {
        adjoints[loop] = .factor(constant)
      }
    }
    let partials = slopes.indices.filter { index in
      if case .result(let loop) = block.inputs[index] {
        guard case .computed = adjoints[loop] else { return false }
      }
      return slopes[index].constant != 0
    }
    let code = ProgramCompiler.compile(
      replay.graph.store.pointee.nodes, variableCount: block.inputs.count,
      outputs: [replay.value.operand] + partials.map { slopes[$0].operand })
    var strip: StripCode?
    if LoopAssembler.hasStrips(number, of: plan) {
      var isSeeded = false
      if case .constant = adjoints[number] { isSeeded = true }
      strip = StripCode(
        replay.graph.store.pointee.nodes, block, value: replay.value.operand,
        slopes: partials.map { slopes[$0].operand }, partials: partials, isSeeded: isSeeded,
        isGated: isGated[number], slot: plan.loops[number].slot)
    }
    block.nodes = []
    parts[number] = Part(block: block, code: code, partials: partials, strip: strip)
  }

  private func tables(behind values: LoopTables) -> LoopTables {
    var assembler = LoopAssembler(
      plan, registers: values.registerCount, integers: values.integerCount,
      strips: values.stripCount)
    for (number, part) in parts.enumerated() {
      guard let part else { continue }
      assembler.add(
        number, part.block, part.code, partials: part.partials, strip: part.strip
      ) { record in
        record.isGated = isGated[number]
        switch adjoints[number] {
        case .computed: break
        case .factor(let factor):
          record.isFused = true
          record.factor = factor
        case .constant:
          record.isFused = true
          record.isSeeded = true
        }
      }
    }
    return LoopTables(assembler)
  }
}

/// A block's operations done again on a graph, which simplifies them.
struct BlockReplay {
  let graph: ExpressionGraph
  let value: Symbol

  /// - Returns: The block with its inputs in another order, those with derivatives first, and the
  ///   graph whose variables they are.
  static func replay(_ block: BlockPlan, nodeLimit: Int) -> (BlockPlan, BlockReplay) {
    let graph = ExpressionGraph(nodeLimit: Swift.max(1, nodeLimit))
    let order =
      block.inputs.indices.filter { block.inputs[$0].isDifferentiable }
      + block.inputs.indices.filter { !block.inputs[$0].isDifferentiable }
    var places = order
    for (place, input) in order.enumerated() { places[input] = place }
    var moved = block
    moved.inputs = order.map { block.inputs[$0] }
    var symbols: [Symbol] = []
    symbols.reserveCapacity(block.nodes.count)
    for node in block.nodes {
      if graph.isOverfull { break }
      symbols.append(symbol(of: node, symbols, graph, places))
    }
    let value: Symbol
    if block.output.isConstant {
      value = Symbol(block.output.constant)
    } else if Int(block.output.node) < symbols.count {
      value = symbols[Int(block.output.node)]
    } else {
      value = 0
    }
    return (moved, BlockReplay(graph: graph, value: value))
  }

  private static func symbol(
    of node: Node, _ symbols: [Symbol], _ graph: ExpressionGraph, _ places: [Int]
  ) -> Symbol {
    func a() -> Symbol { symbols[Int(node.a)] }
    func b() -> Symbol { symbols[Int(node.b)] }
    switch node.kind {
    case .constant: return Symbol(node.constant)
    case .variable: return graph.variable(places[Int(node.a)])
    case .add: return a() + b()
    case .subtract: return a() - b()
    case .multiply, .guardedMultiply: return a() * b()
    case .divide: return a() / b()
    case .negate: return -a()
    case .function: return Symbol.apply(node.function, a())
    case .integerPower: return Symbol.pow(a(), node.exponent)
    case .realPower: return Symbol.pow(a(), b())
    case .indexPower:
      return Symbol(
        graph,
        graph.store.pointee.indexPower(
          a().operand, b().operand, source: node.exponentSource, offset: node.exponentOffset))
    case .max: return Symbol.max(a(), b())
    case .min: return Symbol.min(a(), b())
    case .select:
      return Symbol.select(
        a(), lessThan: b(), then: symbols[Int(node.thenBranch)],
        else: symbols[Int(node.elseBranch)])
    }
  }
}
