public import GradNumerics

/// What runs in the lanes of a pack: which trial, since when, watched how, and due when.
///
/// The stepping loop touches ``watch``, ``rate`` and a few counters at every step; all else is for
/// the looks that a monitor attends.
@frozen public struct PackLanes<S: PackScalar> {
  @usableFromInline let work: PackWork<S>
  @usableFromInline let dimension: Int
  @usableFromInline var monitors: [TrialMonitor?]
  @usableFromInline var values: [ParameterValues]
  /// The configured rates, and the scheduled ones of the coming step.
  @usableFromInline var bases: [Double]
  @usableFromInline var rate: S = 0
  @usableFromInline var rates: RateTable
  /// The tick at which each lane's trial began, and the tick of its next attention.
  @usableFromInline var begun: [Int]
  @usableFromInline var due: [Int]
  /// What the loop had asked for, and judged, when each lane's trial began.
  @usableFromInline var askedBefore: [Int]
  @usableFromInline var judgedBefore: [Int]
  @usableFromInline var nextTick = 0
  @usableFromInline var active = 0
  /// Lanes whose trial ended since the last step.
  @usableFromInline var ended: [Int] = []
  @usableFromInline var watch = LaneWatch<S>()
  @usableFromInline var cosines: StepCosines<S>
  @usableFromInline var watchesSteps = false
  @usableFromInline var awaitsSteps = false

  @inlinable init(_ work: PackWork<S>) {
    self.work = work
    dimension = work.dimension
    monitors = Array(repeating: nil, count: S.laneCount)
    values = Array(repeating: ParameterValues([]), count: S.laneCount)
    bases = Array(repeating: 0, count: S.laneCount)
    begun = Array(repeating: 0, count: S.laneCount)
    due = Array(repeating: .max, count: S.laneCount)
    askedBefore = Array(repeating: 0, count: S.laneCount)
    judgedBefore = askedBefore
    rates = RateTable(work.schedule)
    cosines = StepCosines(dimension: work.dimension)
  }

  /// Whether the coming step is measured, so that the iterate before it must be kept.
  @inlinable @inline(__always) var keepsOld: Bool { watchesSteps || awaitsSteps }

  // MARK: Trials

  /// Puts trials into all lanes at tick 0; false when the queue is empty.
  @inlinable mutating func fill(_ x: borrowing LaneVector<S>) -> Bool {
    for lane in 0..<S.laneCount { begin(lane, x, at: 0, asked: 0, judged: 0) }
    plan()
    return active > 0
  }

  /// Whether lanes that ended may take the next trials at `tick`.
  ///
  /// What is asked every eighth tick must be asked at the same iterations of every trial, whatever
  /// ran in its lane before: trials that are watched so begin at such ticks. With no trial left the
  /// clock jumps ahead; else a lane is idle for half of eight steps.
  @inlinable func mayRefill(at tick: inout Int) -> Bool {
    guard work.rules.watchesVanishing || work.rules.watchesPassages else { return true }
    if active == 0 { tick = (tick + 7) & ~7 }
    return tick & 7 == 0
  }

  /// Puts the next trials of the queue into the lanes that ended, and names these lanes.
  @inlinable mutating func refill(
    _ x: borrowing LaneVector<S>, at tick: Int, asked: Int, judged: Int
  ) -> [Int] {
    let lanes = ended
    ended.removeAll(keepingCapacity: true)
    for lane in lanes { begin(lane, x, at: tick, asked: asked, judged: judged) }
    plan()
    return lanes
  }

  @inlinable mutating func begin(
    _ lane: Int, _ x: borrowing LaneVector<S>, at tick: Int, asked: Int, judged: Int
  ) {
    watch.reset(lane: lane)
    guard let (start, monitor) = work.next(lane: lane) else {
      // An idle lane steps with rate 0 from where trials may begin, so that f is finite there.
      for i in 0..<dimension { x[i][lane: lane] = work.restingPlace[i] }
      bases[lane] = 0
      rate[lane: lane] = 0
      due[lane] = .max
      return
    }
    monitors[lane] = monitor
    active += 1
    for i in 0..<dimension { x[i][lane: lane] = start.point[i] }
    values[lane] = start.values
    bases[lane] = start.rate
    rate[lane: lane] = rates.rate(start.rate, at: 0)
    begun[lane] = tick
    due[lane] = tick
    askedBefore[lane] = asked
    judgedBefore[lane] = judged
  }

  /// Takes the monitor's new bounds, or ends the trial.
  @inlinable mutating func settle(_ lane: Int, _ monitor: TrialMonitor) {
    if monitor.stop != nil {
      end(lane, monitor)
      return
    }
    if monitor.watchesSteps, monitor.startsWatch || !cosines.isRunning[lane] {
      cosines.reset(lane: lane)
    }
    watch.take(monitor.bounds, lane: lane)
    due[lane] = begun[lane] + monitor.nextAttention
  }

  @inlinable mutating func end(_ lane: Int, _ monitor: TrialMonitor) {
    work.end(monitor)
    monitors[lane] = nil
    active -= 1
    ended.append(lane)
    due[lane] = .max
    watch.take(TrialMonitor.Bounds(), lane: lane)
  }

