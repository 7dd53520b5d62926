public import GradNumerics

/// Runs the tables of a formula's gradient: forward for values, back for adjoints.
@frozen @usableFromInline struct GradientMachine<S: Scalar> {
  @usableFromInline let values: LoopMachine<S>
  @usableFromInline let slopes: LoopMachine<S>
  @usableFromInline let g: UnsafeMutablePointer<S>
  @usableFromInline let adjoints: UnsafeMutablePointer<S>
  @usableFromInline let prefixes: UnsafeMutablePointer<[S]>

  @inlinable @inline(__always)
  init(
    values: LoopMachine<S>, slopes: LoopMachine<S>, g: UnsafeMutablePointer<S>,
    adjoints: UnsafeMutablePointer<S>, prefixes: UnsafeMutablePointer<[S]>
  ) {
    self.values = values
    self.slopes = slopes
    self.g = g
    self.adjoints = adjoints
    self.prefixes = prefixes
  }

  /// The value of the whole formula; adds its gradient to `g`.
  @inlinable
  func runWhole(_ number: Int) -> S {
    let whole = slopes.records + number
    slopes.move(whole.pointee.entry, 0)
    iterate(whole, 0, weight: 1)
    return slopes.r[whole.pointee.output]
  }

  /// One iteration: the loops within, the block's value and slopes, the loops within back.
  ///
  /// - Parameter weight: The adjoint of the block's value.
  @inlinable @inline(__always)
  func iterate(_ loop: UnsafePointer<LoopRecord>, _ index: Int, weight: S) {
    let inner = loop.pointee.children
    for child in inner { goForward(Int(slopes.children[child]), weight: weight) }
    slopes.move(loop.pointee.iteration, index)
    slopes.compute(loop)
    var step = slopes.steps + loop.pointee.scatter.lowerBound
    let end = slopes.steps + loop.pointee.scatter.upperBound
    while step < end {
      add(weighted(loop, weight, slopes.r[Int(step.pointee.target)]), to: step, index)
      step += 1
    }
    for child in inner.reversed() {
      let child = Int(slopes.children[child])
      if !slopes.records[child].isFused { goBack(child, adjoint: adjoints[child]) }
    }
  }

  /// The share of an adjoint that a slope hands on.
  @inlinable @inline(__always)
  func weighted(_ loop: UnsafePointer<LoopRecord>, _ weight: S, _ slope: S) -> S {
    if loop.pointee.isSeeded { return slope }
    if loop.pointee.isGated {
      return S.select(
        S.abs(weight), lessThan: S(Double.leastNonzeroMagnitude), then: 0, else: weight * slope)
    }
    return weight * slope
  }

  /// Adds a share to the coordinate or the loop that a step names.
  @inlinable @inline(__always)
  func add(_ share: S, to step: UnsafePointer<LoopStep>, _ index: Int) {
    let cell = Int(step.pointee.cell)
    let target =
      step.pointee.kind == .coordinate
      ? g + (slopes.integers[cell] &+ step.pointee.stride &* index) : adjoints + cell
    target.pointee = target.pointee + share
  }

  /// A loop's value; where its adjoint is known already, its gradient as well.
  @inlinable
  func goForward(_ number: Int, weight: S) {
    let loop = slopes.records + number
    if loop.pointee.isSeeded {
      goBack(number, adjoint: weight)
    } else if loop.pointee.isFused {
      goBack(number, adjoint: weight * S(loop.pointee.factor))
    } else {
      adjoints[number] = 0
      values.run(number)
    }
  }

  /// Adds a loop's part of the gradient, and leaves its value in its result register.
  @inlinable
  func goBack(_ number: Int, adjoint: S) {
    let loop = slopes.records + number
    let lower = slopes.value(of: loop.pointee.lower)
    let upper = slopes.value(of: loop.pointee.upper)
    let result = slopes.r + loop.pointee.result
    guard lower <= upper else {
      result.pointee = loop.pointee.isProduct ? 1 : 0
      return
    }
    if loop.pointee.isProduct {
      return goBackThroughProduct(loop, number, lower...upper, adjoint)
    }
    var total = S(-0.0)
    let stripped = slopes.strippedCount(loop, upper - lower + 1)
    if stripped > 0 { goBackByStrips(loop, lower, count: stripped, weight: adjoint, &total) }
    if stripped == upper - lower + 1 {
      result.pointee = total
      return
    }
    slopes.move(loop.pointee.entry, 0)
    let output = slopes.r + loop.pointee.output
    for index in (lower + stripped)...upper {
      slopes.integers[loop.pointee.slot] = index
      iterate(loop, index, weight: adjoint)
      total = total + output.pointee
    }
    result.pointee = total
  }

  /// P₀ = 1, Pₖ = Pₖ₋₁ · tₖ: the adjoint of tₖ is that of Pₖ times Pₖ₋₁, from the last to the first.
  @inlinable
  func goBackThroughProduct(
    _ loop: UnsafePointer<LoopRecord>, _ number: Int, _ range: ClosedRange<Int>, _ adjoint: S
  ) {
    let forward = values.records + number
    values.move(forward.pointee.entry, 0)
    var total = S(1)
    for index in range {
      values.integers[loop.pointee.slot] = index
      for child in forward.pointee.children { values.run(Int(values.children[child])) }
      values.move(forward.pointee.iteration, index)
      values.compute(forward)
      prefixes.pointee.append(total)
      total = total * values.r[forward.pointee.output]
    }
    slopes.move(loop.pointee.entry, 0)
    var rest = adjoint
    for index in range.reversed() {
      slopes.integers[loop.pointee.slot] = index
      let prefix = prefixes.pointee.popLast() ?? 1
      iterate(loop, index, weight: rest * prefix)
      rest = rest * slopes.r[loop.pointee.output]
    }
    slopes.r[loop.pointee.result] = total
  }
}
