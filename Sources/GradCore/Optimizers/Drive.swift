public import GradNumerics

/// Runs every trial of a pack with a first-order method.
///
/// Compiled in the method's module, where stepper and scalar are known, so that the whole loop is
/// specialised. Work that carries a ``Rehearsal`` steps through its passages instead.
@inlinable public func drive<T: Stepper>(_ stepper: T.Type, _ work: PackWork<T.S>)
where T.S: PackScalar {
  // Timed on plain numbers alone, so that no other loop is compiled.
  if T.S.laneCount == 1, let rehearsal = work.rehearsal {
    rehearse(stepper, work, rehearsal)
    return
  }
  var lanes = PackLanes(work)
  if work.batches == nil {
    driveIterates(stepper, work, &lanes)
  } else {
    driveBatches(stepper, work, &lanes)
  }
}

/// Every iterate is a look: f and the gradient that the method asks for are what is judged.
@inlinable func driveIterates<T: Stepper>(
  _: T.Type, _ work: PackWork<T.S>, _ lanes: inout PackLanes<T.S>
) where T.S: PackScalar {
  typealias S = T.S
  let dimension = work.dimension
  let x = LaneVector<S>(repeating: 0, count: dimension)
  let g = LaneVector<S>(repeating: 0, count: dimension)
  let exact = LaneVector<S>(repeating: 0, count: work.judge == nil ? 0 : dimension)
  let old = LaneVector<S>(repeating: 0, count: dimension)
  let ring = LaneVector<S>(repeating: 0, count: TrialMonitor.memory)
  let squareRing = LaneVector<S>(repeating: 0, count: TrialMonitor.memory)
  guard lanes.fill(x) else { return }
  var settings = Settings<S>(lanes.values)
  var shaping = GradientShaping(settings, couplesWeightDecay: work.couplesWeightDecay)
  var stepper = T(dimension: dimension, settings: settings)
  let gradient = work.oracle.gradient
  let judge = work.judge?.gradient
  let vanishing = VanishingTest<S>(work.rules)
  let watchesVanishing = work.rules.watchesVanishing
  let watchesPassages = work.rules.watchesPassages
  let passage = S(work.rules.thresholds.saddleGradient * work.rules.thresholds.saddleGradient)
  let isAttentive = watchesVanishing || watchesPassages
  // A jump is a new largest ‖g‖² but where a suite sets the factor below 1.
  let isWary = work.rules.thresholds.explosionJump < 1
  let isConstant = work.schedule == .constant
  var wasLow = S.isGreater(S(0), S(0))
  var patience = work.patience
  // What every step touches is local.
  var iteration: S = 0
  var tick = 0
  // Gradients that the method asked for, and the judge was, in every lane since the pack began.
  var asked = 0
  var judged = 0
  // The first look whose f and ‖g‖² are in the rings only.
  var pending = 0

  while lanes.active > 0 {
    var gView = g.buffer.mutableSpan
    var f = gradient(x.buffer.span, &gView)
    asked += 1
    let q: S
    if let judge {
      var view = exact.buffer.mutableSpan
      f = judge(x.buffer.span, &view)
      judged += 1
      q = exact.squaredNorm
    } else {
      q = g.squaredNorm
    }
    let slot = tick & (TrialMonitor.memory - 1)
    ring[slot] = f
    squareRing[slot] = q
    let isPassable = lanes.watch.isPassable(f, q)
    if !isConstant { lanes.setRates(tick) }
    // Extremes and masks are made only where one of these asks for them: most steps pass by.
    if !isPassable || isWary || tick >= lanes.nextTick || slot == TrialMonitor.memory - 1
      || (isAttentive && tick & 7 == 0)
    {
      lanes.watch.absorb(ring, squareRing, from: pending, through: tick)
      pending = tick + 1
      let largestBefore = lanes.watch.largestSquare
      var wanted = S.isGreater(S(0), S(0))
      if !isPassable || isWary {
        wanted = lanes.watch.crossed(f, q, largestBefore: largestBefore)
        lanes.watch.raise(q)
      }
      var hasTurned = false
      var isLow = wasLow
      if tick & 7 == 0 {
        if watchesVanishing { wanted = wanted | vanishing.isSmall(x, f, q) }
        if watchesPassages {
          isLow = S.isGreater(lanes.watch.largestSquare * passage, q)
          let turned = (isLow & !wasLow) | (wasLow & !isLow)
          hasTurned = turned.any
          wanted = wanted | turned
        }
      }
      if tick >= lanes.nextTick || wanted.any {
        for lane in 0..<S.laneCount {
          guard let monitor = lanes.monitors[lane] else { continue }
          guard wanted[lane: lane] || tick >= lanes.due[lane] else { continue }
          lanes.copy(x, to: &monitor.point, lane: lane)
          if judge == nil {
            lanes.copy(g, to: &monitor.gradient, lane: lane)
          } else {
            lanes.copy(exact, to: &monitor.gradient, lane: lane)
          }
          let hasLaneTurned = hasTurned && isLow[lane: lane] != wasLow[lane: lane]
          let now = tick
          monitor.attend(
            lanes.look(
              lane, at: tick, asked: asked, judged: judged, f: f, q: q,
              largestBefore: largestBefore, isLow: hasLaneTurned ? isLow[lane: lane] : nil,
              rate: stepper.usedRate(lanes.rate, iteration: iteration))
          ) { age in ring[(now - age) & (TrialMonitor.memory - 1)][lane: lane] }
          lanes.settle(lane, monitor)
        }
        lanes.plan()
      }
      wasLow = isLow
    }
    patience -= 1
    if patience <= 0 {
      patience = work.patience
      lanes.abandonFromOutside()
    }

    if lanes.keepsOld {
      for i in 0..<dimension { old[i] = x[i] }
    }
    if shaping.isNeeded {
      shaping.apply(to: g, at: x, squaredNorm: judge == nil ? q : g.squaredNorm)
    }
    var xView = x.buffer.mutableSpan
    stepper.step(&xView, g.buffer.span, rate: lanes.rate, iteration: iteration)
    if lanes.keepsOld { lanes.measureSteps(from: old, to: x) }
    iteration = iteration + 1
    tick += 1
    let last = tick - 1
    if !lanes.ended.isEmpty, lanes.mayRefill(at: &tick) {
      // Trials that ended from outside left looks behind that are not the next trial's.
      lanes.watch.absorb(ring, squareRing, from: pending, through: last)
      pending = tick
      let ended = lanes.refill(x, at: tick, asked: asked, judged: judged)
      settings = Settings<S>(lanes.values)
      shaping.take(settings)
      for lane in ended {
        stepper.restart(lane: lane, settings: settings)
        iteration[lane: lane] = 0
        var marker: S = 0
        marker[lane: lane] = 1
        wasLow = wasLow & S.isGreater(1, marker)
      }
    }
  }
}

