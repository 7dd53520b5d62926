public import GradNumerics

/// What happens to a gradient before the method sees it: `clipValue`, then `clipNorm`, then coupled
/// weight decay, each off where its setting is 0 in all lanes.
@frozen public struct GradientShaping<S: LaneScalar> {
  @usableFromInline var clipValue: S
  @usableFromInline var clipNorm: S
  @usableFromInline var weightDecay: S
  @usableFromInline var clipsValue = false
  @usableFromInline var clipsNorm = false
  @usableFromInline var decays = false
  @usableFromInline let couplesWeightDecay: Bool

  @inlinable init(_ settings: Settings<S>, couplesWeightDecay: Bool) {
    self.couplesWeightDecay = couplesWeightDecay
    clipValue = 0
    clipNorm = 0
    weightDecay = 0
    take(settings)
  }

  /// Takes the settings of all lanes.
  @inlinable mutating func take(_ settings: Settings<S>) {
    clipValue = settings["clipValue"]
    clipNorm = settings["clipNorm"]
    weightDecay = couplesWeightDecay ? settings["weightDecay"] : 0
    clipsValue = false
    clipsNorm = false
    decays = false
    for lane in 0..<S.laneCount {
      if clipValue[lane: lane] > 0 { clipsValue = true } else { clipValue[lane: lane] = .infinity }
      if clipNorm[lane: lane] > 0 { clipsNorm = true } else { clipNorm[lane: lane] = .infinity }
      if weightDecay[lane: lane] != 0 { decays = true }
    }
  }

  @inlinable @inline(__always) var isNeeded: Bool { clipsValue || clipsNorm || decays }

  /// Clips by norms in units of the largest component where ‖g‖² is beyond a double's range, so that
  /// the clipped gradient has its direction and its length; by `factor` in the other lanes.
  @inlinable @inline(never) func clipFar(
    _ g: borrowing LaneVector<S>, factor: S, isInRange: S.Mask
  ) {
    var largest: S = 0
    for i in 0..<g.buffer.count { largest = S.larger(S.abs(g[i]), largest) }
    // 0, and what is not finite, stays as it is.
    let isScalable = S.isGreater(largest, 0) & S.isGreater(S(.infinity), largest)
    let unit = S.select(isScalable, then: largest, else: 1)
    var square: S = 0
    for i in 0..<g.buffer.count {
      let share = g[i] / unit
      square = square + share * share
    }
    let norm = S.sqrt(square)
    // ‖g‖ > clipNorm, where ‖g‖ itself may be more than a double holds.
    let isLonger = isScalable & S.isGreater(norm, clipNorm / unit)
    for i in 0..<g.buffer.count {
      let clipped = S.select(isLonger, then: g[i] / unit * (clipNorm / norm), else: g[i])
      g[i] = S.select(isInRange, then: g[i] * factor, else: clipped)
    }
  }

  /// Shapes `g`, whose squared norm is `squaredNorm`, at the point `x`.
  @inlinable func apply(
    to g: borrowing LaneVector<S>, at x: borrowing LaneVector<S>, squaredNorm: S
  ) {
    var square = squaredNorm
    if clipsValue {
      square = 0
      for i in 0..<g.buffer.count {
        g[i] = S.max(S.min(g[i], clipValue), -clipValue)
        square = square + g[i] * g[i]
      }
    }
    if clipsNorm {
      let norm = S.sqrt(square)
      let factor = S.select(S.isGreater(norm, clipNorm), then: clipNorm / norm, else: 1)
      // In range where the square neither overflows nor underflows, nor does the factor.
      let isInRange =
        S.isGreater(S(.infinity), square) & S.isGreater(square, S(1e-290))
        & S.isGreater(factor, S(Double.leastNormalMagnitude))
      if (!isInRange).any {
        clipFar(g, factor: factor, isInRange: isInRange)
      } else {
        for i in 0..<g.buffer.count { g[i] = g[i] * factor }
      }
    }
    if decays {
      for i in 0..<g.buffer.count { g[i] = g[i] + weightDecay * x[i] }
    }
  }
}
