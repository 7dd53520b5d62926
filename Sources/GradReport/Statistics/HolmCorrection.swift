/// Corrects p-values for how many tests were made, so that the chance of even one false alarm
/// among all of them stays below the level.
///
///     p₍₁₎ ≤ … ≤ p₍ₘ₎,   p′₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎)
///
/// Needs no independence of the tests. Never smaller than p, never larger than Bonferroni's m p.
///
/// - Source: S. Holm, Scandinavian Journal of Statistics 6(2), 1979.
public enum HolmCorrection {
  /// The corrected values, in the order given.
  ///
  /// - Parameter values: In 0 … 1; nil: no test was made, and none counts.
  public static func corrected(_ values: [Double?]) -> [Double?] {
    let tested = values.indices.compactMap { index in values[index].map { (index, $0) } }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    var corrected: [Double?] = Array(repeating: nil, count: values.count)
    var largest = 0.0
    for (position, (index, value)) in tested.enumerated() {
      largest = max(largest, min(1, Double(tested.count - position) * value))
      corrected[index] = largest
    }
    return corrected
  }
}
