import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

/// A function with its gradient and Hessian from a book.
protocol ClosedForm: Sendable {
  static var points: [[Double]] { get }
  static func value<S: Scalar>(at x: Span<S>) -> S
  static func gradient(at x: [Double]) -> [Double]
  /// Row by row, lower triangle; empty where none is given.
  static func hessian(at x: [Double]) -> [Double]
}

@Suite struct SymbolicGradientTests {
  @Test(
    arguments: [
      Rosenbrock.self, Himmelblau.self, Booth.self, SumOfExponentials.self, Gaussian.self,
      LogSumExp.self, Rational.self, PowerTower.self, Trigonometric.self, Roots.self, Huber.self,
      Logistic.self,
    ] as [any ClosedForm.Type])
  func gradientAndHessianMatchClosedForms(form: any ClosedForm.Type) throws {
    try check(form)
  }

  func check<F: ClosedForm>(_ form: F.Type) throws {
    let f = try SymbolicFunction(dimension: F.points[0].count) { F.value(at: $0) }
    let gradient = try f.gradientProgram()
    let hessian = try f.hessianProgram()
    for x in F.points {
      let found = gradient.outputs(at: x)
      #expect(isClose(found[0], F.value(at: x.span), 1e-14))
      let partials = F.gradient(at: x)
      let scale = partials.map(\.magnitude).max() ?? 0
      for (i, partial) in partials.enumerated() {
        #expect(isClose(found[i + 1], partial, 1e-13, scale: scale), "∂\(i) at \(x)")
      }
      let entries = F.hessian(at: x)
      let size = entries.map(\.magnitude).max() ?? 0
      for (k, (found, expected)) in zip(hessian.outputs(at: x), entries).enumerated() {
        #expect(isClose(found, expected, 1e-13, scale: size), "entry \(k) at \(x)")
      }
    }
  }

