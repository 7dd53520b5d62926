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

  private let dimension: Int
  private let bytes: [UInt8]
  /// The checks of each block that is being read, then of all.
  private var pending: [[Check]] = [[]]
  private var checks: [Check] = []
  private var chains: [Int: [Int]] = [:]
  private var steps = 0

  init(dimension: Int, bytes: [UInt8]) {
    self.dimension = dimension
    self.bytes = bytes
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
      least < 0 || greatest >= dimension
    else { return }
    // Where a loop within may be empty, the extremes may never be met: look at every iteration.
    var indices = [Int](repeating: 0, count: plan.slotCount)
    switch search(check.form, chain[...], plan, &indices) {
    case .found:
      throw .indexOutOfRange(
        name: list, index: check.form.value(indices) + 1, dimension: dimension,
        place: place(check.form, chain, plan, indices), at: position(check.offset))
    case .none: return
    case .gaveUp:
      throw .indexOutOfRange(
        name: list, index: (least < 0 ? least : greatest) + 1, dimension: dimension, place: "",
        at: position(check.offset))
    }
  }

  private enum Finding { case found, none, gaveUp }

  /// Looks for the first iteration with an index out of range, and leaves its indices.
  private mutating func search(
    _ form: AffineForm, _ chain: ArraySlice<Int>, _ plan: FormulaPlan, _ indices: inout [Int]
  ) -> Finding {
    guard let first = chain.first else {
      let value = form.value(indices)
      return value < 0 || value >= dimension ? .found : .none
    }
    let loop = plan.loops[first]
    let lower = loop.lower.value(indices)
    let upper = loop.upper.value(indices)
    guard lower <= upper else { return .none }
    for index in lower...upper {
      steps += 1
      if steps > FormulaLimits.searchSteps { return .gaveUp }
      indices[loop.slot] = index
      let finding = search(form, chain.dropFirst(), plan, &indices)
      if finding != .none { return finding }
    }
    return .none
  }

  private func place(
    _ form: AffineForm, _ chain: [Int], _ plan: FormulaPlan, _ indices: [Int]
  ) -> String {
    chain.filter { form.coefficient(of: plan.loops[$0].slot) != 0 }
      .map { "\(plan.loops[$0].indexName) = \(indices[plan.loops[$0].slot])" }
      .joined(separator: ", ")
  }
}
