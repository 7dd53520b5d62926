import GradNumerics
import Testing

@testable import GradReport

@Suite struct TwoLevelResamplingTests {
  private static let key = RandomKey(seed: 0).child("two-level tests")

  @Test func everyDrawHasAsManyTasksAsThereAre() throws {
    let resampling = try #require(
      TwoLevelResampling(seedCounts: [2, 3, 1], resamples: 400, key: Self.key))
    for draw in 0..<400 {
      #expect((0..<3).reduce(0) { $0 + Int(resampling.taskCopies[$1 * 400 + draw]) } == 3)
    }
    // A task that is drawn brings all its seeds' weight: the mean of a constant is the constant.
    #expect(resampling.means(of: Array(repeating: 4, count: 6)).allSatisfy { $0 == 4 })
  }

  /// Tasks are drawn before seeds: the mean of (0, 0 | 1, 1) is 0, 1/2, 1 with chances 1/4, 1/2,
  /// 1/4, where four independent pairs would give 0 with 1/16. 4000 draws: within 0.04 by five
  /// standard errors.
  @Test func seedsOfOneTaskStayTogether() throws {
    let resampling = try #require(
      TwoLevelResampling(seedCounts: [2, 2], resamples: 4000, key: Self.key))
    let means = resampling.means(of: [0, 0, 1, 1])
    for (value, chance) in [(0.0, 0.25), (0.5, 0.5), (1, 0.25)] {
      #expect(abs(Double(means.count { $0 == value }) / 4000 - chance) < 0.04)
    }
  }

  @Test func expectedCostsAreThoseOfTheSeedsDrawn() throws {
    let resampling = try #require(
      TwoLevelResampling(seedCounts: [2], resamples: 1000, key: Self.key))
    let costs = resampling.expectedCosts(task: 0, costs: [10, 30], isHit: [true, false])
    #expect(Set(costs) == [10, 40, .infinity])
  }

  @Test func unmeasuredPlacesAreLeftOut() throws {
    let resampling = try #require(
      TwoLevelResampling(seedCounts: [1, 1], resamples: 100, key: Self.key))
    let means = resampling.means(of: [5, .nan])
    #expect(means.allSatisfy { $0 == 5 || $0.isNaN })
    #expect(means.contains { $0.isNaN } && means.contains(5))
  }

  @Test func oneTaskOfOneSeedHasNothingToDraw() {
    #expect(TwoLevelResampling(seedCounts: [1], resamples: 10, key: Self.key) == nil)
    #expect(TwoLevelResampling(seedCounts: [], resamples: 10, key: Self.key) == nil)
    #expect(TwoLevelResampling(seedCounts: [3], resamples: 0, key: Self.key) == nil)
  }
}
