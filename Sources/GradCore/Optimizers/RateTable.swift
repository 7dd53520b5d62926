/// A schedule's coefficients by iteration, computed once a pack instead of once a lane and step.
@frozen public struct RateTable {
  @usableFromInline let schedule: Schedule
  @usableFromInline var scales: [Double] = []
  @usableFromInline var offsets: [Double] = []

  @inlinable init(_ schedule: Schedule) { self.schedule = schedule }

  /// Iterations kept; later ones are computed each time.
  @usableFromInline static let longest = 1 << 17

  /// The rate of step `k` for the configured rate `base`.
  @inlinable mutating func rate(_ base: Double, at k: Int) -> Double {
    if k >= RateTable.longest { return schedule.rate(base, at: k) }
    if k >= scales.count { extend(to: k) }
    return scales[k] * base + offsets[k]
  }

  @usableFromInline mutating func extend(to k: Int) {
    while scales.count <= k {
      let (scale, offset) = schedule.coefficients(at: scales.count)
      scales.append(scale)
      offsets.append(offset)
    }
  }
}
