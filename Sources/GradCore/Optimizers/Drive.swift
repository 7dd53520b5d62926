public import GradNumerics

/// Runs every trial of a pack with a first-order method.
///
/// Compiled in the method's module, where stepper and scalar are known, so that the whole loop is
/// specialised.
@inlinable public func drive<T: Stepper>(_ stepper: T.Type, _ run: Run<T.S>) where T.S: RunScalar {
  var loop = DriveLoop<T>(run)
  if run.batches == nil { loop.runIterates() } else { loop.runBatches() }
}

/// The stepping loop of one pack.
@frozen public struct DriveLoop<T: Stepper> where T.S: RunScalar {
  public typealias S = T.S

  @usableFromInline let run: Run<S>
  @usableFromInline let dimension: Int
  @usableFromInline var monitors: [TrialMonitor?]
  @usableFromInline var values: [ParameterValues]
  @usableFromInline var bases: [Double]
  /// The tick at which each lane's trial began, and the tick of its next attention.
  @usableFromInline var begun: [Int]
  @usableFromInline var due: [Int]
  @usableFromInline var active = 0
  @usableFromInline var tick = 0
  @usableFromInline var nextTick = 0
  @usableFromInline var iteration: S = 0
  @usableFromInline var rate: S = 0
  @usableFromInline var rates: RateTable
  @usableFromInline var watch = LaneWatch<S>()
  @usableFromInline var cosines: StepCosines<S>
  @usableFromInline var watchesSteps = false
  @usableFromInline var awaitsSteps = false
  @usableFromInline var ended: [Int] = []

  @inlinable init(_ run: Run<S>) {
    self.run = run
    dimension = run.dimension
    monitors = Array(repeating: nil, count: S.laneCount)
    values = Array(repeating: ParameterValues([]), count: S.laneCount)
    bases = Array(repeating: 0, count: S.laneCount)
    begun = Array(repeating: 0, count: S.laneCount)
    due = Array(repeating: .max, count: S.laneCount)
    rates = RateTable(run.schedule)
    cosines = StepCosines(dimension: run.dimension)
  }

  /// Every iterate is a look: f and the gradient that the method asks for are what is judged.
  @inlinable mutating func runIterates() {
    var x = [S](repeating: 0, count: dimension)
    guard fill(&x) else { return }
    var g = x
    var exact = x
    var old = x
    var settings = Settings<S>(values)
    var shaping = GradientShaping(settings, couplesWeightDecay: run.couplesWeightDecay)
    var stepper = T(dimension: dimension, settings: settings)
    var ring = [S](repeating: 0, count: TrialMonitor.memory)
    let gradient = run.oracle.gradient
    let judge = run.judge?.gradient
    let watchesVanishing = run.rules.watchesVanishing
    let watchesPassages = run.rules.watchesPassages
    let isConstant = run.schedule == .constant
    var wasLow = S.isGreater(S(0), S(0))
    var patience = run.patience

    while active > 0 {
      var f: S
      var q: S = 0
      do {
        var view = g.mutableSpan
        f = gradient(x.span, &view)
      }
      if let judge {
        var view = exact.mutableSpan
        f = judge(x.span, &view)
        for i in exact.indices { q = q + exact[i] * exact[i] }
      } else {
        for i in g.indices { q = q + g[i] * g[i] }
      }
      ring[tick & (TrialMonitor.memory - 1)] = f
      let largestBefore = watch.largestSquare
      var wanted = watch.crossed(f, q)
      watch.absorb(f, q)
      if !isConstant { setRates() }

      var hasTurned = false
      var isLow = wasLow
      if tick & 7 == 0 {
        if watchesVanishing { wanted = wanted | vanishing(x, f, q) }
        if watchesPassages {
          let fraction = run.rules.thresholds.saddleGradient
          isLow = S.isGreater(watch.largestSquare * S(fraction * fraction), q)
          let turned = (isLow & !wasLow) | (wasLow & !isLow)
          hasTurned = turned.any
          wanted = wanted | turned
        }
      }
      if wanted.any || tick >= nextTick {
        for lane in 0..<S.laneCount {
          guard let monitor = monitors[lane] else { continue }
          guard wanted[lane: lane] || tick >= due[lane] else { continue }
          copy(x, to: &monitor.point, lane: lane)
          copy(judge == nil ? g : exact, to: &monitor.gradient, lane: lane)
          let hasLaneTurned = hasTurned && isLow[lane: lane] != wasLow[lane: lane]
          let now = tick
          monitor.attend(
            watch.look(
              lane: lane, iteration: tick - begun[lane], f: f, q: q, largestBefore: largestBefore,
              isLow: hasLaneTurned ? isLow[lane: lane] : nil, cosines: cosines, rate: rate)
          ) { age in ring[(now - age) & (TrialMonitor.memory - 1)][lane: lane] }
          settle(lane, monitor)
        }
        plan()
      }
      wasLow = isLow
      patience -= 1
      if patience <= 0 {
        patience = run.patience
        abandonFromOutside()
      }

      let keepsOld = watchesSteps || awaitsSteps
      if keepsOld {
        for i in x.indices { old[i] = x[i] }
      }
      if shaping.isNeeded {
        var square = q
        if judge != nil {
          square = 0
          for i in g.indices { square = square + g[i] * g[i] }
        }
        shaping.apply(to: &g, at: x, squaredNorm: square)
      }
      do {
        var view = x.mutableSpan
        stepper.step(&view, g.span, rate: rate, iteration: iteration)
      }
      if watchesSteps { cosines.add(from: old, to: x) }
      if awaitsSteps { completeSteps(old, x) }
      iteration = iteration + 1
      tick += 1
      if !ended.isEmpty {
        refill(&x)
        settings = Settings<S>(values)
        shaping.take(settings)
        for lane in ended {
          stepper.restart(lane: lane, settings: settings)
          wasLow = wasLow & S.isGreater(1, marker(lane))
        }
        ended.removeAll(keepingCapacity: true)
      }
    }
  }

