import GradBackends
import GradCore
import GradNumerics
import GradProblems
import GradTestSupport
import Testing

/// Every backend on every problem of the catalog, at random points.
@Suite struct BackendAgreementTests {
  /// All problems: kinked ones too, since no random point is on a kink.
  static let ids = ProblemCatalog.standard.entries.map(\.id)
  static let pointCount = 20

  /// The problem at its default size, finite sums with few examples.
  static func problem(_ id: String) throws -> ProblemInstance {
    let entry = try #require(ProblemCatalog.standard[id])
    var given: [String: ParameterValue] = [:]
    if entry.parameters.contains(where: { $0.name == "sampleCount" }) {
      given["sampleCount"] = .integer(24)
    }
    return try entry.instance(given: given)
  }

  /// Seeded points about the standard start, as far as its largest coordinate.
  static func points(_ problem: ProblemInstance) -> [[Double]] {
    let start = problem.facts.start
    let reach = start.reduce(1) { Double.maximum($0, $1.magnitude) }
    return (0..<pointCount).map { index in
      var stream = RandomStream(RandomKey(seed: 11).child(problem.id).child(index))
      return start.map { $0 + reach * stream.uniform(in: -1...1) }
    }
  }

  static func gradient(_ oracle: Oracle<Double>, _ x: [Double]) -> (value: Double, [Double]) {
    var g = x
    var view = g.mutableSpan
    let value = oracle.gradient(x.span, &view)
    return (value, g)
  }

  static func largest(_ g: [Double]) -> Double { g.reduce(0) { Double.maximum($0, $1.magnitude) } }

  static func error(_ found: [Double], _ expected: [Double]) -> Double {
    zip(found, expected).reduce(0) {
      let difference = ($1.0 - $1.1).magnitude
      return difference.isNaN ? .infinity : Double.maximum($0, difference)
    }
  }

  /// Problems whose differences are measured against the largest gradient of all points instead of
  /// the point's own, each with its reason.
  static let measuredOverAllPoints = [
    "staircase": "between its steps the gradient is far smaller than what truncation leaves of the "
      + "step nearby"
  ]

  /// What a difference may be wrong by: a share of the largest component, and the rounding of f,
  /// some ε |f|, over the step.
  static func tolerance(_ id: String, value: Double, gradient: Double) -> Double {
    let exponent = id == "forward-difference" ? 0.5 : 1.0 / 3
    let rounding = 64 * Double.ulpOfOne * value.magnitude / realPower(Double.ulpOfOne, exponent)
    return (id == "forward-difference" ? 1e-4 : 1e-6) * gradient + rounding
  }

  /// The backend joined to a problem; nil where it is the complex step and the text has kinks.
  static func prepared(
    _ backend: BackendDescription, _ problem: ProblemInstance
  ) throws -> PreparedGradient? {
    do {
      return try backend.prepare(problem)
    } catch BackendError.notSmooth where backend.id == "complex-step" {
      return nil
    }
  }

  @Test(arguments: ids)
  func exactBackendsAgreeWithTheAnalyticGradient(id: String) throws {
    let problem = try Self.problem(id)
    let analytic = try BackendDescription.analytic.prepare(problem).scalar()
    for backend in BackendCatalog.standard.entries where backend.isExact {
      guard let oracle = try Self.prepared(backend, problem)?.scalar() else { continue }
      for x in Self.points(problem) {
        let (value, expected) = Self.gradient(analytic, x)
        let (found, gradient) = Self.gradient(oracle, x)
        #expect((found - value).magnitude <= 1e-12 * Double.maximum(1, value.magnitude))
        let error = Self.error(gradient, expected)
        #expect(error <= 1e-12 * Self.largest(expected), "\(backend.id) at \(x)")
      }
    }
  }

  @Test(arguments: ids)
  func differencesAgreeWithTheAnalyticGradient(id: String) throws {
    let problem = try Self.problem(id)
    let analytic = try BackendDescription.analytic.prepare(problem).scalar()
    let overall =
      Self.measuredOverAllPoints[id] == nil
      ? 0
      : Self.points(problem).reduce(0) {
        Double.maximum($0, Self.largest(Self.gradient(analytic, $1).1))
      }
    for backend in BackendCatalog.standard.entries where !backend.isExact {
      let oracle = try backend.prepare(problem).scalar()
      for x in Self.points(problem) {
        let (value, expected) = Self.gradient(analytic, x)
        let (found, gradient) = Self.gradient(oracle, x)
        #expect(found.bitPattern == oracle.value(x.span).bitPattern)
        let error = Self.error(gradient, expected)
        let tolerance = Self.tolerance(
          backend.id, value: value,
          gradient: Double.maximum(overall, Self.largest(expected)))
        #expect(error <= tolerance, "\(backend.id) at \(x): \(gradient) against \(expected)")
      }
    }
  }

