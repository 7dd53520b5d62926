import GradCore
import GradNumerics
import GradProblems
import Testing

@Suite struct ConvexityTests {
  /// The Hessian's own rounding, beside its largest eigenvalue.
  static func rounding(_ problem: ProblemInstance, _ eigenvalues: [Double]) -> Double {
    100 * Double(problem.dimension) * Double.ulpOfOne * maxNorm(eigenvalues)
  }

  @Test(arguments: CatalogCase.all.filter { (try? $0.make().facts.isConvex) == true })
  func convexProblemsCurveUpwardEverywhere(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let points = problem.samplePoints(45, seed: 2)
    for point in points {
      let eigenvalues = try problem.eigenvalues(at: point)
      let floor = problem.facts.strongConvexity.map { $0 * (1 - 1e-9) } ?? 0
      #expect(eigenvalues[0] >= floor - Self.rounding(problem, eigenvalues), "at \(point)")
    }
    // Holds across kinks as well.
    for (a, b) in zip(points, points.reversed()) where a != b {
      let middle = problem.value(at: zip(a, b).map { 0.5 * ($0 + $1) })
      let chord = 0.5 * (problem.value(at: a) + problem.value(at: b))
      #expect(middle <= chord + 1e-13 * max(1, chord.magnitude))
    }
  }

  @Test(arguments: CatalogCase.all.filter { (try? $0.make().facts.isConvex) == false })
  func otherProblemsCurveDownwardSomewhere(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let isCounterexample = try problem.samplePoints(60, seed: 3).contains { point in
      let eigenvalues = try problem.eigenvalues(at: point)
      return eigenvalues[0] < -1e-9 * maxNorm(eigenvalues)
    }
    #expect(isCounterexample)
  }

  @Test(
    arguments: CatalogCase.all.filter { (try? $0.make().facts.lipschitzConstant) as Double? != nil }
  )
  func gradientsDifferByAtMostLTimesTheDistance(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let constant = try #require(problem.facts.lipschitzConstant)
    let points = problem.samplePoints(16, seed: 4)
    for (k, a) in points.enumerated() {
      let b = k.isMultiple(of: 2) ? points[(k + 1) % points.count] : a.map { $0 + 1e-3 }
      let (ga, gb) = (try problem.gradient(at: a).gradient, try problem.gradient(at: b).gradient)
      let change = euclideanNorm(zip(ga, gb).map { $0 - $1 })
      let distance = euclideanNorm(zip(a, b).map { $0 - $1 })
      let rounding = 1e-13 * (euclideanNorm(ga) + euclideanNorm(gb))
      #expect(change <= constant * distance * (1 + 1e-9) + rounding)
    }
  }

  /// Points other than the start and the known points at which L is reached.
  static func steepestPoint(_ problem: ProblemInstance) -> [Double]? {
    switch problem.id {
    case "saturated-sigmoid":
      // |σ″| is largest, 1/(6√3), where exp(sx) = 2 + √3; the start is at sx = −10.
      [Double.log(2 + 3.0.squareRoot()) / (-10 / problem.facts.start[0])]
    case "log-sum-exp":
      // Far out on the ridge where two coordinates tie.
      [40, 40] + [Double](repeating: 0, count: problem.dimension - 2)
    default: nil
    }
  }

  /// L is not just a bound: somewhere the curvature reaches it.
  @Test(
    arguments: CatalogCase.all.filter { (try? $0.make().facts.lipschitzConstant) as Double? != nil }
  )
  func theLipschitzConstantIsReached(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let constant = try #require(problem.facts.lipschitzConstant)
    let points =
      [problem.facts.start] + problem.facts.knownPoints.map(\.point)
      + (Self.steepestPoint(problem).map { [$0] } ?? [])
    let largest = try points.map { maxNorm(try problem.eigenvalues(at: $0)) }.max()
    #expect((try #require(largest) / constant - 1).magnitude < 1e-9)
  }
}
