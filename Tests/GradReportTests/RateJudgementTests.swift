import GradReport
import Testing

@Suite struct RateJudgementTests {
  private static let inf = Double.infinity

  private func judge(
    _ costs: [Double], diverged: [Double]? = nil, gaps: [Double]? = nil
  ) -> RateJudgement {
    RateJudgement(
      expectedCosts: costs, divergedShares: diverged ?? costs.map { _ in 0 },
      finalGaps: gaps ?? costs.map { _ in 1 })
  }

  /// Gradient descent's slow mode needs ln(1/τ)/(η μ) iterations: twice as many at half the rate.
  /// So the rates with c ≤ 2c* are those from 1/L up to the edge 2/L, whatever the grid between.
  @Test func gradientDescentIsEfficientFromOneToTwoOverL() {
    let rates = [0.25, 0.5, 0.9, 0.99, 1, 1.01, 1.5, 1.9, 1.9999, 2, 2.1, 4]
    let costs = rates.map { $0 < 2 ? 1e6 / $0 : Self.inf }
    let judgement = judge(costs, diverged: rates.map { $0 < 2 ? 0 : 1 })
    #expect(judgement.best == rates.firstIndex(of: 1.9999))
    let efficient = rates.indices.filter { judgement.verdicts[$0] == .efficient }.map { rates[$0] }
    #expect(efficient == [1, 1.01, 1.5, 1.9, 1.9999])
    #expect(judgement.verdicts[..<4].allSatisfy { $0 == .tooSmall })
    #expect(judgement.verdicts[9...].allSatisfy { $0 == .diverging })
  }

  @Test func efficientRangeIsContiguous() {
    let judgement = judge([90, 300, 150, 100, 210, 110])
    #expect(judgement.best == 0)
    #expect(judgement.efficient == 0...0)
    #expect(judgement.verdicts == [.efficient] + Array(repeating: .tooLarge, count: 5))
  }

  @Test func twiceTheBestCostIsStillEfficient() {
    #expect(judge([200, 100, 201]).verdicts == [.efficient, .efficient, .tooLarge])
  }

  @Test func halfOfTheTrialsDivergedIsDiverging() {
    let judgement = judge([100, 150, 500], diverged: [0.4, 0.5, 0.49])
    #expect(judgement.verdicts == [.efficient, .diverging, .tooLarge])
  }

  @Test func withoutAHitTheSmallestGapIsBestAndOnlyDivergingIsSaid() {
    let judgement = judge(
      [Self.inf, Self.inf, Self.inf], diverged: [0, 0, 1], gaps: [3, 2, Self.inf])
    #expect(judgement.best == 1)
    #expect(judgement.efficient == nil)
    #expect(judgement.verdicts == [nil, nil, .diverging])
  }

  @Test func equalCostsGoToTheSmallerGapThenTheSmallerRate() {
    #expect(judge([9, 9, 9], gaps: [2, 1, 1]).best == 1)
    #expect(judge([9, 9]).best == 0)
  }

  @Test func nothingMeasuredHasNoBest() {
    #expect(judge([]).best == nil)
    #expect(judge([.nan]).best == nil)
    #expect(judge([Self.inf], gaps: [Self.inf]).best == nil)
    #expect(judge([.nan, 5]).verdicts == [nil, .efficient])
  }
}