  @Test(arguments: ids)
  func lanesHaveTheBitsOfPlainNumbers(id: String) throws {
    let problem = try Self.problem(id)
    let points = Array(Self.points(problem).prefix(Lanes.laneCount))
    var x = [Lanes](repeating: 0, count: problem.dimension)
    for (lane, point) in points.enumerated() {
      for i in point.indices { x[i][lane: lane] = point[i] }
    }
    for backend in BackendCatalog.standard.entries {
      guard let prepared = try Self.prepared(backend, problem) else { continue }
      let oracle = prepared.lanes()
      let scalar = prepared.scalar()
      var g = x
      var view = g.mutableSpan
      let values = oracle.gradient(x.span, &view)
      let plain = oracle.value(x.span)
      for (lane, point) in points.enumerated() {
        let (value, gradient) = Self.gradient(scalar, point)
        #expect(values[lane: lane].bitPattern == value.bitPattern, "\(backend.id)")
        #expect(plain[lane: lane].bitPattern == scalar.value(point.span).bitPattern)
        #expect(g.map { $0[lane: lane].bitPattern } == gradient.map(\.bitPattern), "\(backend.id)")
      }
    }
  }

  @Test func finiteSumsAreAmongTheProblems() throws {
    #expect(try Self.sums().count >= 3)
  }

  static func sums() throws -> [ProblemInstance] {
    try ids.map(problem).filter { $0.objective.sampleCount != nil }
  }

  @Test(arguments: [[Int32(3)], [0, 5, 23], [7, 7, 1, 7], (0..<24).map { Int32($0) }])
  func batchGradientsAgree(batch: [Int32]) throws {
    for problem in try Self.sums() {
      let analytic = try BackendDescription.analytic.prepare(problem).scalar()
      let reference = try #require(analytic.batchGradient)
      for backend in BackendCatalog.standard.entries {
        let prepared = try backend.prepare(problem)
        let scalar = try #require(prepared.scalar().batchGradient)
        let lanes = try #require(prepared.lanes().batchGradient)
        let x = Self.points(problem)[0]
        var expected = x
        var expectedView = expected.mutableSpan
        let value = reference(x.span, batch.span, &expectedView)
        var found = x
        var foundView = found.mutableSpan
        let foundValue = scalar(x.span, batch.span, &foundView)
        #expect((foundValue - value).magnitude <= 1e-12 * Double.maximum(1, value.magnitude))
        let tolerance =
          backend.isExact
          ? 1e-12 * Self.largest(expected)
          : Self.tolerance(backend.id, value: value, gradient: Self.largest(expected))
        #expect(
          Self.error(found, expected) <= tolerance, "\(backend.id) of \(problem.id), \(batch)")
        let wide = x.map { Lanes($0) }
        var wideGradient = wide
        var wideView = wideGradient.mutableSpan
        let wideValue = lanes(wide.span, batch.span, &wideView)
        for lane in 0..<Lanes.laneCount {
          #expect(wideValue[lane: lane].bitPattern == foundValue.bitPattern)
          #expect(wideGradient.map { $0[lane: lane].bitPattern } == found.map(\.bitPattern))
        }
      }
    }
  }

  @Test func wholeDataAsABatchIsTheFullGradient() throws {
    let batch = (0..<24).map { Int32($0) }
    for problem in try Self.sums() {
      for backend in BackendCatalog.standard.entries where backend.isExact {
        let oracle = try backend.prepare(problem).scalar()
        let x = Self.points(problem)[1]
        let (_, full) = Self.gradient(oracle, x)
        var g = x
        var view = g.mutableSpan
        let batchGradient = try #require(oracle.batchGradient)
        _ = batchGradient(x.span, batch.span, &view)
        #expect(Self.error(g, full) <= 1e-12 * Self.largest(full), "\(backend.id)")
      }
    }
  }
}
