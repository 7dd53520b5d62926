/// Checks that no index leaves the dimension at any iteration, and that no whole number gets too
/// large, before anything is evaluated.
struct RangeChecker {
  private struct Check {
    var form: AffineForm
    /// The list's name for an element; nil for a number that only must not get too large.
    var list: String?
    var offset: Int
    /// The loop whose block reads it, −1 for the whole formula's.
    var loop = -1
  }

  /// A form and the loop whose block reads it.
  private struct Place: Hashable {
    var form: AffineForm
    var loop: Int
  }

  private let dimension: Int
  private let bytes: [UInt8]
  /// The checks of each block that is being read, then of all.
  private var pending: [[Check]] = [[]]
  private var checks: [Check] = []
  private var chains: [Int: [Int]] = [:]
  /// What was searched and found in range.
  private var searched: Set<Place> = []
  private let stepLimit: Int
  /// Steps that all searches together may still take.
  private var steps: Int

  init(dimension: Int, bytes: [UInt8], stepLimit: Int) {
    self.dimension = dimension
    self.bytes = bytes
    self.stepLimit = stepLimit
    steps = stepLimit
  }

  // MARK: Collecting

  mutating func addElement(_ form: AffineForm, of list: String, at offset: Int) {
    pending[pending.count - 1].append(Check(form: form, list: list, offset: offset))
  }

  mutating func addWhole(_ form: AffineForm, at offset: Int) {
    pending[pending.count - 1].append(Check(form: form, list: nil, offset: offset))
  }

  /// What is added from now on belongs to a loop that begins.
  mutating func open() { pending.append([]) }

  mutating func close(as loop: Int) {
    for var check in pending.removeLast() {
      check.loop = loop
      checks.append(check)
    }
  }

  // MARK: Checking

  private func position(_ offset: Int) -> FormulaPosition { FormulaPosition(of: offset, in: bytes) }

  /// Refuses numbers that get too large at some iteration. Bounds may be evaluated afterwards.
  mutating func checkSizes(_ plan: FormulaPlan) throws(FormulaError) {
    checks += pending[0]
    for loop in plan.loops {
      for bound in [loop.lower, loop.upper] {
        checks.append(Check(form: bound, list: nil, offset: loop.offset, loop: loop.owner))
      }
    }
    checks.sort { $0.offset < $1.offset }
    for check in checks {
      guard plan.least(check.form, around: check.loop) != nil,
        plan.greatest(check.form, around: check.loop) != nil
      else { throw .numberTooLarge(limit: FormulaLimits.wholeNumber, at: position(check.offset)) }
    }
  }

  /// Refuses elements that do not exist. The number of iterations was checked before.
  mutating func checkElements(_ plan: FormulaPlan) throws(FormulaError) {
    for check in checks where check.list != nil {
      try self.check(check, chain(from: check.loop, plan), plan)
    }
  }

  /// The loops that run around a block, outermost first.
  private mutating func chain(from loop: Int, _ plan: FormulaPlan) -> [Int] {
    if let known = chains[loop] { return known }
    var chain: [Int] = []
    var next = loop
    while next >= 0 {
      chain.append(next)
      next = plan.loops[next].owner
    }
    chain.reverse()
    chains[loop] = chain
    return chain
  }

  private mutating func check(
    _ check: Check, _ chain: [Int], _ plan: FormulaPlan
  ) throws(FormulaError) {
    guard let list = check.list, let least = plan.least(check.form, around: check.loop),
      let greatest = plan.greatest(check.form, around: check.loop),
      least < 0 || greatest >= dimension,
      searched.insert(Place(form: check.form, loop: check.loop)).inserted
    else { return }
    // Where a loop within may be empty, the extremes may never be met: look at the iterations.
    let loops = chain.map { plan.loops[$0] }
    let below = try find(check.form.multiplied(by: -1), atLeast: 1, loops, check, list, plan)
    let above =
      below == nil
      ? try find(check.form, atLeast: dimension, loops, check, list, plan)
      : try? find(check.form, atLeast: dimension, loops, check, list, plan)
    let found = [below, above].compactMap(\.self).min { a, b in
      loops.map { a[$0.slot] }.lexicographicallyPrecedes(loops.map { b[$0.slot] })
    }
    guard let found else { return }
    throw .indexOutOfRange(
      name: list, index: check.form.value(found) + 1, dimension: dimension,
      place: place(check.form, chain, plan, found), at: position(check.offset))
  }

  /// The indices of the first iteration where a form reaches a limit.
  private mutating func find(
    _ form: AffineForm?, atLeast limit: Int, _ loops: [LoopPlan], _ check: Check, _ list: String,
    _ plan: FormulaPlan
  ) throws(FormulaError) -> [Int]? {
    guard let form,
      var search = IndexSearch(form, atLeast: limit, loops, slotCount: plan.slotCount)
    else { throw .numberTooLarge(limit: FormulaLimits.wholeNumber, at: position(check.offset)) }
    switch search.run(steps: &steps) {
    case .found: return search.indices
    case .none: return nil
    case .gaveUp:
      throw .indexUndecided(name: list, limit: stepLimit, at: position(check.offset))
    }
  }

  private func place(
    _ form: AffineForm, _ chain: [Int], _ plan: FormulaPlan, _ indices: [Int]
  ) -> String {
    chain.filter { form.coefficient(of: plan.loops[$0].slot) != 0 }
      .map { "\(plan.loops[$0].indexName) = \(indices[plan.loops[$0].slot])" }
      .joined(separator: ", ")
  }
}