  /// Conditions of a fair comparison: every partial of the dual run is finite, the cancellation in
  /// the value is bounded, which is seen by evaluating again at a point one rounding away, and no
  /// part that happens not to vary meets an infinite slope: for duals that is 0, for the sweep 0 · ∞.
  @Test func gradientsMatchDualsOnRandomExpressions() throws {
    var (compared, undecided) = (0, 0)
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let expression = RandomExpression.make(&random, depth: 5, dimension: 3)
      let f = try SymbolicFunction(dimension: 3) { expression.value(at: $0) }
      let program = try f.gradientProgram()
      for _ in 0..<4 {
        let x = (0..<3).map { _ in random.uniform(2) }
        let expected = dualGradient(at: x) { expression.value(at: $0) }
        let near = dualGradient(at: x.map { $0 * (1 + 0x1p-52) }) { expression.value(at: $0) }
        let found = program.outputs(at: x)
        guard expected.value.isFinite, near.value.isFinite else { continue }
        #expect(
          isClose(
            found[0], expected.value, 1e-12,
            scale: 100 * (expected.value - near.value).magnitude / 1e-12 + 1e-12),
          "value, seed \(seed) at \(x)")
        for i in 0..<3 where expected.partials[i].isFinite && near.partials[i].isFinite {
          // A change of one rounding in x bounds what rounding within may do.
          let noise = 100 * (expected.partials[i] - near.partials[i]).magnitude
          let scale = expected.partials.map(\.magnitude).filter(\.isFinite).max() ?? 0
          guard noise < 1e-6 * scale || noise == 0 else { continue }
          if found[i + 1].isNaN, expected.partials[i] == 0 {
            undecided += 1
            continue
          }
          compared += 1
          #expect(
            isClose(found[i + 1], expected.partials[i], 1e-12, scale: scale + noise / 1e-12),
            "∂\(i), seed \(seed) at \(x)")
        }
      }
    }
    #expect(compared > 2_000 && 100 * undecided < compared, "\(undecided) of \(compared)")
  }

  /// The Hessian by one more sweep against central differences of dual gradients.
  @Test func hessiansMatchCentralDifferencesOfGradientsOnRandomExpressions() throws {
    var (compared, undecided) = (0, 0)
    for seed in 1_000..<1_100 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let expression = RandomExpression.make(&random, depth: 4, dimension: 2)
      let f = try SymbolicFunction(dimension: 2) { expression.value(at: $0) }
      let hessian = try f.hessianProgram()
      let x = [0.3 + random.uniform(0.2), 0.7 + random.uniform(0.2)]
      let found = hessian.outputs(at: x)
      func difference(_ i: Int, _ j: Int, _ h: Double) -> Double {
        var (up, down) = (x, x)
        up[j] += h
        down[j] -= h
        let g = { (p: [Double]) in dualGradient(at: p) { expression.value(at: $0) }.partials[i] }
        return (g(up) - g(down)) / (up[j] - down[j])
      }
      for (k, (i, j)) in [(0, 0), (1, 0), (1, 1)].enumerated() {
        let (fine, coarse) = (difference(i, j, 1e-5), difference(i, j, 2e-5))
        // Where two step sizes disagree there is a kink or a pole, and no fair comparison.
        guard fine.isFinite, coarse.isFinite, isClose(fine, coarse, 1e-6, scale: 1e-2) else {
          continue
        }
        // As above: 0 for duals, 0 · ∞ for the sweep.
        if found[k].isNaN, fine == 0 {
          undecided += 1
          continue
        }
        compared += 1
        #expect(isClose(found[k], fine, 1e-5, scale: 1), "entry \(k), seed \(seed) at \(x)")
      }
    }
    #expect(compared > 150 && 25 * undecided < compared, "\(undecided) of \(compared)")
  }

  @Test func kinksHaveTheDerivativesOfScalar() throws {
    func gradient(_ x: [Double], _ trace: (Span<Symbol>) -> Symbol) throws -> [Double] {
      let f = try SymbolicFunction(dimension: x.count, trace: trace)
      return Array(try f.gradientProgram().outputs(at: x).dropFirst())
    }
    #expect(try gradient([0]) { Symbol.abs($0[0]) } == [0])
    #expect(try gradient([0]) { Symbol.sign($0[0]) } == [0])
    #expect(try gradient([2, 2]) { Symbol.max($0[0], $0[1]) } == [1, 0])
    #expect(try gradient([2, 2]) { Symbol.min($0[0], $0[1]) } == [1, 0])
    #expect(try gradient([0]) { Symbol.max(0, $0[0]) } == [0])
    #expect(try gradient([0]) { Symbol.max($0[0], 0) } == [1])
    #expect(try gradient([3, 2]) { Symbol.min($0[0], $0[1]) } == [0, 1])
    #expect(
      try gradient([1, 1]) { Symbol.select($0[0], lessThan: $0[1], then: $0[0], else: 5 * $0[1]) }
        == [0, 5])
  }

  /// x·log x at 0 is NaN with infinite slope, but its branch is not taken.
  @Test func branchNotTakenNeverSpoilsDerivatives() throws {
    let f = try SymbolicFunction(dimension: 1) { x in
      let outer = Symbol.select(
        0, lessThan: x[0], then: x[0] * Symbol.log(x[0]) + Symbol.sqrt(x[0]), else: 3 * x[0])
      return outer + Symbol.max(x[0], 2 * Symbol.pow(x[0] - 1, -2) * 0)
    }
    #expect(try f.gradientProgram().outputs(at: [0.0]) == [0, 3 + 1])
    #expect(try f.hessianProgram().outputs(at: [0.0]) == [0])
    #expect(try f.gradientProgram().outputs(at: [-1.0]) == [-3, 3])
  }
}

enum Rosenbrock: ClosedForm {
  static let points = [[-1.2, 1], [1, 1], [0.3, -2]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    let a = 1 - x[0]
    let b = x[1] - x[0] * x[0]
    return a * a + 100 * b * b
  }
  static func gradient(at x: [Double]) -> [Double] {
    let b = x[1] - x[0] * x[0]
    return [-400 * x[0] * b - 2 * (1 - x[0]), 200 * b]
  }
  static func hessian(at x: [Double]) -> [Double] {
    [1200 * x[0] * x[0] - 400 * x[1] + 2, -400 * x[0], 200]
  }
}

