import GradNumerics
import GradReport
import Testing

@Suite struct HolmCorrectionTests {
  /// By hand: 0.005·4, then 0.01·3, then 0.03·2, then max(0.06, 0.04·1).
  @Test func correctedIsTheHandComputedTable() {
    let corrected = HolmCorrection.corrected([0.01, 0.04, 0.03, 0.005])
    #expect(corrected == [0.03, 0.06, 0.06, 0.02])
  }

  @Test func testsThatWereNotMadeDoNotCount() {
    #expect(HolmCorrection.corrected([nil, 0.02, nil]) == [nil, 0.02, nil])
    #expect(HolmCorrection.corrected([]).isEmpty)
    #expect(HolmCorrection.corrected([0.5, 0.9]) == [1, 1])
  }

  @Test(arguments: 1...20)
  func correctedIsMonotoneAndBetweenTheValueAndBonferronis(seed: UInt64) throws {
    var stream = RandomStream(RandomKey(seed: seed).child("holm"))
    let count = 1 + stream.integer(below: 30)
    let values = (0..<count).map { _ in stream.uniform() * stream.uniform() * stream.uniform() }
    let corrected = try HolmCorrection.corrected(values).map { try #require($0) }
    for (value, result) in zip(values, corrected) {
      #expect(value <= result && result <= min(1, Double(count) * value))
    }
    let order = values.indices.sorted { values[$0] < values[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { corrected[$0] <= corrected[$1] })
    let shuffle = stream.permutation(count: count).map(Int.init)
    #expect(HolmCorrection.corrected(shuffle.map { values[$0] }) == shuffle.map { corrected[$0] })
  }
}
