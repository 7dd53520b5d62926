import Testing

@testable import GradNumerics

@Suite struct RandomOrthogonalTests {
  @Test(arguments: [0, 1, 2, 3, 10, 40])
  func columnsAreOrthonormal(order: Int) {
    var stream = RandomStream(RandomKey(seed: 15).child(order))
    let q = Matrix.randomOrthogonal(order: order, from: &stream)
    let bound = 2 * Double(max(order, 1)) * Double.ulpOfOne
    #expect(q.orthogonalityError <= bound)
    #expect(q.transpose.orthogonalityError <= bound)
  }

  /// Under Haar measure the trace has mean 0 and variance 1, every squared entry the mean 1/n, and
  /// the determinant is 1 or −1 equally often. Without the correction of signs the trace fails.
  @Test func momentsAreThoseOfHaarMeasure() {
    var stream = RandomStream(RandomKey(seed: 16))
    let count = 3000
    var trace = 0.0
    var squaredTrace = 0.0
    var positive = 0
    var squares = [Double](repeating: 0, count: 9)
    for _ in 0..<count {
      let q = Matrix.randomOrthogonal(order: 3, from: &stream)
      let sum = q[0, 0] + q[1, 1] + q[2, 2]
      trace += sum
      squaredTrace += sum * sum
      for (k, entry) in q.elements.enumerated() { squares[k] += entry * entry }
      let minor0 = q[1, 1] * q[2, 2] - q[1, 2] * q[2, 1]
      let minor1 = q[1, 0] * q[2, 2] - q[1, 2] * q[2, 0]
      let minor2 = q[1, 0] * q[2, 1] - q[1, 1] * q[2, 0]
      if q[0, 0] * minor0 - q[0, 1] * minor1 + q[0, 2] * minor2 > 0 { positive += 1 }
    }
    // Four standard errors each. E tr⁴ = 3; E q⁴ = 3/(n(n+2)) = 1/5, less 1/9 for the square.
    let n = Double(count)
    #expect(abs(trace / n) < 4 * (1 / n).squareRoot())
    #expect(abs(squaredTrace / n - 1) < 4 * (2 / n).squareRoot())
    #expect(abs(Double(positive) / n - 0.5) < 4 * (0.25 / n).squareRoot())
    for square in squares {
      #expect(abs(square / n - 1.0 / 3) < 4 * ((1.0 / 5 - 1.0 / 9) / n).squareRoot())
    }
  }

  @Test func equalKeysGiveEqualMatrices() {
    var first = RandomStream(RandomKey(seed: 17))
    var second = RandomStream(RandomKey(seed: 17))
    let q = Matrix.randomOrthogonal(order: 6, from: &first)
    #expect(q == Matrix.randomOrthogonal(order: 6, from: &second))
    #expect(q != Matrix.randomOrthogonal(order: 6, from: &second))
  }
}
