import GradCore
import GradNumerics
import GradProblems
import Testing

@Suite struct GradientTests {
  /// Relative to the largest component: a few dozen operations lose at most some hundred units.
  static let exact = 1e-12
  /// What rounding of terms as large as f itself leaves where the gradient cancels to almost 0.
  static func floor(_ value: Double) -> Double { 64 * Double.ulpOfOne * max(1, value.magnitude) }
  /// h = ∛eps · max(1, |xᵢ|): truncation about h² f‴ and rounding about eps |f| / h.
  static let centralDifference = 1e-6

  @Test(arguments: CatalogCase.all)
  func analyticGradientMatchesDualNumbers(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for point in problem.samplePoints(20) {
      let (value, gradient) = try problem.gradient(at: point)
      let dual = problem.dualGradient(at: point)
      let bound = Self.exact * maxNorm(dual) + Self.floor(value)
      for (a, b) in zip(gradient, dual) { #expect((a - b).magnitude <= bound, "at \(point)") }
    }
  }

  @Test(arguments: CatalogCase.all)
  func analyticGradientMatchesCentralDifferences(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for point in problem.samplePoints(8) {
      let (value, gradient) = try problem.gradient(at: point)
      let bound =
        Self.centralDifference * max(1, maxNorm(gradient)) + 1e-9 * value.magnitude
      for i in 0..<problem.dimension {
        let h = 6e-6 * max(1, point[i].magnitude)
        var (left, right) = (point, point)
        left[i] -= h
        right[i] += h
        let slope = (problem.value(at: right) - problem.value(at: left)) / (right[i] - left[i])
        #expect((slope - gradient[i]).magnitude <= bound, "component \(i) at \(point)")
      }
    }
  }

  @Test(arguments: CatalogCase.all)
  func gradientCallReturnsTheValueToTheBit(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for point in problem.samplePoints(12) {
      #expect(try problem.gradient(at: point).value == problem.value(at: point))
    }
  }

  @Test(arguments: CatalogCase.all)
  func lanesGiveTheBitsOfScalars(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let points = problem.samplePoints(8)
    var x = [Lanes](repeating: 0, count: problem.dimension)
    for (lane, point) in points.enumerated() {
      for (i, value) in point.enumerated() { x[i][lane: lane] = value }
    }
    let value = problem.objective.lanes.value(x.span)
    let evaluate = try #require(problem.objective.lanes.gradient)
    var g = x
    var span = g.mutableSpan
    let valueOfGradient = evaluate(x.span, &span)
    for (lane, point) in points.enumerated() {
      let (scalar, gradient) = try problem.gradient(at: point)
      #expect(value[lane: lane].bitPattern == problem.value(at: point).bitPattern)
      #expect(valueOfGradient[lane: lane].bitPattern == scalar.bitPattern)
      #expect(g.map { $0[lane: lane].bitPattern } == gradient.map(\.bitPattern))
    }
  }

  /// NaN in, NaN out, and no trap: a trial that has gone wrong must see it.
  @Test(arguments: CatalogCase.all)
  func notANumberIsPassedOn(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let point = [Double](repeating: .nan, count: problem.dimension)
    #expect(problem.value(at: point).isNaN)
    #expect(try problem.gradient(at: point).value.isNaN)
  }

  @Test func kinksHaveTheAgreedSubgradients() throws {
    let sum = try CatalogCase(id: "absolute-value", given: ["dimension": .integer(3)]).make()
    #expect(try sum.gradient(at: [-2, 0, 3]).gradient == [-1, 0, 1])
    let largest = try CatalogCase(id: "max-coordinate", given: ["dimension": .integer(4)]).make()
    #expect(try largest.gradient(at: [1, -2, 2, 0]).gradient == [0, -1, 0, 0])
    #expect(try largest.gradient(at: [0, 0, 0, 0]).gradient == [0, 0, 0, 0])
    #expect(largest.dualGradient(at: [1, -2, 2, 0]) == [0, -1, 0, 0])
    let ackley = try CatalogCase(id: "ackley").make()
    #expect(try ackley.gradient(at: [0, 0]).gradient == [0, 0])
    #expect(ackley.dualGradient(at: [0, 0]) == [0, 0])
  }
}