/// The method sees batches; the harness looks at the full objective on a grid of data passes. The
/// lanes share their batches, so that all begin together and none is refilled.
@inlinable func driveBatches<T: Stepper>(
  _: T.Type, _ work: PackWork<T.S>, _ lanes: inout PackLanes<T.S>
) where T.S: PackScalar {
  typealias S = T.S
  guard let first = work.batches, let judge = work.judge?.gradient,
    let batchGradient = work.oracle.batchGradient
  else { return }
  let dimension = work.dimension
  let x = LaneVector<S>(repeating: 0, count: dimension)
  let g = LaneVector<S>(repeating: 0, count: dimension)
  let exact = LaneVector<S>(repeating: 0, count: dimension)
  let old = LaneVector<S>(repeating: 0, count: dimension)
  let looks = work.rules.lookIterations
  // Batches that the budget of cost pays for.
  let most = work.rules.costLimit / Swift.max(work.rules.costPerGradient, 1)
  let isConstant = work.schedule == .constant

  // Each set of lanes begins with the first batch.
  while lanes.fill(x) {
    let settings = Settings<S>(lanes.values)
    let shaping = GradientShaping(settings, couplesWeightDecay: work.couplesWeightDecay)
    var stepper = T(dimension: dimension, settings: settings)
    var batches = first
    var nextLook = 0
    var patience = work.patience
    var iteration: S = 0
    var tick = 0
    // Gradients that updates asked for, and looks.
    var asked = 0
    var judged = 0

    while lanes.active > 0 {
      if !isConstant { lanes.setRates(tick) }
      let isDue = nextLook < looks.count && looks[nextLook] == tick
      if isDue || asked == most {
        if isDue { nextLook += 1 }
        var view = exact.buffer.mutableSpan
        let f = judge(x.buffer.span, &view)
        judged += 1
        lanes.lookAtAll(
          x, f: f, gradient: exact, at: tick, asked: asked, judged: judged,
          rate: stepper.usedRate(lanes.rate, iteration: iteration))
        if lanes.active == 0 { break }
      }
      let batch = batches.next()
      var gView = g.buffer.mutableSpan
      _ = batchGradient(x.buffer.span, batch.span, &gView)
      let q = g.squaredNorm
      let bad = !S.isGreater(S(.infinity), q)
      // Its gradient is not counted: no update was made of it.
      if bad.any { lanes.endNotFinite(bad, x, g, at: tick, asked: asked, judged: judged) }
      asked += 1
      patience -= 1
      if patience <= 0 {
        patience = work.patience
        lanes.abandonFromOutside()
      }
      if lanes.keepsOld {
        for i in 0..<dimension { old[i] = x[i] }
      }
      if shaping.isNeeded { shaping.apply(to: g, at: x, squaredNorm: q) }
      var xView = x.buffer.mutableSpan
      stepper.step(&xView, g.buffer.span, rate: lanes.rate, iteration: iteration)
      if lanes.keepsOld { lanes.measureSteps(from: old, to: x) }
      iteration = iteration + 1
      tick += 1
    }
    lanes.ended.removeAll(keepingCapacity: true)
  }
}
