/// Counts the iterations of all loops in one evaluation, and what they cost; refuses too many.
struct TermCounter {
  /// Iterations, and operations in them.
  private struct Work {
    var terms = 0
    var operations = 0
  }

  private let plan: FormulaPlan
  private let bytes: [UInt8]
  private var indices: [Int]
  /// Loops entered: empty ones take time as well.
  private var steps = 0

  /// The iterations in one evaluation.
  static func count(_ plan: FormulaPlan, _ bytes: [UInt8]) throws(FormulaError) -> Int {
    var counter = TermCounter(plan, bytes)
    return try counter.work(of: plan.root.children).terms
  }

  private init(_ plan: FormulaPlan, _ bytes: [UInt8]) {
    self.plan = plan
    self.bytes = bytes
    indices = Array(repeating: 0, count: plan.slotCount)
  }

  /// All products below stay below 10¹⁴: factors are limits of terms and of nodes in a text.
  private func check(_ work: Work, _ loop: Int) throws(FormulaError) {
    if work.terms <= FormulaLimits.terms, work.operations <= FormulaLimits.operations { return }
    let at = FormulaPosition(of: plan.loops[loop].offset, in: bytes)
    if work.terms > FormulaLimits.terms { throw .tooManyTerms(limit: FormulaLimits.terms, at: at) }
    throw .tooManyOperations(limit: FormulaLimits.operations, at: at)
  }

  /// The work of some loops for the indices around them.
  private mutating func work(of loops: [Int]) throws(FormulaError) -> Work {
    var sum = Work()
    for loop in loops {
      let work = try work(of: loop)
      sum.terms += work.terms
      sum.operations += work.operations
      try check(sum, loop)
    }
    return sum
  }

  private mutating func work(of number: Int) throws(FormulaError) -> Work {
    let loop = plan.loops[number]
    let lower = loop.lower.value(indices)
    let upper = loop.upper.value(indices)
    steps += 1
    try check(Work(terms: steps), number)
    if lower > upper { return Work() }
    let trips = upper - lower + 1
    try check(Work(terms: trips), number)
    let children = loop.block.children
    let cost = loop.block.nodes.count + 1
    if !dependsOnIndex(children, loop.slot) {
      indices[loop.slot] = lower
      let inner = try work(of: children)
      let work = Work(
        terms: trips * (inner.terms + 1), operations: trips * (inner.operations + cost))
      try check(work, number)
      return work
    }
    var sum = Work()
    for index in lower...upper {
      indices[loop.slot] = index
      let inner = try work(of: children)
      sum.terms += inner.terms + 1
      sum.operations += inner.operations + cost
      try check(sum, number)
    }
    return sum
  }

  /// Whether the number of iterations of some loops depends on an index.
  private func dependsOnIndex(_ loops: [Int], _ slot: Int) -> Bool {
    loops.contains {
      let loop = plan.loops[$0]
      return loop.lower.coefficient(of: slot) != 0 || loop.upper.coefficient(of: slot) != 0
        || dependsOnIndex(loop.block.children, slot)
    }
  }
}
