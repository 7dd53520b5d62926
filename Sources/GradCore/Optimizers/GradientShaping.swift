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
      for i in 0..<g.buffer.count { g[i] = g[i] * factor }
    }
    if decays {
      for i in 0..<g.buffer.count { g[i] = g[i] + weightDecay * x[i] }
    }
  }
}
