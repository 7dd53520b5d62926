import Foundation
import GradNumerics
import GradReport
import Testing

@Suite struct WilcoxonSignedRankTests {
  private static let inf = Double.infinity

  /// p by counting the sets of ranks whose sum is at most the statistic, twice, over 2ⁿ.
  @Test(
    arguments: [
      // {}, {1}, {2}
      ([1, -2, 3, 4, 5], 2, 2 * 3 / 32.0),
      // Zeros are dropped; {}, {1}, {2}, {3}, {1, 2} of six ranks.
      ([0, 0, 1, 2, -3, 4, 5, 6], 3, 2 * 5 / 64.0),
      // Sets of 1 … 10 with sums 0 … 11: 1 1 1 2 2 3 4 5 6 8 10 11.
      ([1, 2, 3, -4, 5, 6, -7, 8, 9, 10], 11, 2 * 54 / 1024.0),
      // Ranks 2, 2, 2, 4: {} and three times {2}.
      ([1, 1, -1, 2], 2, 2 * 4 / 16.0),
      // Misses share the largest rank: 2.5, 2.5, 1; {} and {1}.
      ([inf, inf, -1], 1, 2 * 2 / 8.0),
      // One missed each: ranks 1.5, 1.5; {} and two of {1.5}, twice 3/4 is at most 1.
      ([inf, -inf], 1.5, 1),
      // Both missed is NaN, and no difference.
      ([.nan, 0, 3], 0, 1), ([0, .nan], 0, 1), ([5], 0, 1),
    ] as [([Double], Double, Double)])
  func smallSamplesAreCountedByHand(differences: [Double], statistic: Double, p: Double) throws {
    let test = try #require(WilcoxonSignedRank(differences: differences))
    #expect(test.statistic == statistic)
    #expect(test.p == p)
  }

  /// Darwin's heights of cross- and self-fertilized maize, as SciPy's documentation has them:
  /// statistic 24, p = 0.041259765625.
  @Test func darwinsMaizeHasThePublishedValue() throws {
    let test = try #require(
      WilcoxonSignedRank(differences: [
        6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75,
      ]))
    #expect(test.statistic == 24)
    #expect(test.p == 0.041259765625)
  }

  @Test func manyEqualDifferencesAreApproximatedWithTheTieCorrection() throws {
    // Thirteen are still exact: 2/2¹³.
    let exact = try #require(
      WilcoxonSignedRank(differences: Array(repeating: 1, count: 13)))
    #expect(exact.p == 2 / 8192.0)
    // Fourteen: W₊ = 105, mean 52.5, variance 253.75 − 56.875, so z² = 14 and p = erfc(√7).
    let ties = try #require(WilcoxonSignedRank(differences: Array(repeating: 1, count: 14)))
    #expect(abs(ties.p / erfc(7.0.squareRoot()) - 1) < 1e-12)
    // 51 without ties: W₊ = 1326, mean 663, variance 51·52·103/24 = 11381.5.
    let many = try #require(WilcoxonSignedRank(differences: (1...51).map(Double.init)))
    #expect(abs(many.p / erfc(663 / (2 * 11381.5).squareRoot()) - 1) < 1e-12)
  }

  @Test func exactAndApproximateAgreeWhereTheyMeet() throws {
    // With 50 differences the normal approximation is a few per cent off near 0.05.
    let signs = (1...50).map { $0 % 3 == 0 ? -1.0 : 1.0 }
    let fifty = try #require(
      WilcoxonSignedRank(differences: signs.enumerated().map { $1 * Double($0 + 1) }))
    let z =
      (fifty.positiveRankSum - fifty.negativeRankSum) / 2
      / (50 * 51 * 101 / 24.0).squareRoot()
    #expect(abs(fifty.p / erfc(z / 2.0.squareRoot()) - 1) < 0.1)
  }

  @Test func noPairsHaveNoTest() { #expect(WilcoxonSignedRank(differences: []) == nil) }

  @Test(arguments: 1...30)
  func orderSignAndScaleDoNotChangeP(seed: UInt64) throws {
    var stream = RandomStream(RandomKey(seed: seed).child("wilcoxon"))
    let count = 1 + stream.integer(below: 60)
    let differences = (0..<count).map { _ -> Double in
      switch stream.integer(below: 8) {
      case 0: Self.inf
      case 1: -Self.inf
      case 2: 0
      default: Double(stream.integer(below: 41) - 20) / 4
      }
    }
    let test = try #require(WilcoxonSignedRank(differences: differences))
    #expect((0...1).contains(test.p))
    let nonzero = Double(test.count)
    #expect(test.positiveRankSum + test.negativeRankSum == nonzero * (nonzero + 1) / 2)
    let order = stream.permutation(count: count).map(Int.init)
    #expect(WilcoxonSignedRank(differences: order.map { differences[$0] }) == test)
    #expect(WilcoxonSignedRank(differences: differences.map { -$0 })?.p == test.p)
    // Ranks see only the order of the magnitudes.
    let cubes = differences.map { $0 * $0 * $0 }
    #expect(WilcoxonSignedRank(differences: cubes) == test)
  }
}
