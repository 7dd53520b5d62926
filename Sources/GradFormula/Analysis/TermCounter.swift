/// Counts the iterations of all loops in one evaluation, and what they cost; refuses too many.
///
/// A loop whose iterations all cost the same is counted once. So counting never takes longer than
/// the evaluation, and ends as soon as either takes too long.
struct TermCounter {
  /// Iterations, and operations in them.
  private struct Work {
    var terms = 0
    var operations = 0
  }

  /// A whole number that depends on indices, with its terms in the table of all.
  private struct Form {
    var constant: Int
    var terms: Range<Int>
  }

  private struct Loop {
    var lower: Form
    var upper: Form
    var slot: Int
    var children: Range<Int>
    /// Whether the bounds of loops within depend on its index.
    var isVarying: Bool
    /// Operations that entering it takes, and each iteration.
    var entryCost: Int
    var iterationCost: Int
    var offset: Int
  }

  /// Operations that entering a loop counts as, however short it is: two bounds, a call and a choice.
  static let entryCost = 8

  private let bytes: [UInt8]
  private var loops: [Loop] = []
  private var terms: [AffineForm.Term] = []
  private var children: [Int] = []
  private var indices: [Int]
  /// Operations of entering the loops that counting entered: part of what it counts.
  private var operations = 0
  /// How many loops counting entered.
  private(set) var entries = 0

  /// The iterations in one evaluation.
  static func count(_ plan: FormulaPlan, _ bytes: [UInt8]) throws(FormulaError) -> Int {
    var counter = TermCounter(plan, bytes)
    return try counter.count(plan)
  }

  init(_ plan: FormulaPlan, _ bytes: [UInt8]) {
    self.bytes = bytes
    indices = Array(repeating: 0, count: plan.slotCount)
    // The slots that bounds depend on, of each loop and those within, which stand before it.
    var slots: [UInt128] = []
    for loop in plan.loops {
      let inner = loop.block.children.reduce(UInt128(0)) { $0 | slots[$1] }
      slots.append(inner | loop.lower.slots | loop.upper.slots)
      let start = children.count
      children += loop.block.children
      let inputs = loop.block.inputs.reduce(0) { $0 + ($1.form?.terms.count ?? 0) }
      loops.append(
        Loop(
          lower: form(loop.lower), upper: form(loop.upper), slot: loop.slot,
          children: start..<children.count,
          isVarying: inner & (1 << UInt128(loop.slot)) != 0,
          entryCost: Self.entryCost + loop.lower.terms.count + loop.upper.terms.count + inputs,
          iterationCost: loop.block.nodes.count + 1, offset: loop.offset))
    }
  }

  private mutating func form(_ form: AffineForm) -> Form {
    let start = terms.count
    terms += form.terms
    return Form(constant: form.constant, terms: start..<terms.count)
  }

  mutating func count(_ plan: FormulaPlan) throws(FormulaError) -> Int {
    let start = children.count
    children += plan.root.children
    return try work(of: start..<children.count).terms
  }

  private func value(_ form: Form) -> Int {
    var value = form.constant
    for i in form.terms { value &+= terms[i].coefficient &* indices[terms[i].slot] }
    return value
  }

  /// All products below stay below 10¹⁶: factors are limits of terms, of operations and of nodes in a
  /// text.
  private func check(_ work: Work, _ loop: Int) throws(FormulaError) {
    if work.terms <= FormulaLimits.terms, work.operations <= FormulaLimits.operations { return }
    let at = FormulaPosition(of: loops[loop].offset, in: bytes)
    if work.terms > FormulaLimits.terms { throw .tooManyTerms(limit: FormulaLimits.terms, at: at) }
    throw .tooManyOperations(limit: FormulaLimits.operations, at: at)
  }

  /// The work of some loops for the indices around them.
  private mutating func work(of range: Range<Int>) throws(FormulaError) -> Work {
    var sum = Work()
    for i in range {
      let work = try work(of: children[i])
      sum.terms += work.terms
      sum.operations += work.operations
      try check(sum, children[i])
    }
    return sum
  }

  private mutating func work(of number: Int) throws(FormulaError) -> Work {
    let loop = loops[number]
    let lower = value(loop.lower)
    let upper = value(loop.upper)
    entries += 1
    operations += loop.entryCost
    try check(Work(operations: operations), number)
    if lower > upper { return Work(operations: loop.entryCost) }
    let trips = upper - lower + 1
    try check(Work(terms: trips), number)
    if !loop.isVarying {
      indices[loop.slot] = lower
      let inner = try work(of: loop.children)
      let work = Work(
        terms: trips * (inner.terms + 1),
        operations: loop.entryCost + trips * (inner.operations + loop.iterationCost))
      try check(work, number)
      return work
    }
    var sum = Work(operations: loop.entryCost)
    for index in lower...upper {
      indices[loop.slot] = index
      let inner = try work(of: loop.children)
      sum.terms += inner.terms + 1
      sum.operations += inner.operations + loop.iterationCost
      try check(sum, number)
    }
    return sum
  }
}
