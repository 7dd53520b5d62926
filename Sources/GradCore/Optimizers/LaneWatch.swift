public import GradNumerics

/// Running extremes and bounds of f and ‖g‖² for every lane: what the loop itself checks at each
/// step.
///
/// A step at which nothing can have happened costs four comparisons, all vector instructions; its
/// f and ‖g‖² wait in rings until the extremes are needed.
@frozen public struct LaneWatch<S: PackScalar> {
  @usableFromInline var lower = S(-.infinity)
  @usableFromInline var upper = S(.infinity)
  @usableFromInline var lowerSquare = S(-1)
  @usableFromInline var upperSquare = S(.infinity)
  @usableFromInline var jump = S(.infinity)
  @usableFromInline var highest = S(-.infinity)
  @usableFromInline var lowest = S(.infinity)
  @usableFromInline var smallestSquare = S(.infinity)
  @usableFromInline var largestSquare = S(0)
  /// ‖g‖² up to here is neither out of bounds nor the largest so far.
  @usableFromInline var ceiling = S(0)

  @inlinable @inline(__always) init() {}

  /// Whether no lane can have crossed a bound: every value is in bounds, and no ‖g‖² is the largest
  /// so far, without which neither `upperSquare` nor `jump` is crossed.
  @inlinable @inline(__always)
  func isPassable(_ f: S, _ q: S) -> Bool {
    let isInside = S.isGreater(f, lower) & S.isGreater(q, lowerSquare)
    let isOutside = S.isGreater(f, upper) | S.isGreater(q, ceiling)
    return !(!isInside | isOutside).any
  }

  /// The lanes in which a bound is crossed or something is NaN.
  @inlinable @inline(__always)
  func crossed(_ f: S, _ q: S, largestBefore: S) -> S.Mask {
    !(S.isGreater(f, lower) & S.isGreater(q, lowerSquare))
      | (S.isGreater(f, upper) | S.isGreater(q, upperSquare))
      | S.isGreater(q, jump * largestBefore)
  }

  /// Takes in one look.
  @inlinable @inline(__always)
  mutating func absorb(_ f: S, _ q: S) {
    absorbPassed(f, q)
    raise(q)
  }

  /// Takes in a look that was passed by, at which ‖g‖² was not the largest.
  @inlinable @inline(__always)
  mutating func absorbPassed(_ f: S, _ q: S) {
    highest = S.larger(f, highest)
    lowest = S.smaller(f, lowest)
    smallestSquare = S.smaller(q, smallestSquare)
  }

  /// Takes in the looks of some ticks, fewer than the rings hold, all passed by but for the last.
  @inlinable @inline(__always)
  mutating func absorb(
    _ objectives: borrowing LaneVector<S>, _ squares: borrowing LaneVector<S>,
    from first: Int, through last: Int
  ) {
    var tick = first
    while tick <= last {
      let slot = tick & (TrialMonitor.memory - 1)
      absorbPassed(objectives[slot], squares[slot])
      tick += 1
    }
  }

  /// Takes in a ‖g‖² that may be the largest.
  @inlinable @inline(__always)
  mutating func raise(_ q: S) {
    largestSquare = S.larger(q, largestSquare)
    ceiling = S.smaller(largestSquare, upperSquare)
  }

  /// Takes new bounds after a look, and starts the extremes of f anew.
  @inlinable mutating func take(_ bounds: TrialMonitor.Bounds, lane: Int) {
    lower[lane: lane] = bounds.lower
    upper[lane: lane] = bounds.upper
    lowerSquare[lane: lane] = bounds.lowerSquare
    upperSquare[lane: lane] = bounds.upperSquare
    jump[lane: lane] = bounds.jump
    highest[lane: lane] = -.infinity
    lowest[lane: lane] = .infinity
    ceiling = S.smaller(largestSquare, upperSquare)
  }

  /// A lane for a new trial.
  @inlinable mutating func reset(lane: Int) {
    take(TrialMonitor.Bounds(), lane: lane)
    smallestSquare[lane: lane] = .infinity
    largestSquare[lane: lane] = 0
    ceiling = S.smaller(largestSquare, upperSquare)
  }
}

/// Sums of the cosines between successive steps, lane by lane.
@frozen public struct StepCosines<S: LaneScalar> {
  @usableFromInline var sum = S(0)
  @usableFromInline var count = S(0)
  @usableFromInline var previous: [S]
  @usableFromInline var previousSquare = S(0)
  /// The lanes whose steps are watched now.
  @usableFromInline var isRunning = [Bool](repeating: false, count: S.laneCount)

  @inlinable init(dimension: Int) { previous = Array(repeating: 0, count: dimension) }

  @inlinable mutating func reset(lane: Int) {
    sum[lane: lane] = 0
    count[lane: lane] = 0
    previousSquare[lane: lane] = 0
    for i in previous.indices { previous[i][lane: lane] = 0 }
  }

  /// Adds the cosine between the last step and the one from `old` to `new`.
  ///
  /// Steps within rounding of the point count as none: the last bits of a trial that came to rest
  /// may go to and fro for ever.
  @inlinable mutating func add(
    from old: borrowing LaneVector<S>, to new: borrowing LaneVector<S>
  ) {
    var dot: S = 0
    var square: S = 0
    var size: S = 0
    for i in previous.indices {
      let step = new[i] - old[i]
      size = size + new[i] * new[i]
      dot = dot + step * previous[i]
      square = square + step * step
      previous[i] = step
    }
    let product = square * previousSquare
    let rounding = 64 * Double.ulpOfOne
    let isMeasurable =
      S.isGreater(product, 0) & S.isGreater(square, S(rounding * rounding) * size)
    sum = sum + S.select(isMeasurable, then: dot / S.sqrt(product), else: 0)
    count = count + S.select(isMeasurable, then: 1, else: 0)
    previousSquare = square
  }
}
