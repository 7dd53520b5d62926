import GradFormula
import GradNumerics
import GradTestSupport
import Testing

/// Loops cut into strips have the bits of one iteration after the other, which dual numbers, having
/// no strips, still do.
@Suite struct StripTests {
  static let texts = [
    "sum(i, 1, n, x[i])",
    "sum(i, 1, n, 3)  + sum(i, 1, n, i*x[i])",
    // Coordinates side by side, whose sums in the gradient meet.
    "sum(i, 1, n-2, x[i]*x[i+1]*sin(x[i+2]))",
    "sum(i, 3, n, x[i-2]/x[i] - x[i-1])",
    // A weight known only when the loop is done, and one that may be 0 where slopes are infinite.
    "log(sum(i, 1, n, exp(x[i]) + x[1 + n - i]^2))",
    "sqrt(sum(i, 1, n-1, x[i]^2 + x[i]*x[i+1]))",
    "max(sum(i, 1, n, sqrt(x[i] - x[1])), 1000)",
    // Coordinates that move against the index, two at a time, or not at all.
    "sum(i, 1, n-1, x[i]*x[n-i])",
    "sum(i, 1, n/2, x[2*i]^3*x[2*i-1])",
    "sum(i, 1, n, x[1]*x[i]*x[n])",
    // Loops around.
    "sum(i, 1, n, sum(j, i, n, x[j]*x[j-i+1]))",
    "sum(i, 1, n, x[i]*sum(j, 1, n, x[j]^2*x[i]))",
    "sum(i, 1, n, cos(sum(j, 1, n - i + 1, x[j + i - 1]*j)))",
    "prod(i, 1, n, 1 + x[i]/n) + sum(i, 1, n, abs(x[i] - 1)^(1/3))",
  ]

  @Test(arguments: texts, [2, 4, 8, 10, 12, 14, 18, 22])
  func stripsHaveTheBitsOfSingleIterations(text: String, dimension: Int) throws {
    let program = try Formula(text).program(dimension: dimension)
    let gradient = try FormulaGradient(program)
    let points: [[Double]] = (0..<8).map { lane in
      (0..<dimension).map { (i: Int) -> Double in 1 + 0.03 * Double((i * 7 + lane * 5) % 13) }
    }
    let lanes: [Lanes] = (0..<dimension).map { i in
      var x = Lanes(0)
      for lane in 0..<8 { x[lane: lane] = points[lane][i] }
      return x
    }
    let together = gradient.valueAndGradient(at: lanes)
    let values = program.value(at: lanes)
    for lane in 0..<8 {
      let alone = gradient.valueAndGradient(at: points[lane])
      let single = gradient.valueAndGradient(at: points[lane].map { Dual2($0) })
      #expect(isSameBits(alone.value, single.value.value))
      #expect(isSameBits(together.value[lane: lane], single.value.value))
      #expect(isSameBits(values[lane: lane], program.value(at: points[lane])))
      for i in 0..<dimension {
        #expect(isSameBits(alone.gradient[i], single.gradient[i].value), "coordinate \(i)")
        #expect(
          isSameBits(together.gradient[i][lane: lane], single.gradient[i].value), "coordinate \(i)")
      }
    }
  }
}
