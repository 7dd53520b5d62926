/// Looks for the first iteration of a block where a form reaches a limit.
///
/// For given indices of the outer loops the form has an upper bound, which is reached unless a loop
/// further in is empty. Only where that bound reaches the limit are the loops further in looked at.
struct IndexSearch {
  enum Finding { case found, none, gaveUp }

  private let limit: Int
  /// The loops around the block, outermost first.
  private let loops: [LoopPlan]
  /// The upper bound of the form for given indices of the first k loops.
  private var bounds: [AffineForm]
  /// The indices of the iteration found, by slot.
  private(set) var indices: [Int]

  /// - Returns: nil if a number gets too large.
  init?(_ form: AffineForm, atLeast limit: Int, _ loops: [LoopPlan], slotCount: Int) {
    self.limit = limit
    self.loops = loops
    indices = [Int](repeating: 0, count: slotCount)
    bounds = [form]
    for loop in loops.reversed() {
      guard
        let bound = bounds[bounds.count - 1].replacing(
          loop.slot,
          by: bounds[bounds.count - 1].coefficient(of: loop.slot) > 0 ? loop.upper : loop.lower)
      else { return nil }
      bounds.append(bound)
    }
    bounds.reverse()
  }

  /// - Parameter steps: What the search may still take; less what it took.
  mutating func run(steps: inout Int) -> Finding {
    bounds[0].constant < limit ? .none : run(within: 0, &steps)
  }

  private mutating func run(within depth: Int, _ steps: inout Int) -> Finding {
    guard depth < loops.count else { return .found }
    let loop = loops[depth]
    let range = candidates(depth)
    steps -= loop.lower.terms.count + loop.upper.terms.count
    for index in range {
      steps -= 1 + bounds[depth + 1].terms.count
      if steps < 0 { return .gaveUp }
      indices[loop.slot] = index
      let finding = run(within: depth + 1, &steps)
      if finding != .none { return finding }
    }
    return .none
  }

  /// The indices of a loop where the bound reaches the limit; it goes up or down with the index.
  private mutating func candidates(_ depth: Int) -> Range<Int> {
    let loop = loops[depth]
    let lower = loop.lower.value(indices)
    let upper = loop.upper.value(indices)
    guard lower <= upper else { return 0..<0 }
    let bound = bounds[depth + 1]
    let slope = Int128(bound.coefficient(of: loop.slot))
    indices[loop.slot] = lower
    // Where a loop further in is empty, the bound may leave the range of all other numbers.
    let missing = Int128(limit) - bound.wideValue(indices)
    if missing > 0 {
      guard slope > 0, case let first = Int128(lower) + (missing + slope - 1) / slope,
        first <= Int128(upper)
      else { return 0..<0 }
      return Int(first)..<(upper + 1)
    }
    if slope >= 0 { return lower..<(upper + 1) }
    return lower..<Int(Swift.min(Int128(upper), Int128(lower) + missing / slope) + 1)
  }
}
