import GradReport
import Testing

@Suite struct SuccessRateTests {
  /// Newcombe (1998), table I, Wilson's score interval without continuity correction, at 95 %.
  @Test(
    arguments: [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
      (1, 29, 0.0061, 0.1718),
    ] as [(Int, Int, Double, Double)])
  func intervalIsNewcombes(hits: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(SuccessRate(hits: hits, trials: trials).interval(level: 0.95))
    // Four printed digits.
    #expect(abs(interval.lower - lower) < 5e-5)
    #expect(abs(interval.upper - upper) < 5e-5)
  }

  /// With all hits the lower end is n/(n + z²), z² = 2.705543 at 90 %; with none the upper end
  /// mirrors it.
  @Test(arguments: [1, 5, 40])
  func allOrNoHitsEndAtOneOrZero(trials: Int) throws {
    let end = Double(trials) / (Double(trials) + 2.705543454095404)
    let all = try #require(SuccessRate(hits: trials, trials: trials).interval())
    #expect(abs(all.lower - end) < 1e-14)
    #expect(all.upper == 1)
    let none = try #require(SuccessRate(hits: 0, trials: trials).interval())
    #expect(none.lower == 0)
    #expect(abs(none.upper - (1 - end)) < 1e-14)
  }

  @Test func intervalHoldsTheShareAndGrowsWithTheLevel() throws {
    for trials in 1...12 {
      for hits in 0...trials {
        let rate = SuccessRate(hits: hits, trials: trials)
        var last = ConfidenceInterval(lower: 1, upper: 0)
        for level in [0.5, 0.9, 0.99] {
          let interval = try #require(rate.interval(level: level))
          #expect(interval.contains(try #require(rate.share)))
          #expect(last.lower >= interval.lower && last.upper <= interval.upper)
          last = interval
        }
      }
    }
  }

  @Test func oddCountsHaveWordsNotNumbers() {
    #expect(SuccessRate(hits: 0, trials: 0).interval() == nil)
    #expect(SuccessRate(hits: 0, trials: 0).share == nil)
    #expect(SuccessRate(hits: 9, trials: 3).share == 1)
    #expect(
      SuccessRate(hits: 1, trials: 3).interval(level: 1) == ConfidenceInterval(lower: 0, upper: 1))
    #expect(SuccessRate(hits: 1, trials: 3).interval(level: 0)?.lower == 1.0 / 3)
  }
}