  /// 1 in `lane`, 0 elsewhere.
  @inlinable func marker(_ lane: Int) -> S {
    var marker: S = 0
    marker[lane: lane] = 1
    return marker
  }

  /// The method sees batches; the harness looks at the full objective on a grid of data passes. The
  /// lanes share their batches, so that all begin together and none is refilled.
  @inlinable mutating func runBatches() {
    guard var batches = run.batches, let judge = run.judge?.gradient,
      let batchGradient = run.oracle.batchGradient
    else { return }
    var x = [S](repeating: 0, count: dimension)
    while fill(&x) {
      var g = x
      var exact = x
      var old = x
      let settings = Settings<S>(values)
      let shaping = GradientShaping(settings, couplesWeightDecay: run.couplesWeightDecay)
      var stepper = T(dimension: dimension, settings: settings)
      let looks = run.rules.lookIterations
      let isConstant = run.schedule == .constant
      var nextLook = 0
      var patience = run.patience

      while active > 0 {
        if !isConstant { setRates() }
        if nextLook < looks.count, looks[nextLook] == tick {
          nextLook += 1
          var view = exact.mutableSpan
          let f = judge(x.span, &view)
          look(at: x, f: f, gradient: exact)
        }
        if active == 0 { break }
        let batch = batches.next()
        do {
          var view = g.mutableSpan
          _ = batchGradient(x.span, batch.span, &view)
        }
        var q: S = 0
        for i in g.indices { q = q + g[i] * g[i] }
        let bad = !S.isGreater(S(.infinity), q)
        if bad.any { endNotFinite(bad, x, g) }
        patience -= 1
        if patience <= 0 {
          patience = run.patience
          abandonFromOutside()
        }
        if awaitsSteps {
          for i in x.indices { old[i] = x[i] }
        }
        if shaping.isNeeded { shaping.apply(to: &g, at: x, squaredNorm: q) }
        do {
          var view = x.mutableSpan
          stepper.step(&view, g.span, rate: rate, iteration: iteration)
        }
        if awaitsSteps { completeSteps(old, x) }
        iteration = iteration + 1
        tick += 1
      }
      ended.removeAll(keepingCapacity: true)
      // A further set of lanes begins with the first batch again.
      guard let fresh = run.batches else { return }
      batches = fresh
      tick = 0
      iteration = 0
    }
  }
}