enum Himmelblau: ClosedForm {
  static let points = [[3.0, 2], [0, 0], [-1.5, 2.5]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.pow(x[0] * x[0] + x[1] - 11, 2) + S.pow(x[0] + x[1] * x[1] - 7, 2)
  }
  static func gradient(at x: [Double]) -> [Double] {
    let (a, b) = (x[0] * x[0] + x[1] - 11, x[0] + x[1] * x[1] - 7)
    return [4 * x[0] * a + 2 * b, 2 * a + 4 * x[1] * b]
  }
  static func hessian(at x: [Double]) -> [Double] {
    [
      12 * x[0] * x[0] + 4 * x[1] - 42, 4 * x[0] + 4 * x[1], 12 * x[1] * x[1] + 4 * x[0] - 26,
    ]
  }
}

enum Booth: ClosedForm {
  static let points = [[1.0, 3], [0, 0]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.pow(x[0] + 2 * x[1] - 7, 2) + S.pow(2 * x[0] + x[1] - 5, 2)
  }
  static func gradient(at x: [Double]) -> [Double] {
    [10 * x[0] + 8 * x[1] - 34, 8 * x[0] + 10 * x[1] - 38]
  }
  static func hessian(at x: [Double]) -> [Double] { [10, 8, 10] }
}

enum SumOfExponentials: ClosedForm {
  static let points = [[0.5, -0.25], [0, 0]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.exp(x[0] + 3 * x[1]) + S.exp(x[0] - 3 * x[1]) + S.exp(-x[0])
  }
  static func gradient(at x: [Double]) -> [Double] {
    let (a, b, c) = (
      Double.exp(x[0] + 3 * x[1]), Double.exp(x[0] - 3 * x[1]), Double.exp(-x[0])
    )
    return [a + b - c, 3 * a - 3 * b]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let (a, b, c) = (
      Double.exp(x[0] + 3 * x[1]), Double.exp(x[0] - 3 * x[1]), Double.exp(-x[0])
    )
    return [a + b + c, 3 * a - 3 * b, 9 * a + 9 * b]
  }
}

enum Gaussian: ClosedForm {
  static let points = [[0.5, 0.25], [0, 0]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    1 - S.exp(-(x[0] * x[0] + x[1] * x[1]) / 2)
  }
  static func gradient(at x: [Double]) -> [Double] {
    let e = Double.exp(-(x[0] * x[0] + x[1] * x[1]) / 2)
    return [x[0] * e, x[1] * e]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let e = Double.exp(-(x[0] * x[0] + x[1] * x[1]) / 2)
    return [(1 - x[0] * x[0]) * e, -x[0] * x[1] * e, (1 - x[1] * x[1]) * e]
  }
}

enum LogSumExp: ClosedForm {
  static let points = [[0.5, 0.25, -1], [0, 0, 0]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.log(S.exp(x[0]) + S.exp(x[1]) + S.exp(x[2]))
  }
  static func gradient(at x: [Double]) -> [Double] {
    let sum = x.map { Double.exp($0) }.reduce(0, +)
    return x.map { Double.exp($0) / sum }
  }
  static func hessian(at x: [Double]) -> [Double] {
    let p = gradient(at: x)
    return (0..<3).flatMap { i in (0...i).map { j in (i == j ? p[i] : 0) - p[i] * p[j] } }
  }
}

enum Rational: ClosedForm {
  static let points = [[0.5, 0.25], [-3, 2]]
  static func value<S: Scalar>(at x: Span<S>) -> S { x[0] / (1 + x[1] * x[1]) + 1 / x[0] }
  static func gradient(at x: [Double]) -> [Double] {
    let d = 1 + x[1] * x[1]
    return [1 / d - 1 / (x[0] * x[0]), -2 * x[0] * x[1] / (d * d)]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let d = 1 + x[1] * x[1]
    return [
      2 / (x[0] * x[0] * x[0]), -2 * x[1] / (d * d),
      -2 * x[0] / (d * d) + 8 * x[0] * x[1] * x[1] / (d * d * d),
    ]
  }
}

