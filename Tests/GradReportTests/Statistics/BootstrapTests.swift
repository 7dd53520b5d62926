import GradNumerics
import GradReport
import Testing

@Suite struct BootstrapTests {
  private static let key = RandomKey(seed: 0).child("bootstrap tests")
  private static let inf = Double.infinity

  /// Two samples are drawn as aa, ab, ba, bb alike: the mean of the draw is a, (a + b)/2, b with
  /// chances 1/4, 1/2, 1/4, so every level under 1/2 ends at the middle and every one over at a and
  /// b. With 2000 draws a share is within 0.05 of its chance by five standard errors.
  @Test func twoSamplesHaveTheKnownDistribution() throws {
    let values = [10.0, 30.0]
    var counts: [Double: Int] = [:]
    let mean = { (positions: [Int]) -> Double in
      let mean = positions.reduce(0) { $0 + values[$1] } / 2
      counts[mean, default: 0] += 1
      return mean
    }
    let wide = Bootstrap.interval(count: 2, level: 0.9, key: Self.key, statistic: mean)
    #expect(wide == ConfidenceInterval(lower: 10, upper: 30))
    #expect(counts.keys.sorted() == [10, 20, 30])
    for (value, chance) in [(10.0, 0.25), (20, 0.5), (30, 0.25)] {
      #expect(abs(Double(counts[value] ?? 0) / Double(Bootstrap.resamples) - chance) < 0.05)
    }
    let narrow = Bootstrap.interval(count: 2, level: 0.4, key: Self.key, statistic: mean)
    #expect(narrow == ConfidenceInterval(lower: 20, upper: 20))
    #expect(
      Bootstrap.medianInterval(of: values, level: 0.9, key: Self.key)
        == ConfidenceInterval(lower: 10, upper: 30))
  }

  /// The median of a draw of 1 … 9 is at most k with chance P(Binomial(9, k/9) ≥ 5): 0.0304 at
  /// k = 2 and 0.1449 at 3, so the 5 % quantile is 3 and by symmetry the 95 % quantile is 7. Both
  /// chances are over four standard errors of 2000 draws from 5 %.
  @Test func medianOfNineHasTheBinomialEnds() {
    let interval = Bootstrap.medianInterval(
      of: [4, 9, 1, 7, 3, 8, 2, 6, 5], level: 0.9, key: Self.key)
    #expect(interval == ConfidenceInterval(lower: 3, upper: 7))
  }

  @Test(arguments: [2, 3, 4, 7, 10, 11])
  func countedMedianIsTheSortedMedian(count: Int) {
    let samples = (0..<count).map { Double(($0 * 7) % 11) }
    let sorted = samples.sorted()
    let expected = Bootstrap.interval(count: count, level: 0.8, key: Self.key) { positions in
      Quantile.median(positions.map { sorted[$0] })
    }
    #expect(Bootstrap.medianInterval(of: samples, level: 0.8, key: Self.key) == expected)
  }

  @Test func equalKeysGiveEqualEnds() {
    let samples = (1...20).map { Double($0 * $0) }
    let first = Bootstrap.medianInterval(of: samples, level: 0.95, key: Self.key)
    #expect(first == Bootstrap.medianInterval(of: samples, level: 0.95, key: Self.key))
    #expect(first == Bootstrap.medianInterval(of: samples.reversed(), level: 0.95, key: Self.key))
  }

  @Test func missesMakeAnEndInfiniteAndNothingNotANumber() throws {
    let half = try #require(
      Bootstrap.medianInterval(of: [1, 2, .nan, Self.inf], level: 0.95, key: Self.key))
    #expect(half == ConfidenceInterval(lower: 1, upper: Self.inf))
    let all = Bootstrap.medianInterval(of: [Self.inf, Self.inf], level: 0.9, key: Self.key)
    #expect(all == ConfidenceInterval(lower: Self.inf, upper: Self.inf))
    let unknown = Bootstrap.interval(count: 3, level: 0.9, key: Self.key) { _ in .nan }
    #expect(unknown == ConfidenceInterval(lower: Self.inf, upper: Self.inf))
  }

  @Test func fewerThanTwoSamplesHaveNoInterval() {
    #expect(Bootstrap.medianInterval(of: [], level: 0.9, key: Self.key) == nil)
    #expect(Bootstrap.medianInterval(of: [5], level: 0.9, key: Self.key) == nil)
    #expect(
      Bootstrap.interval(count: 3, level: 0.9, resamples: 0, key: Self.key) { _ in 1 } == nil)
  }

  @Test func intervalsThatTouchOverlap() {
    let first = ConfidenceInterval(lower: 1, upper: 2)
    #expect(first.overlaps(ConfidenceInterval(lower: 2, upper: Self.inf)))
    #expect(!first.overlaps(ConfidenceInterval(lower: 2.5, upper: 3)))
    #expect(first.contains(2) && !first.contains(2.1))
  }
}
