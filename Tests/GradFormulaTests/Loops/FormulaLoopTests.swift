import GradFormula
import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

/// A formula with loops and the same text written by hand.
struct LoopCase: Sendable, CustomTestStringConvertible {
  let text: String
  let byHand: @Sendable ([Dual8]) -> Dual8
  let plain: @Sendable ([Double]) -> Double

  var testDescription: String { text }
}

/// The function of a test, once for every scalar.
protocol HandWritten: Sendable {
  static var text: String { get }
  static func value<S: Scalar>(_ x: [S]) -> S
}

extension HandWritten {
  static var loopCase: LoopCase {
    LoopCase(text: text, byHand: { value($0) }, plain: { value($0) })
  }
}

/// `a` from `first` to `last` added from left to right.
private func total<S: Scalar>(_ first: Int, _ last: Int, _ term: (Int) -> S) -> S {
  guard first <= last else { return 0 }
  return (first..<last).reduce(term(first)) { $0 + term($1 + 1) }
}

private func product<S: Scalar>(_ first: Int, _ last: Int, _ factor: (Int) -> S) -> S {
  guard first <= last else { return 1 }
  return (first..<last).reduce(factor(first)) { $0 * factor($1 + 1) }
}

enum ChainedRosenbrock: HandWritten {
  static let text = "sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)"
  static func value<S: Scalar>(_ x: [S]) -> S {
    total(1, x.count - 1) { i in
      100 * S.pow(x[i] - S.pow(x[i - 1], 2), 2) + S.pow(1 - x[i - 1], 2)
    }
  }
}

enum Product: HandWritten {
  static let text = "prod(i, 1, n, cos(x[i]/sqrt(i))) + x[1]"
  static func value<S: Scalar>(_ x: [S]) -> S {
    product(1, x.count) { i in S.cos(x[i - 1] / S(Double(i).squareRoot())) } + x[0]
  }
}

/// The deviation from the mean: the inner sum does not depend on i.
enum Variance: HandWritten {
  static let text = "sum(i, 1, n, (x[i] - sum(j, 1, n, x[j])/n)^2)/n"
  static func value<S: Scalar>(_ x: [S]) -> S {
    let n = S(Double(x.count))
    let mean = total(1, x.count) { x[$0 - 1] } / n
    return total(1, x.count) { S.pow(x[$0 - 1] - mean, 2) } / n
  }
}

enum Triangle: HandWritten {
  static let text = "sqrt(1 + sum(i, 1, n, sum(j, 1, i-1, (x[i] - x[j])^2*x[i-j])))"
  static func value<S: Scalar>(_ x: [S]) -> S {
    S.sqrt(
      1
        + total(1, x.count) { i in
          total(1, i - 1) { j in S.pow(x[i - 1] - x[j - 1], 2) * x[i - j - 1] }
        })
  }
}

enum LogarithmOfSum: HandWritten {
  static let text = "log(sum(i, 1, n, exp(x[i]))) - x[n]*max(x[1], sum(i, 2, n, x[i]^3), 0)"
  static func value<S: Scalar>(_ x: [S]) -> S {
    S.log(total(1, x.count) { S.exp(x[$0 - 1]) })
      - x[x.count - 1]
      * S.max(S.max(x[0], total(2, x.count) { S.pow(x[$0 - 1], 3) }), 0)
  }
}

enum Polynomial: HandWritten {
  static let text = "sum(i, 1, n, prod(k, 0, i, x[i]^k + k)/(i + 1)^2)"
  static func value<S: Scalar>(_ x: [S]) -> S {
    total(1, x.count) { i in
      product(0, i) { k in S.pow(x[i - 1], k) + S(Double(k)) } / S(Double((i + 1) * (i + 1)))
    }
  }
}

enum PairedNeighbours: HandWritten {
  static let text = "sum(i, 1, n/2, 10*(x[2*i] - x[2*i-1]^2)^2 - x[n+1-i])*prod(i, 1, 3, x[i])"
  static func value<S: Scalar>(_ x: [S]) -> S {
    total(1, x.count / 2) { i in
      10 * S.pow(x[2 * i - 1] - S.pow(x[2 * i - 2], 2), 2) - x[x.count - i]
    } * product(1, 3) { x[$0 - 1] }
  }
}