  /// When some lane is due next, and whether the coming steps are measured.
  @inlinable mutating func plan() {
    nextTick = .max
    watchesSteps = false
    awaitsSteps = false
    for lane in 0..<S.laneCount {
      nextTick = Swift.min(nextTick, due[lane])
      let monitor = monitors[lane]
      let isWatching = monitor?.watchesSteps ?? false
      cosines.isRunning[lane] = isWatching
      watchesSteps = watchesSteps || isWatching
      awaitsSteps = awaitsSteps || monitor?.awaitsStep ?? false
    }
  }

  /// Ends trials that were interrupted or are out of time.
  @inlinable mutating func abandonFromOutside() {
    var hasEnded = false
    for lane in 0..<S.laneCount {
      guard let monitor = monitors[lane], let reason = work.outsideReason(lane: lane) else {
        continue
      }
      monitor.abandon(reason)
      end(lane, monitor)
      hasEnded = true
    }
    if hasEnded { plan() }
  }

  /// The scheduled rates of the step at `tick`.
  @inlinable mutating func setRates(_ tick: Int) {
    for lane in 0..<S.laneCount where monitors[lane] != nil {
      rate[lane: lane] = rates.rate(bases[lane], at: tick - begun[lane])
    }
  }

  // MARK: Looks

  // `copy` and `look` change nothing; were they not mutating, each call would copy all of `self`.

  @inlinable mutating func copy(
    _ source: borrowing LaneVector<S>, to target: inout [Double], lane: Int
  ) {
    for i in 0..<dimension { target[i] = source[i][lane: lane] }
  }

  /// What the monitor of `lane` is told.
  ///
  /// - Parameters:
  ///   - asked: Gradients that the loop asked for in every lane since the pack began.
  ///   - judged: The same of those that only the harness asked for.
  ///   - rate: What the coming step uses.
  @inlinable mutating func look(
    _ lane: Int, at tick: Int, asked: Int, judged: Int, f: S, q: S, largestBefore: S, isLow: Bool?,
    rate: S
  ) -> TrialMonitor.Look {
    // Of a full gradient that no update has asked for yet, the look is the harness's.
    let isOurs = work.batches == nil && work.rules.paysPerUpdate
    return TrialMonitor.Look(
      iteration: tick - begun[lane], counts: counts(lane, isOurs ? asked - 1 : asked),
      monitorEvaluations: judged - judgedBefore[lane] + (isOurs && work.judge == nil ? 1 : 0),
      objective: f[lane: lane],
      squaredNorm: q[lane: lane],
      highest: watch.highest[lane: lane], lowest: watch.lowest[lane: lane],
      smallestSquare: watch.smallestSquare[lane: lane],
      largestSquare: watch.largestSquare[lane: lane],
      largestSquareBefore: largestBefore[lane: lane], isLow: isLow,
      cosineSum: cosines.sum[lane: lane], cosineCount: cosines.count[lane: lane],
      rate: rate[lane: lane])
  }

  /// What the method asked for in `lane` since its trial began.
  @inlinable mutating func counts(_ lane: Int, _ asked: Int) -> EvaluationCounts {
    EvaluationCounts(
      gradients: asked - askedBefore[lane], costing: work.rules.costPerGradient)
  }

  /// A look at the full objective of noisy trials, all lanes at once.
  @inlinable mutating func lookAtAll(
    _ x: borrowing LaneVector<S>, f: S, gradient: borrowing LaneVector<S>, at tick: Int, asked: Int,
    judged: Int, rate: S
  ) {
    let q = gradient.squaredNorm
    let largestBefore = watch.largestSquare
    watch.absorb(f, q)
    for lane in 0..<S.laneCount {
      guard let monitor = monitors[lane] else { continue }
      copy(x, to: &monitor.point, lane: lane)
      copy(gradient, to: &monitor.gradient, lane: lane)
      monitor.attend(
        look(
          lane, at: tick, asked: asked, judged: judged, f: f, q: q, largestBefore: largestBefore,
          isLow: nil, rate: rate)
      ) { _ in .nan }
      settle(lane, monitor)
    }
    plan()
  }

  /// A batch gradient that is not finite ends its trial at once.
  @inlinable mutating func endNotFinite(
    _ bad: S.Mask, _ x: borrowing LaneVector<S>, _ g: borrowing LaneVector<S>, at tick: Int,
    asked: Int, judged: Int
  ) {
    for lane in 0..<S.laneCount where bad[lane: lane] {
      guard let monitor = monitors[lane] else { continue }
      copy(g, to: &monitor.gradient, lane: lane)
      // A square may overflow while every component is finite.
      guard !monitor.gradient.allSatisfy(\.isFinite) else { continue }
      copy(x, to: &monitor.point, lane: lane)
      monitor.endNotFinite(
        iteration: tick - begun[lane], counts: counts(lane, asked),
        monitorEvaluations: judged - judgedBefore[lane])
      end(lane, monitor)
    }
    plan()
  }

  /// Measures the step that was just made: cosines, and the lengths that trace rows wait for.
  @inlinable mutating func measureSteps(
    from old: borrowing LaneVector<S>, to new: borrowing LaneVector<S>
  ) {
    if watchesSteps { cosines.add(from: old, to: new) }
    guard awaitsSteps else { return }
    for lane in 0..<S.laneCount {
      guard let monitor = monitors[lane], monitor.awaitsStep else { continue }
      var square = 0.0
      for i in 0..<dimension {
        let step = new[i][lane: lane] - old[i][lane: lane]
        square += step * step
      }
      monitor.complete(stepNorm: square.squareRoot())
    }
    awaitsSteps = false
  }
}
