import GradNumerics
import Testing

@testable import GradReport

@Suite struct ExpectedCostIntervalTests {
  private static let inf = Double.infinity
  private static let key = RandomKey(seed: 0).child("expected cost tests")

  private func interval(_ costs: [Double], _ hits: [Bool], level: Double = 0.9)
    -> ConfidenceInterval?
  {
    var intervals = ExpectedCostInterval(level: level, key: Self.key)
    return intervals.interval(costs: costs, hits: hits)
  }

  /// A hit of 10 and a miss of 30: both drawn twice cost 10 and infinity with a chance of 1/4 each,
  /// one of each costs 40 with 1/2.
  @Test func hitAndMissHaveTheHandComputedDistribution() {
    #expect(interval([10, 30], [true, false]) == ConfidenceInterval(lower: 10, upper: Self.inf))
    #expect(
      interval([10, 30], [true, false], level: 0.4) == ConfidenceInterval(lower: 40, upper: 40))
    #expect(interval([10, 30], [true, true]) == ConfidenceInterval(lower: 10, upper: 30))
  }

  /// All 5⁵ draws one by one.
  @Test func fiveTrialsAreExact() {
    let costs = [10.0, 17, 29, 53, 200]
    let hits = [true, true, false, true, false]
    var draws: [Double] = []
    for code in 0..<3125 {
      var rest = code
      var total = 0.0
      var count = 0
      for _ in 0..<5 {
        total += costs[rest % 5]
        count += hits[rest % 5] ? 1 : 0
        rest /= 5
      }
      draws.append(count > 0 ? total / Double(count) : Self.inf)
    }
    draws.sort()
    // The smallest values with at least 5 % and 95 % of the 3125 draws at or below.
    #expect(interval(costs, hits) == ConfidenceInterval(lower: draws[156], upper: draws[2968]))
  }

  @Test func manyTrialsAgreeWithTheGeneralBootstrap() throws {
    let costs = (1...12).map { Double($0 * $0 + 50) }
    let hits = (1...12).map { $0 % 4 != 0 }
    let own = try #require(interval(costs, hits))
    let general = try #require(
      Bootstrap.interval(count: 12, level: 0.9, key: Self.key) { positions in
        let count = positions.count { hits[$0] }
        return count > 0 ? positions.reduce(0) { $0 + costs[$1] } / Double(count) : .infinity
      })
    // 500 and 2000 draws: each end is uncertain by about 2 % here.
    #expect(abs(own.lower / general.lower - 1) < 0.1)
    #expect(abs(own.upper / general.upper - 1) < 0.1)
  }

  /// The 500 draws one by one, as committed reports have them: to the bit.
  @Test(arguments: [6, 20, 300])
  func someHundredTrialsAreDrawnFiveHundredTimes(count: Int) throws {
    let costs = (0..<count).map { Double(($0 * 7919) % 101 + 1) }
    let hits = (0..<count).map { $0 % 3 != 1 }
    var stream = RandomStream(Self.key.child(count))
    var drawn: [Double] = []
    for _ in 0..<500 {
      var copies = Array(repeating: 0.0, count: count)
      for _ in 0..<count { copies[stream.integer(below: count)] += 1 }
      var total = 0.0
      var hitTotal = 0.0
      for trial in 0..<count {
        total += copies[trial] * costs[trial]
        hitTotal += hits[trial] ? copies[trial] : 0
      }
      drawn.append(hitTotal > 0 ? total / hitTotal : Self.inf)
    }
    drawn.sort()
    let own = try #require(interval(costs, hits))
    #expect(own.lower == Quantile.ofSorted(drawn, (1 - 0.9) / 2))
    #expect(own.upper == Quantile.ofSorted(drawn, 1 - (1 - 0.9) / 2))
  }

  /// Numbers of trials whose draws, two bytes each, would not fit into a few dozen megabytes.
  @Test func veryManyTrialsAreDrawnLessOften() {
    #expect(ExpectedCostInterval.resamples(of: 8192) == 500)
    #expect(ExpectedCostInterval.resamples(of: 8193) == 499)
    #expect(ExpectedCostInterval.resamples(of: 20_480) == 200)
    #expect(ExpectedCostInterval.resamples(of: 200_000) == 200)
    #expect(ExpectedCostInterval.resamples(of: .max) == 200)
  }

  @Test func edgesAreInfiniteEqualOrNone() {
    #expect(interval([7], [true]) == nil)
    #expect(interval([], []) == nil)
    #expect(
      interval([5, 6, 7], [false, false, false])
        == ConfidenceInterval(lower: Self.inf, upper: Self.inf))
    #expect(interval([9, 9, 9], [true, true, true]) == ConfidenceInterval(lower: 9, upper: 9))
    #expect(
      interval(Array(repeating: 9, count: 30), (0..<30).map { $0 == 0 })?.upper == Self.inf)
  }
}
