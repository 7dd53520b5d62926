public import GradNumerics

// What the loop does now and then, lane by lane.
extension DriveLoop {
  /// Puts trials into all lanes; false when the queue is empty.
  @inlinable mutating func fill(_ x: inout [S]) -> Bool {
    for lane in 0..<S.laneCount { begin(lane, &x) }
    plan()
    return active > 0
  }

  /// Puts the next trials of the queue into the lanes that ended.
  @inlinable mutating func refill(_ x: inout [S]) {
    for lane in ended { begin(lane, &x) }
    plan()
  }

  @inlinable mutating func begin(_ lane: Int, _ x: inout [S]) {
    watch.reset(lane: lane)
    iteration[lane: lane] = 0
    guard let (start, monitor) = run.next(lane: lane) else {
      // An idle lane steps with rate 0 from where it is, from a finite place.
      for i in 0..<dimension { x[i][lane: lane] = 0 }
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
  }

  /// The scheduled rates of the coming step.
  @inlinable mutating func setRates() {
    for lane in 0..<S.laneCount where monitors[lane] != nil {
      rate[lane: lane] = rates.rate(bases[lane], at: tick - begun[lane])
    }
  }

  /// Takes the monitor's new bounds, or ends the trial.
  @inlinable mutating func settle(_ lane: Int, _ monitor: TrialMonitor) {
    if monitor.stop != nil {
      end(lane, monitor)
      return
    }
    if monitor.watchesSteps && !isWatched(lane) { cosines.reset(lane: lane) }
    watch.take(monitor.bounds, lane: lane)
    due[lane] = begun[lane] + monitor.nextAttention
  }

  /// Whether the lane's steps were watched before this look.
  @inlinable func isWatched(_ lane: Int) -> Bool { cosines.isRunning[lane] }

  @inlinable mutating func end(_ lane: Int, _ monitor: TrialMonitor) {
    run.end(monitor)
    monitors[lane] = nil
    active -= 1
    ended.append(lane)
    due[lane] = .max
    watch.take(TrialMonitor.Bounds(), lane: lane)
  }

  /// When some lane is due next, and what the coming steps must keep.
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

  @inlinable func copy(_ source: [S], to target: inout [Double], lane: Int) {
    for i in 0..<dimension { target[i] = source[i][lane: lane] }
  }

  /// The lanes in which ‖g‖ · ‖x − x*‖ is small against the gap, x* the nearest known minimizer.
  @inlinable func vanishing(_ x: [S], _ f: S, _ q: S) -> S.Mask {
    let rules = run.rules
    var nearest = S(.infinity)
    for minimizer in rules.minimizers {
      var square: S = 0
      for i in 0..<dimension {
        let difference = x[i] - S(minimizer[i])
        square = square + difference * difference
      }
      nearest = S.smaller(square, nearest)
    }
    let gap = S(rules.thresholds.vanishingRatio) * (f - S(rules.minimum.value ?? 0))
    return S.isGreater(gap * gap, q * nearest)
  }

  /// Ends trials that were interrupted or are out of time.
  @inlinable mutating func abandonFromOutside() {
    for lane in 0..<S.laneCount {
      guard let monitor = monitors[lane], let reason = run.outsideReason(lane: lane) else {
        continue
      }
      monitor.abandon(reason)
      end(lane, monitor)
    }
    plan()
  }

  /// Fills in the lengths of the steps from sampled iterates.
  @inlinable mutating func completeSteps(_ old: [S], _ new: [S]) {
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

  /// A look at the full objective of noisy trials, all lanes at once.
  @inlinable mutating func look(at x: [S], f: S, gradient: [S]) {
    var q: S = 0
    for i in gradient.indices { q = q + gradient[i] * gradient[i] }
    let largestBefore = watch.largestSquare
    watch.absorb(f, q)
    for lane in 0..<S.laneCount {
      guard let monitor = monitors[lane] else { continue }
      copy(x, to: &monitor.point, lane: lane)
      copy(gradient, to: &monitor.gradient, lane: lane)
      monitor.attend(
        watch.look(
          lane: lane, iteration: tick - begun[lane], f: f, q: q, largestBefore: largestBefore,
          isLow: nil, cosines: cosines, rate: rate)
      ) { _ in .nan }
      settle(lane, monitor)
    }
    plan()
  }

  /// A batch gradient that is not finite ends its trial at once.
  @inlinable mutating func endNotFinite(_ bad: S.Mask, _ x: [S], _ g: [S]) {
    for lane in 0..<S.laneCount where bad[lane: lane] {
      guard let monitor = monitors[lane] else { continue }
      copy(g, to: &monitor.gradient, lane: lane)
      // A square may overflow while every component is finite.
      guard !monitor.gradient.allSatisfy(\.isFinite) else { continue }
      copy(x, to: &monitor.point, lane: lane)
      monitor.endNotFinite(iteration: tick - begun[lane])
      end(lane, monitor)
    }
    plan()
  }
}
