/// Quantiles on the extended reals, where a miss is `+inf`.
///
///     h = (n − 1) p,   q = x[⌊h⌋] + (h − ⌊h⌋) (x[⌊h⌋ + 1] − x[⌊h⌋])
///
/// This is type 7 of Hyndman and Fan, the default of NumPy and R. Where one of the two neighbours
/// is infinite and h lies between them the worse one, the upper, is taken: no arithmetic on
/// infinities, so never NaN. A median of `[10, inf]` is therefore `inf`: half of the trials missed,
/// and the survivors alone do not speak for the rest.
///
/// - Source: R. J. Hyndman and Y. Fan, The American Statistician 50(4), 1996.
public enum Quantile {
  /// The quantile `p` in 0 … 1 of values in ascending order; NaN of no values.
  public static func ofSorted(_ values: [Double], _ p: Double) -> Double {
    guard let last = values.last else { return .nan }
    let position = Double(values.count - 1) * min(max(p, 0), 1)
    let lower = Int(position.rounded(.down))
    guard lower + 1 < values.count else { return last }
    let fraction = position - Double(lower)
    let (below, above) = (values[lower], values[lower + 1])
    if fraction == 0 || below == above { return below }
    guard below.isFinite, above.isFinite else { return above }
    return below + fraction * (above - below)
  }

  /// The quantile of values in any order; NaN counts as `+inf`, the worst.
  public static func of(_ values: [Double], _ p: Double) -> Double {
    ofSorted(values.map { $0.isNaN ? .infinity : $0 }.sorted(), p)
  }

  public static func median(_ values: [Double]) -> Double { of(values, 0.5) }
}
