import Foundation
import GradNumerics
import Testing

@Suite struct RandomStreamTests {
  static let key = RandomKey(seed: 7).child("rosenbrock").child(3).child("start points")
  static let draws = 100_000

  /// Bounds of four standard errors: a correct generator stays within one with chance 0.99994.
  static func withinStandardErrors(_ mean: Double, of expected: Double, variance: Double) -> Bool {
    abs(mean - expected) < 4 * (variance / Double(draws)).squareRoot()
  }

  /// Computed with an independent implementation: bits in big integers, normals in 60 digits.
  @Test func firstValuesArePinned() {
    var bits = RandomStream(Self.key)
    let expectedBits: [UInt64] = [
      0x36d5_0f3f_a102_6544, 0xac50_369c_cada_3b4c, 0x9719_f846_ceb8_b4cc, 0xaa7f_2893_ff42_0673,
    ]
    #expect((0..<4).map { _ in bits.nextUInt64() } == expectedBits)

    var uniform = RandomStream(Self.key)
    let expectedUniform = [
      0.21418853095475177, 0.6730989582818915, 0.5902400181646239, 0.6660027848549888,
    ]
    #expect((0..<4).map { _ in uniform.uniform() } == expectedUniform)

    var normal = RandomStream(Self.key)
    let expectedNormal = [
      -0.32258029719466197, -0.6148322576455044, -0.6727207658298122, -1.154042535153283,
    ]
    for expected in expectedNormal {
      // The angle 2πu is rounded, which moves a value by up to 2π · eps · r; r is below 2 here.
      #expect(abs(normal.normal() - expected) < 16 * Double.ulpOfOne)
    }

    var others = RandomStream(Self.key)
    #expect(others.permutation(count: 10) == [9, 1, 8, 3, 0, 5, 7, 4, 6, 2])
    #expect((0..<5).map { _ in others.integer(below: 1000) } == [916, 33, 365, 257, 959])
  }

  @Test func equalKeysGiveEqualStreams() {
    var first = RandomStream(Self.key)
    var second = RandomStream(Self.key)
    var other = RandomStream(Self.key.child(1))
    let values = (0..<100).map { _ in first.nextUInt64() }
    #expect(values == (0..<100).map { _ in second.nextUInt64() })
    let rest = Set((0..<100).map { _ in other.nextUInt64() })
    #expect(rest.isDisjoint(with: values))
    #expect(Set(values).count == 100)
  }

  @Test func copyGoesOnFromTheSamePlace() {
    var stream = RandomStream(Self.key)
    _ = stream.nextUInt64()
    _ = stream.normal()
    var copy = stream
    #expect(copy.normal() == stream.normal())
    #expect(copy.nextUInt64() == stream.nextUInt64())
  }

  @Test func uniformHasItsMomentsAndDistribution() {
    var stream = RandomStream(RandomKey(seed: 1).child("uniform"))
    let values = (0..<Self.draws).map { _ in stream.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let centred = values.map { $0 - 0.5 }
    let count = Double(Self.draws)
    #expect(
      Self.withinStandardErrors(centred.reduce(0, +) / count, of: 0, variance: 1.0 / 12))
    // The variance of (u − ½)² is 1/80 − 1/144.
    let square = centred.reduce(0) { $0 + $1 * $1 } / count
    #expect(Self.withinStandardErrors(square, of: 1.0 / 12, variance: 1.0 / 80 - 1.0 / 144))
    let lagged = zip(centred, centred.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count
    #expect(Self.withinStandardErrors(lagged, of: 0, variance: 1.0 / 144))
    #expect(kolmogorovSmirnov(values) { $0 } < criticalKolmogorovSmirnov)
  }

  @Test func normalHasItsMomentsAndDistribution() {
    var stream = RandomStream(RandomKey(seed: 1).child("normal"))
    let values = (0..<Self.draws).map { _ in stream.normal() }
    let count = Double(Self.draws)
    var powers = [0.0, 0, 0, 0]
    for value in values {
      var product = 1.0
      for k in 0..<4 {
        product *= value
        powers[k] += product
      }
    }
    // E zᵏ is 0, 1, 0, 3 and E z²ᵏ is 1, 3, 15, 105, so the variances of zᵏ are:
    let variances = [1.0, 2, 15, 96]
    for (k, expected) in [0.0, 1, 0, 3].enumerated() {
      #expect(
        Self.withinStandardErrors(powers[k] / count, of: expected, variance: variances[k]))
    }
    // Both values of a pair come from one radius: their product has mean 0 and variance 1.
    let lagged = zip(values, values.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count
    #expect(Self.withinStandardErrors(lagged, of: 0, variance: 1))
    let distance = kolmogorovSmirnov(values) { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    #expect(distance < criticalKolmogorovSmirnov)
  }

  @Test func uniformInRangeStaysInside() {
    var stream = RandomStream(RandomKey(seed: 2))
    for range in [-2.0...3, 5...5, 0...Double.leastNonzeroMagnitude, -1e308...1e308, -1e-3...0] {
      for _ in 0..<200 { #expect(range.contains(stream.uniform(in: range))) }
    }
    let wide = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    let drawn = (0..<200).map { _ in stream.uniform(in: wide) }
    #expect(drawn.contains { $0 > 0 } && drawn.contains { $0 < 0 })
    #expect(drawn.allSatisfy { $0.isFinite })
    #expect(stream.uniform(in: 0...Double.infinity).isNaN)
  }

  /// 3 · 2⁶¹ does not divide 2⁶⁴: without rejection the residues 0, 1, 2 modulo 3 would have the
  /// chances 3/8, 3/8, 2/8, which 3000 draws tell from 1/3 with certainty.
  @Test func integersAreUnbiasedWhereMultiplicationAloneIsNot() {
    var stream = RandomStream(RandomKey(seed: 3))
    var counts = [0, 0, 0]
    for _ in 0..<3000 { counts[stream.integer(below: 3 << 61) % 3] += 1 }
    // The 0.999 quantile of χ² with 2 degrees of freedom is −2 ln 0.001.
    #expect(chiSquare(counts) < 13.816)
  }

  @Test(arguments: [1, 2, 7, 1000, Int.max])
  func integersAreInRange(bound: Int) {
    var stream = RandomStream(RandomKey(seed: 4))
    for _ in 0..<300 { #expect((0..<bound).contains(stream.integer(below: bound))) }
  }

  @Test(arguments: [0, 1, 2, 3, 64, 1000])
  func permutationHoldsEveryNumberOnce(count: Int) {
    var stream = RandomStream(RandomKey(seed: 5))
    #expect(stream.permutation(count: count).sorted() == (0..<Int32(count)).map { $0 })
  }

  @Test func everyOrderOfThreeIsEquallyLikely() {
    var stream = RandomStream(RandomKey(seed: 6))
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<6000 { counts[stream.permutation(count: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    // The 0.999 quantile of χ² with 5 degrees of freedom.
    #expect(chiSquare(Array(counts.values)) < 20.515)
  }
}

/// √N times the statistic exceeds 1.95 with chance 2 exp(−2 · 1.95²) = 0.001.
private let criticalKolmogorovSmirnov = 1.95

/// √N · sup |F_N − F|.
private func kolmogorovSmirnov(_ values: [Double], _ distribution: (Double) -> Double) -> Double {
  let count = Double(values.count)
  var distance = 0.0
  for (i, value) in values.sorted().enumerated() {
    let expected = distribution(value)
    distance = max(distance, expected - Double(i) / count, Double(i + 1) / count - expected)
  }
  return distance * count.squareRoot()
}

/// Pearson's statistic against equal chances.
private func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}
