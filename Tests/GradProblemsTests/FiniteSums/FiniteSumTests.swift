import GradCore
import GradNumerics
import GradProblems
import Testing

@Suite struct FiniteSumTests {
  static let cases = CatalogCase.all.filter { $0.given["sampleCount"] != nil }
  /// Sums in another order differ by some units times the number of terms.
  static let sum = 1e-13

  @Test(arguments: cases)
  func meanOverSingleExamplesIsTheObjective(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let count = try #require(problem.objective.sampleCount)
    let batchValue = try #require(problem.objective.scalar.batchValue)
    let batchGradient = try #require(problem.objective.scalar.batchGradient)
    for point in problem.samplePoints(4) {
      let (value, gradient) = try problem.gradient(at: point)
      var mean = 0.0
      var means = [Double](repeating: 0, count: problem.dimension)
      for example in 0..<count {
        let batch = [Int32(example)]
        var g = means
        var span = g.mutableSpan
        let single = batchGradient(point.span, batch.span, &span)
        #expect(single == batchValue(point.span, batch.span))
        mean += single / Double(count)
        for j in g.indices { means[j] += g[j] / Double(count) }
      }
      #expect((mean - value).magnitude <= Self.sum * max(1, value))
      let scale = max(1, maxNorm(gradient))
      for (a, b) in zip(means, gradient) { #expect((a - b).magnitude <= Self.sum * 100 * scale) }
    }
  }

  @Test(arguments: cases)
  func fullBatchHasTheBitsOfTheObjective(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let count = try #require(problem.objective.sampleCount)
    let all = (0..<Int32(count)).map { $0 }
    let batchValue = try #require(problem.objective.scalar.batchValue)
    let batchGradient = try #require(problem.objective.scalar.batchGradient)
    for point in problem.samplePoints(3) {
      let (value, gradient) = try problem.gradient(at: point)
      #expect(batchValue(point.span, all.span) == value)
      var g = gradient
      var span = g.mutableSpan
      #expect(batchGradient(point.span, all.span, &span) == value)
      #expect(g == gradient)
    }
  }

  @Test(arguments: cases)
  func batchGradientMatchesDualNumbersAndLanes(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let dual = try #require(problem.objective.dual8.batchValue)
    let scalar = try #require(problem.objective.scalar.batchGradient)
    let lanes = try #require(problem.objective.lanes.batchGradient)
    // A repeat counts twice.
    let batch: [Int32] = [5, 0, 5, 3]
    for point in problem.samplePoints(6) {
      var g = point
      var span = g.mutableSpan
      let value = scalar(point.span, batch.span, &span)
      let expected = problem.dualGradient(at: point) { dual($0, batch.span) }
      let bound = 1e-12 * maxNorm(expected) + 64 * Double.ulpOfOne * max(1, value)
      for (a, b) in zip(g, expected) { #expect((a - b).magnitude <= bound) }
      let wide = point.map { Lanes($0) }
      var wideGradient = wide
      var wideSpan = wideGradient.mutableSpan
      #expect(lanes(wide.span, batch.span, &wideSpan)[lane: 3] == value)
      #expect(wideGradient.map { $0[lane: 7] } == g)
    }
  }

  /// The noise that theory speaks of: single-example gradients of variance n everywhere, so that
  /// stochastic gradient descent's floor is η n / (2B (2 − η)).
  @Test(arguments: [1, 5])
  func meanOfQuadraticsHasUnitNoise(dimension: Int) throws {
    let problem = try CatalogCase(
      id: "mean-of-quadratics", given: ["dimension": .integer(dimension)]
    ).make()
    let batchGradient = try #require(problem.objective.scalar.batchGradient)
    let (minimizer, minimum) = (
      problem.facts.knownPoints[0].point, try #require(problem.facts.minimum.value)
    )
    var variance = 0.0
    for example in 0..<64 {
      var g = minimizer
      var span = g.mutableSpan
      _ = batchGradient(minimizer.span, [Int32(example)].span, &span)
      variance += g.reduce(0) { $0 + $1 * $1 } / 64
    }
    #expect((variance - Double(dimension)).magnitude < 1e-13)
    #expect((minimum - 0.5 * Double(dimension)).magnitude < 1e-13)
    #expect(minimizer.allSatisfy { ($0 - 1).magnitude < 1e-14 })
  }

  @Test func withoutNoiseLeastSquaresFitsEveryExample() throws {
    let problem = try CatalogCase(id: "least-squares", given: ["noise": .number(0)]).make()
    let batchValue = try #require(problem.objective.scalar.batchValue)
    let solution = problem.facts.knownPoints[0].point
    for example in [0, 100, 255] as [Int32] {
      #expect(batchValue(solution.span, [example].span) == 0)
    }
    #expect(problem.facts.minimum == .exact(0))
  }

  @Test func noiseRaisesTheMinimumOfLeastSquares() throws {
    let problem = try CatalogCase(id: "least-squares").make()
    // noise² (1 − n/N) / 2 on average, with a relative deviation of √(2/N) = 0.09
    let minimum = try #require(problem.facts.minimum.value)
    #expect((minimum / (0.005 * (1 - 10.0 / 256)) - 1).magnitude < 0.3)
    #expect((try #require(problem.facts.lipschitzConstant) - 10).magnitude < 1e-12)
    #expect((try #require(problem.facts.strongConvexity) - 1).magnitude < 1e-12)
  }

  /// ‖∇f‖² / 2μ bounds the gap of a strongly convex function: the stored minimum is certified by
  /// the gradient at the stored point.
  @Test func logisticMinimumIsCertifiedByItsGradient() throws {
    let problem = try CatalogCase(id: "logistic-regression").make()
    let known = try #require(problem.facts.knownPoints.first)
    let gradient = try problem.gradient(at: known.point).gradient
    let gap = gradient.reduce(0) { $0 + $1 * $1 } / (2 * 0.01)
    #expect(gap < 1e-16)
    let start = problem.value(at: problem.facts.start)
    #expect((start - 0.6931471805599453).magnitude < 1e-14)
    #expect(known.objective < start && known.objective > 0.2)
  }

  @Test func separableClassesHaveAnInfimumAtInfinity() throws {
    let problem = try CatalogCase(
      id: "logistic-regression", given: ["l2": .number(0), "noise": .number(0)]
    ).make()
    #expect(problem.facts.minimum == .infimum(0))
    #expect(problem.facts.knownPoints.isEmpty)
    let regularized = try CatalogCase(
      id: "logistic-regression", given: ["noise": .number(0)]
    ).make()
    #expect(try #require(regularized.facts.minimum.value) > 0)
  }
}
