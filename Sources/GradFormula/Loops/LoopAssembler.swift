import GradSymbolic

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
      let code = ProgramCompiler.compile(
        block.nodes, variableCount: block.inputs.count, outputs: [block.output])
      assembler.add(
        number, block, code,
        strip: hasStrips(number, of: plan) ? StripCode(values: code) : nil)
    }
    return LoopTables(assembler)
  }

  /// Whether the iterations of a loop run as strips. Only the innermost loops': what they contain
  /// is done one iteration after the other. Short ones do not earn what setting up takes.
  static func hasStrips(_ number: Int, of plan: FormulaPlan) -> Bool {
    guard number < plan.loops.count else { return false }
    let block = plan.loops[number].block
    return block.children.isEmpty && block.exponents.isEmpty && !block.hasWideNumbers
      && plan.termCount >= shortestStripped
  }

  /// Adds the block of a loop, or, as the last, that of the whole formula.
  ///
  /// - Parameters:
  ///   - code: Reads the block's inputs as its variables; its first output is the value, the
  ///     others the partial derivatives by `partials`.
  ///   - partials: Inputs, by their number in the block.
  ///   - strip: The same for strips, if the loop has them.
  mutating func add(
    _ number: Int, _ block: BlockPlan, _ code: ProgramCode, partials: [Int] = [],
    strip: StripCode?, configure: (inout LoopRecord) -> Void = { _ in }
  ) {
    var record = records[number]
    let slot = number < plan.loops.count ? record.slot : -1
    record.base = registerCount
    record.instructions = append(code)
    for (i, constant) in code.constants.enumerated() {
      constants.append((Int32(registerCount + i), constant))
    }
    let inputs = registerCount + code.constants.count
    registerCount += code.registerCount

    record.exponents = integerCount
    integerCount += block.exponents.count
    var fixed: [LoopStep] = []
    var steps = BlockSteps()
    for (i, exponent) in block.exponents.enumerated() {
      let cell = self.cell(exponent, slot, &fixed)
      steps.add(.integer, exponent, slot, cell: cell, to: record.exponents + i)
    }
    let cells = block.inputs.map { input in input.form.map { cell($0, slot, &fixed) } ?? 0 }
    steps.read(block.inputs, cells, slot, to: inputs) { plan.owner(of: $0) == number }
    for (i, input) in block.inputs.enumerated() {
      guard case .wideNumber(let form) = input else { continue }
      steps.add(.wideNumber, form, self.form(form), slot, to: inputs + i)
    }
    record.entry = append(fixed + steps.entry)
    record.iteration = append(steps.iteration)
    record.scatter = append(
      partials.enumerated().map { output, input in
        BlockSteps.share(
          record.base + Int(code.outputs[output + 1]), of: block.inputs[input], cells[input], slot)
      })
    let start = children.count
    children += block.children.map { Int32($0) }
    record.children = start..<children.count
    record.output = record.base + Int(code.outputs[0])
    if let strip { record.strip = add(strip, block, cells, slot, fixed) }
    configure(&record)
    records[number] = record
  }

  private mutating func add(
    _ strip: StripCode, _ block: BlockPlan, _ cells: [Int], _ slot: Int, _ fixed: [LoopStep]
  ) -> StripRecord {
    let code = strip.code
    var record = StripRecord()
    record.base = stripCount
    record.instructions = append(code)
    for (i, constant) in code.constants.enumerated() {
      stripConstants.append((Int32(stripCount + i), constant))
    }
    let inputs = stripCount + code.constants.count
    stripCount += code.registerCount
    var steps = BlockSteps()
    steps.read(block.inputs, cells, slot, to: inputs) { _ in false }
    record.entry = append(fixed + steps.entry)
    record.iteration = append(steps.iteration)
    if let weight = strip.weight { record.weight = inputs + weight }
    func shares(_ parts: [StripCode.Share]) -> [LoopStep] {
      parts.map { part in
        BlockSteps.share(
          record.base + Int(code.outputs[part.output]), of: block.inputs[part.input],
          cells[part.input], slot)
      }
    }
    record.sums = append(shares(strip.sums))
    record.scatter = append(shares(strip.others))
    record.output = record.base + Int(code.outputs[0])
    return record
  }

  /// Adds the step that computes what of a form does not change from iteration to iteration.
  ///
  /// - Returns: The integer that holds it.
  private mutating func cell(_ form: AffineForm, _ slot: Int, _ fixed: inout [LoopStep]) -> Int {
    let cell = integerCount
    integerCount += 1
    var rest = form
    rest.terms.removeAll { $0.slot == slot }
    var step = LoopStep(.form, target: cell)
    step.form = self.form(rest)
    fixed.append(step)
    return cell
  }

  private mutating func append(_ code: ProgramCode) -> Range<Int> {
    let first = instructions.count
    instructions += code.instructions
    return first..<instructions.count
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
