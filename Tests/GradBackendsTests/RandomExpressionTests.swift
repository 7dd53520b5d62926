import GradCore
import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

@testable import GradBackends

/// Reverse mode and the complex step against dual numbers on generated expressions.
///
/// Conditions of a fair comparison: the value and the partial are finite as duals see them (a dual
/// spoils partials by 0 · ∞ where the sweep skips the variable), and the gradient is well
/// conditioned, which is seen by evaluating again at a point one rounding away.
@Suite struct RandomExpressionTests {
  struct Generated: Problem {
    let expression: RandomExpression
    let dimension = 3
    func value<S: Scalar>(at x: Span<S>) -> S { expression.value(at: x) }

    var instance: ProblemInstance {
      ProblemInstance(
        id: "generated", values: ParameterValues([]), instance: 1,
        configuration: Configuration(id: "generated"),
        facts: Facts(
          start: [0, 0, 0], minimum: .unknown, isConvex: false, source: "this test"),
        objective: Objective(self))
    }
  }

  static func bits(_ x: Double) -> UInt64 { (x.isNaN ? Double.nan : x).bitPattern }

  @Test func exactGradientsAgree() throws {
    var (compared, spoiled) = ([0, 0], 0)
    for seed in 0..<400 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let problem = Generated(
        expression: .make(&random, depth: 6, dimension: 3)
      ).instance
      let dual = try BackendDescription.dual.prepare(problem).scalar()
      let reverse = try BackendDescription.reverse.prepare(problem).scalar()
      let complex = try? BackendDescription.complexStep.prepare(problem).scalar()
      for _ in 0..<4 {
        let x = (0..<3).map { _ in random.uniform(2) }
        let (value, expected) = BackendAgreementTests.gradient(dual, x)
        let near = BackendAgreementTests.gradient(dual, x.map { $0 * (1 + 0x1p-52) }).1
        let far = BackendAgreementTests.gradient(dual, x.map { $0 * (1 - 0x1p-50) }).1
        let (found, swept) = BackendAgreementTests.gradient(reverse, x)
        #expect(Self.bits(found) == Self.bits(problem.objective.scalar.value(x.span)))
        guard value.isFinite else { continue }
        let scale = expected.map(\.magnitude).filter(\.isFinite).max() ?? 0
        for i in 0..<3 where expected[i].isFinite && near[i].isFinite && far[i].isFinite {
          let noise = max(
            (expected[i] - near[i]).magnitude, (expected[i] - far[i]).magnitude)
          guard noise < 1e-6 * scale || noise == 0 else { continue }
          let bound = 1e-12 * scale + 100 * noise + Double.leastNormalMagnitude
          // The sweep takes x^(y − y) for a power with a variable exponent, and the logarithm of a
          // negative x for NaN; duals see that the exponent does not vary.
          guard swept[i].isFinite else {
            spoiled += 1
            continue
          }
          compared[0] += 1
          #expect((swept[i] - expected[i]).magnitude <= bound, "reverse ∂\(i), \(seed) at \(x)")
          guard let complex else { continue }
          let stepped = BackendAgreementTests.gradient(complex, x).1
          guard stepped[i].isFinite else { continue }
          compared[1] += 1
          // Duals lose what is below eps of the slopes of tanh and sigmoid, differences from 1.
          let floor = 64 * Double.ulpOfOne * max(1, value.magnitude)
          #expect(
            (stepped[i] - expected[i]).magnitude <= bound + floor,
            "complex ∂\(i), \(seed) at \(x)")
        }
      }
    }
    #expect(compared[0] > 2_000 && compared[1] > 1_000, "\(compared)")
    #expect(100 * spoiled < compared[0], "\(spoiled) of \(compared)")
  }

  /// One recording, made before the points are known, gives the bits of a new one at each, and
  /// lanes those of single runs, also where values and slopes are infinite or NaN.
  @Test func replayAndLanesHaveTheBitsOfRecording() throws {
    for seed in 2_000..<2_150 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let problem = Generated(expression: .make(&random, depth: 5, dimension: 3)).instance
      let prepared = try BackendDescription.reverse.prepare(problem)
      let (scalar, lanes) = (prepared.scalar(), prepared.lanes())
      let points = (0..<8).map { k in
        (0..<3).map { _ in k == 7 ? Double(random.below(3) - 1) : random.uniform(2) }
      }
      var x = [Lanes](repeating: 0, count: 3)
      for (lane, point) in points.enumerated() {
        for i in 0..<3 { x[i][lane: lane] = point[i] }
      }
      var g = x
      var view = g.mutableSpan
      let values = lanes.gradient(x.span, &view)
      for (lane, point) in points.enumerated() {
        let (value, gradient) = BackendAgreementTests.gradient(scalar, point)
        let fresh = try BackendDescription.reverse.prepare(problem).scalar()
        let (again, anew) = BackendAgreementTests.gradient(fresh, point)
        #expect(Self.bits(value) == Self.bits(again))
        #expect(gradient.map(Self.bits) == anew.map(Self.bits))
        #expect(Self.bits(values[lane: lane]) == Self.bits(value), "\(seed) at \(point)")
        #expect(g.map { Self.bits($0[lane: lane]) } == gradient.map(Self.bits), "\(seed) \(point)")
      }
    }
  }

  /// What the tape notes is what symbolic tracing notes.
  @Test func complexStepIsRefusedWhereTracingSeesKinks() throws {
    var refused = 0
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let problem = Generated(expression: .make(&random, depth: 5, dimension: 3)).instance
      let traced = try SymbolicFunction(dimension: 3) { problem.objective.symbol.value($0) }
      if traced.kinks.isEmpty {
        #expect(throws: Never.self) { try BackendDescription.complexStep.prepare(problem) }
      } else {
        refused += 1
        #expect(
          throws: BackendError.notSmooth(problem: "generated", operations: traced.kinks.names)
        ) { try BackendDescription.complexStep.prepare(problem) }
      }
    }
    #expect(refused > 50)
  }

  /// Dual numbers on the tape against the symbolic Hessian, both exact.
  @Test func hessiansAgree() throws {
    var (compared, spoiled) = (0, 0)
    for seed in 5_000..<5_200 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let problem = Generated(expression: .make(&random, depth: 5, dimension: 3)).instance
      let symbolic = try #require(Hessian.symbolic(of: problem))
      let reverse = try #require(Hessian.dualOverReverse(of: problem))
      let x = (0..<3).map { _ in 0.2 + random.uniform(1.5) }
      guard let expected = symbolic(x), let found = reverse(x),
        let near = symbolic(x.map { $0 * (1 + 0x1p-52) }),
        let far = symbolic(x.map { $0 * (1 - 0x1p-50) }),
        problem.objective.scalar.value(x.span).isFinite,
        (expected.elements + near.elements + far.elements).allSatisfy(\.isFinite)
      else { continue }
      let scale = BackendAgreementTests.largest(expected.elements)
      let noise = max(
        BackendAgreementTests.error(expected.elements, near.elements),
        BackendAgreementTests.error(expected.elements, far.elements))
      guard noise < 1e-6 * scale || noise == 0 else { continue }
      // Duals spoil √(min(x, 0)) by 0 · ∞.
      guard found.elements.allSatisfy(\.isFinite) else {
        spoiled += 1
        continue
      }
      compared += 1
      let error = BackendAgreementTests.error(found.elements, expected.elements)
      #expect(error <= 1e-11 * scale + 100 * noise, "seed \(seed) at \(x)")
    }
    #expect(compared > 120 && 50 * spoiled < compared, "\(spoiled) of \(compared)")
  }
}
