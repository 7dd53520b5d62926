import GradNumerics
import Testing

@testable import GradFormula

/// Whole numbers of loop indices that leave ±2⁵³, and those that leave 64 bits.
@Suite struct WideNumberTests {
  private static let limit = 9_007_199_254_740_992.0

  /// Σ i · 2⁵³ = 2⁵³ · 2000 · 2001 / 2: all partial sums are exact.
  @Test func largeCoefficientsTimesIndicesAreRight() throws {
    let program = try Formula("sum(i, 1, 2000, i*9007199254740992)*x").program()
    let expected = Self.limit * 2_001_000
    #expect(expected == 18_023_405_708_736_724_992_000 as Double)
    #expect(program.value(at: [1.0]) == expected)
    #expect(program.value(at: [Lanes(1)])[lane: 5] == expected)
    let gradient = try FormulaGradient(program)
    #expect(gradient.valueAndGradient(at: [1.0]).gradient == [expected])
    #expect(gradient.valueAndGradient(at: [Lanes(1)]).gradient[0][lane: 2] == expected)
  }

  /// Parts of some 73 bits cancel: what is left is rounded once, to 10⁶ · (10⁶ − (10⁶ − 1)) · (2⁵³ − 1).
  @Test func partsThatCancelAreNotRounded() throws {
    let text = "sum(i, 10^6, 10^6, sum(j, i-1, i-1, x + (i - j)*9007199254740991))"
    #expect(try value(of: text, at: [0]) == Self.limit - 1)
    let steps = "prod(i, 1, 3, x + sum(j, 1, i, (3*i - 2*j)*9007199254740991))"
    // Σⱼ (3i − 2j) = 3i² − i(i + 1): 1, 6, 15, each rounded with its factor; exact sums of 55 bits.
    let parts = [
      Self.limit - 1, 4 * (Self.limit - 1) + 2 * (Self.limit - 1),
      7 * (Self.limit - 1) + 5 * (Self.limit - 1) + 3 * (Self.limit - 1),
    ]
    #expect(try value(of: steps, at: [0]) == parts[0] * parts[1] * parts[2])
  }

  /// The product that a form's own parts would be in 64 bits is −2⁶³ · 2 = 0 here.
  @Test func numbersOfMoreThan64BitsDoNotWrap() throws {
    let text = "sum(i, 2^52, 2^52, i*4096*x) + sum(i, -2^52, -2^52, i*8192*x)"
    #expect(try value(of: text, at: [3]) == 3 * (0x1p64 - 0x1p65))
  }

  @Test func numbersInRangeKeepTheirStrips() throws {
    let near = try Formula("sum(i, 1, 100, i*90071992547409*x)").program()
    let far = try Formula("sum(i, 1, 101, i*90071992547409*x)").program()
    #expect(!near.plan.loops[0].block.hasWideNumbers)
    #expect(far.plan.loops[0].block.hasWideNumbers)
  }
}