enum PowerTower: ClosedForm {
  static let points = [[0.5, 1.5], [2, -1.25]]
  static func value<S: Scalar>(at x: Span<S>) -> S { S.pow(x[0], x[1]) + S.pow(x[0], 2.5) }
  static func gradient(at x: [Double]) -> [Double] {
    let p = realPower(x[0], x[1])
    return [x[1] * p / x[0] + 2.5 * realPower(x[0], 1.5), p * Double.log(x[0])]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let (p, l) = (realPower(x[0], x[1]), Double.log(x[0]))
    return [
      x[1] * (x[1] - 1) * p / (x[0] * x[0]) + 3.75 * x[0].squareRoot(),
      p / x[0] * (1 + x[1] * l), p * l * l,
    ]
  }
}

enum Trigonometric: ClosedForm {
  static let points = [[0.5, 0.25], [-2, 1]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.sin(x[0]) * S.cos(x[1]) + S.atan(x[0]) + S.tanh(x[1])
  }
  static func gradient(at x: [Double]) -> [Double] {
    let t = Double.tanh(x[1])
    return [
      Double.cos(x[0]) * Double.cos(x[1]) + 1 / (1 + x[0] * x[0]),
      -Double.sin(x[0]) * Double.sin(x[1]) + 1 - t * t,
    ]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let (t, d) = (Double.tanh(x[1]), 1 + x[0] * x[0])
    let (s, c) = (Double.sin(x[0]), Double.cos(x[1]))
    return [
      -s * c - 2 * x[0] / (d * d), -Double.cos(x[0]) * Double.sin(x[1]),
      -s * c - 2 * t * (1 - t * t),
    ]
  }
}

enum Roots: ClosedForm {
  static let points = [[4.0, 8], [0.25, 0.125]]
  static func value<S: Scalar>(at x: Span<S>) -> S { S.sqrt(x[0]) + S.cbrt(x[1]) }
  static func gradient(at x: [Double]) -> [Double] {
    [0.5 / x[0].squareRoot(), realPower(x[1], -2.0 / 3) / 3]
  }
  static func hessian(at x: [Double]) -> [Double] {
    [-0.25 * realPower(x[0], -1.5), 0, -2.0 / 9 * realPower(x[1], -5.0 / 3)]
  }
}

enum Huber: ClosedForm {
  static let points = [[0.5, -3.0], [4, 0.25]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let a = S.abs(x[i])
      sum = sum + S.select(a, lessThan: 1, then: 0.5 * x[i] * x[i], else: a - 0.5)
    }
    return sum
  }
  static func gradient(at x: [Double]) -> [Double] { x.map { min(1, max(-1, $0)) } }
  static func hessian(at x: [Double]) -> [Double] {
    [x[0].magnitude < 1 ? 1 : 0, 0, x[1].magnitude < 1 ? 1 : 0]
  }
}

enum Logistic: ClosedForm {
  static let points = [[0.5, -3.0], [40, 0.25]]
  static func value<S: Scalar>(at x: Span<S>) -> S {
    S.softplus(2 * x[0] - x[1]) + S.sigmoid(x[1])
  }
  static func gradient(at x: [Double]) -> [Double] {
    let (p, q) = (Double.sigmoid(2 * x[0] - x[1]), Double.sigmoid(x[1]))
    return [2 * p, -p + q * (1 - q)]
  }
  static func hessian(at x: [Double]) -> [Double] {
    let (p, q) = (Double.sigmoid(2 * x[0] - x[1]), Double.sigmoid(x[1]))
    let v = p * (1 - p)
    return [4 * v, -2 * v, v + q * (1 - q) * (1 - 2 * q)]
  }
}