enum Linear: HandWritten {
  static let text =
    "3*sum(i, 1, n, i*x[i]) - sum(i, 1, n, sum(j, 1, n, x[j]^2)) + sum(i, 5, 1, x[i])"
  static func value<S: Scalar>(_ x: [S]) -> S {
    let inner = total(1, x.count) { S.pow(x[$0 - 1], 2) }
    return 3 * total(1, x.count) { S(Double($0)) * x[$0 - 1] } - total(1, x.count) { _ in inner }
  }
}

@Suite struct FormulaLoopTests {
  static let cases: [LoopCase] = [
    ChainedRosenbrock.loopCase, Product.loopCase, Variance.loopCase, Triangle.loopCase,
    LogarithmOfSum.loopCase, Polynomial.loopCase, PairedNeighbours.loopCase, Linear.loopCase,
  ]

  static func point(_ seed: UInt64, _ count: Int = 6) -> [Double] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in random.uniform(1.5) }
  }

  @Test(arguments: cases, [1, 2, 3] as [UInt64])
  func valuesHaveTheBitsOfTheTextByHand(example: LoopCase, seed: UInt64) throws {
    let program = try Formula(example.text).program(dimension: 6)
    let x = Self.point(seed)
    #expect(isSameBits(program.value(at: x), example.plain(x)))
  }

  /// Rounding in another order: a few hundred operations, well conditioned.
  @Test(arguments: cases, [1, 2, 3] as [UInt64])
  func gradientsAgree(example: LoopCase, seed: UInt64) throws {
    let program = try Formula(example.text).program(dimension: 6)
    let x = Self.point(seed)
    let expected = dualGradient(at: x) { span in
      example.byHand(span.indices.map { span[$0] })
    }
    let dual = dualGradient(at: x) { program.value(at: $0) }
    let loop = try FormulaGradient(program).valueAndGradient(at: x)
    let unrolled = try SymbolicFunction(dimension: 6) { program.value(at: $0) }.gradientProgram()
      .outputs(at: x)
    let scale = expected.partials.map(\.magnitude).max() ?? 0
    #expect(isClose(loop.value, expected.value, 1e-13))
    for i in x.indices {
      #expect(isClose(dual.partials[i], expected.partials[i], 1e-12, scale: scale))
      #expect(isClose(loop.gradient[i], expected.partials[i], 1e-12, scale: scale))
      #expect(isClose(unrolled[i + 1], expected.partials[i], 1e-12, scale: scale))
    }
  }

  @Test(arguments: cases)
  func lanesHaveTheBitsOfScalars(example: LoopCase) throws {
    let program = try Formula(example.text).program(dimension: 6)
    let gradient = try FormulaGradient(program)
    let points = (0..<8).map { Self.point(UInt64($0)) }
    let lanes = (0..<6).map { i in
      var lanes: Lanes = 0
      for lane in 0..<8 { lanes[lane: lane] = points[lane][i] }
      return lanes
    }
    let values = program.value(at: lanes)
    let slopes = gradient.valueAndGradient(at: lanes)
    for lane in 0..<8 {
      let alone = gradient.valueAndGradient(at: points[lane])
      #expect(isSameBits(values[lane: lane], program.value(at: points[lane])))
      #expect(isSameBits(slopes.value[lane: lane], alone.value))
      for i in 0..<6 {
        #expect(isSameBits(slopes.gradient[i][lane: lane], alone.gradient[i]))
      }
    }
  }

  /// Lengths about those at which loops are cut into strips.
  @Test(arguments: [2, 3, 4, 5, 6, 8, 9, 10, 11, 17, 18, 33])
  func everyLengthOfALoopIsRight(dimension: Int) throws {
    let x = Self.point(7, dimension)
    let program = try Formula(ChainedRosenbrock.text).program(dimension: dimension)
    #expect(program.value(at: x) == ChainedRosenbrock.value(x))
    let slopes = try FormulaGradient(program).valueAndGradient(at: x)
    let lanes = try FormulaGradient(program).valueAndGradient(at: x.map { Lanes($0) })
    for i in x.indices {
      let seeded = x.enumerated().map {
        Dual2(value: $1, partials: SIMD2($0 == i ? 1 : 0, 0))
      }
      let expected = ChainedRosenbrock.value(seeded).partials[0]
      #expect(isClose(slopes.gradient[i], expected, 1e-13, scale: 1))
      #expect(slopes.gradient[i] == lanes.gradient[i][lane: 3])
    }
    #expect(slopes.value == lanes.value[lane: 0])
  }

  @Test func longSumsAreNotUnrolled() throws {
    let n = 20_000
    let program = try Formula(ChainedRosenbrock.text).program(dimension: n)
    let gradient = try FormulaGradient(program)
    #expect(gradient.instructionCount < 20)
    #expect(program.termCount == n - 1)
    let ones = [Double](repeating: 1, count: n)
    let atMinimum = gradient.valueAndGradient(at: ones)
    #expect(atMinimum.value == 0)
    #expect(atMinimum.gradient.allSatisfy { $0 == 0 })
  }

  @Test func loopsThatDoNotMoveRunOnce() throws {
    // 2n terms, not n²: n² would be above the limit.
    let program = try Formula(Variance.text).program(dimension: 10_000)
    #expect(program.termCount == 20_000)
  }

  @Test func zeroFactorsHaveGradients() throws {
    let program = try Formula("prod(i, 1, n, x[i])").program(dimension: 3)
    let gradient = try FormulaGradient(program)
    #expect(gradient.valueAndGradient(at: [0.0, 2, 3]).gradient == [6, 0, 0])
    #expect(gradient.valueAndGradient(at: [0.0, 0, 3]).gradient == [0, 0, 0])
  }

  @Test func powersOfAnIndexHaveGradientsAtZero() throws {
    let program = try Formula("sum(k, 0, 4, x^k)").program()
    #expect(try FormulaGradient(program).valueAndGradient(at: [0.0]).gradient == [1])
    #expect(try FormulaGradient(program).valueAndGradient(at: [2.0]).gradient == [49])
    #expect(dualGradient(at: [0]) { program.value(at: $0) }.partials == [1])
  }

  @Test func branchesNotTakenAddNothing() throws {
    // √ has an infinite slope at 0, in a branch that is not taken.
    let program = try Formula("max(x[1], sum(i, 2, n, sqrt(x[i])))").program(dimension: 3)
    let gradient = try FormulaGradient(program).valueAndGradient(at: [1.0, 0, 0])
    #expect(gradient.gradient == [1, 0, 0])
  }

  @Test func emptySumsOfZerosKeepTheirSign() throws {
    let program = try Formula("sum(i, 1, 2, -x)").program()
    #expect(program.value(at: [0.0]).sign == .minus)
    #expect(try value(of: "sum(i, 2, 1, x)", at: [1]).sign == .plus)
  }

  @Test func longProductsHaveNoGradient() throws {
    let program = try Formula("prod(i, 1, 300000, x)").program()
    #expect(throws: SymbolicError.tooManyFactors(limit: FormulaLimits.keptFactors)) {
      try FormulaGradient(program)
    }
  }

  @Test func dualsThroughTheGradientAreHessians() throws {
    let program = try Formula(Triangle.text).program(dimension: 3)
    let gradient = try FormulaGradient(program)
    let x = [0.4, -0.3, 0.9]
    let seeded = x.enumerated().map { i, value in
      var direction = SIMD4<Double>.zero
      direction[i] = 1
      return Dual4(value: value, partials: direction)
    }
    let columns = gradient.valueAndGradient(at: seeded).gradient
    let exact = try SymbolicFunction(dimension: 3) { program.value(at: $0) }.hessianProgram()
      .outputs(at: x)
    for i in 0..<3 {
      for j in 0...i {
        #expect(isClose(columns[i].partials[j], exact[i * (i + 1) / 2 + j], 1e-12, scale: 1))
      }
    }
  }
}
