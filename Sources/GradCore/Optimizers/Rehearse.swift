public import GradNumerics

/// Steps through the passages of a rehearsal.
///
/// Every repetition has a stepper of its own, made before the clock starts: making one allocates and
/// reads settings by name, which takes longer than some tens of steps.
@inlinable func rehearse<T: Stepper>(
  _: T.Type, _ work: PackWork<T.S>, _ rehearsal: Rehearsal
) where T.S: PackScalar {
  typealias S = T.S
  guard let first = work.first else { return }
  let dimension = work.dimension
  let x = LaneVector<S>(repeating: 0, count: dimension)
  let g = LaneVector<S>(repeating: 0, count: dimension)
  let start = LaneVector<S>(repeating: 0, count: dimension)
  let settings = Settings<S>(Array(repeating: first.values, count: S.laneCount))
  let shaping = GradientShaping(settings, couplesWeightDecay: work.couplesWeightDecay)
  var rates = RateTable(work.schedule)
  for passage in rehearsal.passages where passage.start.count == dimension {
    if work.stopFlag.isInterrupted { return }
    for i in 0..<dimension { start[i] = S(passage.start[i]) }
    let count = Swift.max(passage.warmUps, 0) + Swift.max(passage.repetitions, 0)
    let steppers = UnsafeMutablePointer<T>.allocate(capacity: count)
    for i in 0..<count {
      (steppers + i).initialize(to: T(dimension: dimension, settings: settings))
    }
    // A schedule's table grows outside the clock.
    _ = rates.rate(first.rate, at: Swift.max(passage.iterations - 1, 0))
    // Batches go on from one repetition to the next, so that an epoch's permutation weighs what it
    // weighs in a trial.
    if var batches = work.batches, let gradient = work.oracle.batchGradient {
      repeatPassage(
        passage, steppers, count, work, rehearsal, first.rate, &rates, shaping, start, x, g
      ) { x, g in
        let batch = batches.next()
        _ = gradient(x, batch.span, &g)
      }
    } else {
      let gradient = work.oracle.gradient
      repeatPassage(
        passage, steppers, count, work, rehearsal, first.rate, &rates, shaping, start, x, g
      ) { x, g in _ = gradient(x, &g) }
    }
    steppers.deinitialize(count: count)
    steppers.deallocate()
    rehearsal.finish(at: (0..<dimension).map { x[$0][lane: 0] })
  }
}

/// The loop of one passage: each repetition from its start, with a stepper of its own.
///
/// - Parameter evaluate: Writes the gradient at the iterate. Inlined with the loop, like the step.
@inlinable @inline(__always) func repeatPassage<T: Stepper>(
  _ passage: Rehearsal.Passage, _ steppers: UnsafeMutablePointer<T>, _ count: Int,
  _ work: PackWork<T.S>, _ rehearsal: Rehearsal, _ base: Double, _ rates: inout RateTable,
  _ shaping: GradientShaping<T.S>, _ start: borrowing LaneVector<T.S>,
  _ x: borrowing LaneVector<T.S>, _ g: borrowing LaneVector<T.S>,
  evaluate: (_ x: Span<T.S>, _ g: inout MutableSpan<T.S>) -> Void
) where T.S: PackScalar {
  typealias S = T.S
  let dimension = work.dimension
  let isConstant = work.schedule == .constant
  for repetition in 0..<count {
    if repetition == passage.warmUps { rehearsal.begin() }
    for i in 0..<dimension { x[i] = start[i] }
    var stepper = (steppers + repetition).move()
    var iteration: S = 0
    var rate = S(rates.rate(base, at: 0))
    for tick in 0..<passage.iterations {
      var gView = g.buffer.mutableSpan
      evaluate(x.buffer.span, &gView)
      if !isConstant { rate = S(rates.rate(base, at: tick)) }
      if shaping.isNeeded { shaping.apply(to: g, at: x, squaredNorm: g.squaredNorm) }
      var xView = x.buffer.mutableSpan
      stepper.step(&xView, g.buffer.span, rate: rate, iteration: iteration)
      iteration = iteration + 1
    }
    (steppers + repetition).initialize(to: stepper)
  }
  rehearsal.end()
}
