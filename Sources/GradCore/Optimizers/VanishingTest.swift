public import GradNumerics

/// Which lanes have a gradient that is small for how far and how high above the minimum they are.
///
///     ‖g‖ · ‖x − x*‖ < ratio · (f − f*),   x* the nearest known minimizer; max(1, ‖x‖) without one
///
/// Made once a pack and never copied: copying rules or arrays took longer than the test itself.
@frozen public struct VanishingTest<S: PackScalar>: ~Copyable {
  /// The known minimizers, one after the other.
  @usableFromInline let minimizers: LaneVector<S>
  @usableFromInline let minimum: S
  @usableFromInline let ratio: S

  @inlinable init(_ rules: TrialRules) {
    let all = rules.minimizers.flatMap(\.self)
    minimizers = LaneVector(repeating: 0, count: all.count)
    for i in all.indices { minimizers[i] = S(all[i]) }
    minimum = S(rules.minimum.value ?? 0)
    ratio = S(rules.thresholds.vanishingRatio)
  }

  /// The lanes in which the test holds at `x`, where the objective is `f` and ‖g‖² is `q`.
  @inlinable func isSmall(_ x: borrowing LaneVector<S>, _ f: S, _ q: S) -> S.Mask {
    let dimension = x.buffer.count
    let gap = ratio * (f - minimum)
    if minimizers.buffer.isEmpty {
      return S.isGreater(gap * gap, q * S.larger(x.squaredNorm, 1))
    }
    var nearest = S(.infinity)
    var first = 0
    while first + dimension <= minimizers.buffer.count, dimension > 0 {
      var square: S = 0
      for i in 0..<dimension {
        let difference = x[i] - minimizers[first &+ i]
        square = square + difference * difference
      }
      nearest = S.smaller(square, nearest)
      first += dimension
    }
    return S.isGreater(gap * gap, q * nearest)
  }
}
