/// Lays the blocks and loops of a plan out in flat tables.
///
/// Registers: first the loops' results, then each block's constants, inputs and temporaries.
/// Integers: first the loops' indices by depth, then each block's addresses and exponents.
struct LoopAssembler {
  /// Formulas with fewer terms run one iteration after the other.
  static let shortestStripped = 8

  private(set) var records: [LoopRecord] = []
  private(set) var steps: [LoopStep] = []
  private(set) var terms: [LoopTerm] = []
  private(set) var children: [Int32] = []
  private(set) var instructions: [Instruction] = []
  private(set) var constants: [(register: Int32, value: Double)] = []
  private(set) var registerCount: Int
  private(set) var integerCount: Int
  private(set) var stripCount: Int
  private(set) var stripConstants: [(register: Int32, value: Double)] = []
  private let plan: FormulaPlan

  /// - Parameters:
  ///   - registers, integers, strips: Where this assembly's own begin; what is before is shared.
  init(_ plan: FormulaPlan, registers: Int, integers: Int, strips: Int = 0) {
    self.plan = plan
    stripCount = strips
    registerCount = registers
    integerCount = integers
    records = (0...plan.loops.count).map { number in
      var record = LoopRecord()
      record.result = number
      guard number < plan.loops.count else { return record }
      record.isProduct = plan.loops[number].isProduct
      record.slot = plan.loops[number].slot
      return record
    }
    for (number, loop) in plan.loops.enumerated() {
      records[number].lower = form(loop.lower)
      records[number].upper = form(loop.upper)
    }
  }

  /// The tables of the values alone.
  static func values(_ plan: FormulaPlan) -> LoopTables {
    var assembler = LoopAssembler(
      plan, registers: plan.loops.count, integers: plan.slotCount)
    for number in 0...plan.loops.count {
      let block = number < plan.loops.count ? plan.loops[number].block : plan.root
      assembler.add(
        number, block,
        ProgramCompiler.compile(
          block.nodes, variableCount: block.inputs.count, outputs: [block.output]))
    }
    return LoopTables(assembler)
  }

  /// Adds the block of a loop, or, as the last, that of the whole formula.
  ///
  /// - Parameters:
  ///   - code: Reads the block's inputs as its variables; its first output is the value, the
  ///     others the partial derivatives by `partials`.
  ///   - partials: Inputs, by their number in the block.
  mutating func add(
    _ number: Int, _ block: BlockPlan, _ code: ProgramCode, partials: [Int] = [],
    configure: (inout LoopRecord) -> Void = { _ in }
  ) {
    var record = records[number]
    let slot = number < plan.loops.count ? record.slot : -1
    record.base = registerCount
    let first = instructions.count
    instructions += code.instructions
    record.instructions = first..<instructions.count
    for (i, constant) in code.constants.enumerated() {
      constants.append((Int32(registerCount + i), constant))
    }
    // Only the innermost loops: what they contain is done one iteration after the other.
    // Short ones do not earn what setting up takes.
    if slot >= 0, block.children.isEmpty, block.exponents.isEmpty,
      plan.termCount >= Self.shortestStripped
    {
      record.strip = stripCount
      for (i, constant) in code.constants.enumerated() {
        stripConstants.append((Int32(stripCount + i), constant))
      }
      stripCount += code.registerCount
    }
    let inputs = registerCount + code.constants.count
    registerCount += code.registerCount

    record.exponents = integerCount
    integerCount += block.exponents.count
    var entry: [LoopStep] = []
    var iteration: [LoopStep] = []
    var cells = [Int](repeating: 0, count: block.inputs.count)
    for (i, exponent) in block.exponents.enumerated() {
      move(.integer, exponent, slot, to: record.exponents + i, &entry, &iteration)
    }
    for (i, input) in block.inputs.enumerated() {
      switch input {
      case .coordinate(let form):
        cells[i] = move(.coordinate, form, slot, to: inputs + i, &entry, &iteration)
      case .number(let form): move(.number, form, slot, to: inputs + i, &entry, &iteration)
      case .result(let loop):
        var step = LoopStep(.result, target: inputs + i)
        step.cell = Int32(loop)
        if plan.owner(of: loop) == number { iteration.append(step) } else { entry.append(step) }
      }
    }
    let scatter = partials.enumerated().map { output, input in
      let source = record.base + Int(code.outputs[output + 1])
      switch block.inputs[input] {
      case .coordinate(let form):
        var step = LoopStep(.coordinate, target: source)
        step.cell = Int32(cells[input])
        step.stride = form.coefficient(of: slot)
        return step
      case .number(let form):
        var step = LoopStep(.number, target: source)
        step.form = self.form(form)
        return step
      case .result(let loop):
        var step = LoopStep(.result, target: source)
        step.cell = Int32(loop)
        return step
      }
    }
    record.entry = append(entry)
    record.iteration = append(iteration)
    record.scatter = append(scatter)
    let start = children.count
    children += block.children.map { Int32($0) }
    record.children = start..<children.count
    record.output = record.base + Int(code.outputs[0])
    configure(&record)
    records[number] = record
  }

  /// Adds the steps that bring the value of a form to its place.
  ///
  /// - Returns: The integer that holds what does not change from iteration to iteration.
  @discardableResult
  private mutating func move(
    _ kind: LoopStep.Kind, _ form: AffineForm, _ slot: Int, to target: Int,
    _ entry: inout [LoopStep], _ iteration: inout [LoopStep]
  ) -> Int {
    let cell = integerCount
    integerCount += 1
    let stride = form.coefficient(of: slot)
    var rest = form
    rest.terms.removeAll { $0.slot == slot }
    var fixed = LoopStep(.form, target: cell)
    fixed.form = self.form(rest)
    entry.append(fixed)
    var step = LoopStep(kind, target: target)
    step.cell = Int32(cell)
    step.stride = stride
    if stride == 0 { entry.append(step) } else { iteration.append(step) }
    return cell
  }

  private mutating func form(_ form: AffineForm) -> LoopForm {
    var result = LoopForm()
    result.constant = form.constant
    result.start = Int32(terms.count)
    terms += form.terms.map { LoopTerm(slot: $0.slot, coefficient: $0.coefficient) }
    result.end = Int32(terms.count)
    return result
  }

  private mutating func append(_ new: [LoopStep]) -> Range<Int> {
    let start = steps.count
    steps += new
    return start..<steps.count
  }
}
