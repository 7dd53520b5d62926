import GradReport
import Testing

@Suite struct QuantileTests {
  private static let inf = Double.infinity

  /// By hand: h = (n − 1) p, linear between the neighbours.
  @Test(
    arguments: [
      ([1, 2, 3, 4], 0.25, 1.75), ([1, 2, 3, 4], 0.5, 2.5), ([1, 2, 3, 4], 0.75, 3.25),
      ([4, 1, 3, 2, 10], 0.5, 3), ([4, 1, 3, 2, 10], 0.25, 2), ([7], 0.25, 7),
      ([1, 2], 0, 1), ([1, 2], 1, 2),
    ] as [([Double], Double, Double)])
  func finiteQuantilesAreTypeSeven(values: [Double], p: Double, expected: Double) {
    #expect(Quantile.of(values, p) == expected)
  }

  @Test(
    arguments: [
      ([1, 2, inf], 0.5, 2), ([1, inf, inf], 0.5, inf), ([1, inf], 0.5, inf),
      ([inf, inf], 0.5, inf), ([1, 2, 3, 4, inf], 0.75, 4), ([1, 2, 3, inf], 0.75, inf),
      ([-inf, inf], 0.5, inf), ([-inf, 1, 2], 0.5, 1), ([-inf, -inf], 0.25, -inf),
      ([.nan, 1, 2], 0.5, 2), ([.nan], 0.5, inf),
    ] as [([Double], Double, Double)])
  func infiniteQuantilesTakeTheWorseNeighbour(values: [Double], p: Double, expected: Double) {
    #expect(Quantile.of(values, p) == expected)
  }

  @Test func quantileOfNothingIsNotANumber() { #expect(Quantile.median([]).isNaN) }
}
