import GradBackends
import GradCore
import GradNumerics
import GradProblems
import GradVerify
import Testing

@Suite struct LocalStudyTests {
  private func study(
    _ formula: String, at point: [Double], direction: [Double]? = nil,
    metric: InnerProduct? = nil
  ) throws -> LocalStudy {
    let problem = try ProblemCatalog.standard.formula(FormulaDescription(text: formula))
    return try LocalStudy(
      problem, at: point, backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem), direction: direction, metric: metric)
  }

  @Test func slopeIsTheNormOfThePartialDerivatives() throws {
    let study = try study("x^2 + y^2 + x*y", at: [1, 3])
    #expect(study.gradient == [5, 7])
    #expect(study.gradientNorm == 74.0.squareRoot())
    #expect(study.leftOut.map(\.backend) == ["analytic"])
  }

  @Test func directionalDerivativeIsTheGradientAlongTheUnitVector() throws {
    let study = try study("x^2 + 3*x*y - z^2 + 2*z", at: [1, 2, 3], direction: [5, 0, 0])
    let direction = try #require(study.direction)
    #expect(direction.unit == [1, 0, 0])
    #expect(direction.derivative == 8)
    // 8 / √(64 + 9 + 16)
    #expect(direction.cosine == 8 / 89.0.squareRoot())
  }

  @Test func steepestAscentIsTheDefaultDirection() throws {
    let study = try study("x^2 + y^2 + x*y", at: [1, 3])
    #expect(study.direction?.derivative == study.gradientNorm)
  }

  @Test func linearizationErrorFallsWithTheSquareOfTheStep() throws {
    let study = try study("exp(x) + x*y^2", at: [0.3, -0.7], direction: [1, 2])
    let rows = study.linearization
    // Down to 1e-4 rounding (1e-16) is below a thousandth of the error (1e-8).
    for (coarse, fine) in zip(rows.prefix(3), rows.dropFirst().prefix(3)) {
      #expect((coarse.error / fine.error - 100).magnitude < 20)
    }
  }

  @Test func tangentsArePerpendicularToTheGradientAndToEachOther() throws {
    let study = try study("x*y*z + sin(x) - w", at: [0.4, 1.2, -0.8, 2])
    #expect(study.tangents.count == 3)
    for (i, a) in study.tangents.enumerated() {
      // One rounding a product, four products.
      #expect(zip(a, study.gradient).reduce(0) { $0 + $1.0 * $1.1 }.magnitude < 1e-14)
      for (j, b) in study.tangents.enumerated() {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        #expect((product - (i == j ? 1 : 0)).magnitude < 1e-14)
      }
    }
  }

  @Test func metricGradientSolvesMgEqualsGradient() throws {
    let study = try study("x^2 + y^2 + x*y", at: [1, 3], metric: .diagonal([1, 4]))
    let metric = try #require(study.metric)
    #expect(metric.gradient == [5, 1.75])
    // √(5² + 4 · 1.75²)
    #expect(metric.norm == (25 + 4 * 1.75 * 1.75).squareRoot())
  }

  @Test(arguments: [
    ("x^2 + y^2", PointKind.minimum), ("-x^2 - y^2", .maximum), ("x^2 - y^2", .saddle),
    ("x^2 + y^4", .degenerate), ("x^2 + y", .notStationary),
  ])
  func eigenvaluesTellStationaryPointsApart(formula: String, kind: PointKind) throws {
    let study = try study(formula, at: [0, 0])
    #expect(study.pointKind == kind)
    #expect(
      study.evidence?.sentence.hasPrefix(
        "\(kind == .notStationary ? "not stationary" : kind.rawValue):") == true)
  }

  /// Samples refute convexity, and never prove it.
  @Test(arguments: [
    ("x^2 + y^2", false), ("exp(x) + abs(y)", false), ("x^4 - y^2", true), ("sin(x) + y^2", true),
    ("log(x + 3) + y^2", true),
    // Convex or linear on both sides of a kink that points upwards.
    ("-abs(x) + y^2", true), ("x^2 - abs(x) + y^2", true), ("min((x - 1)^2, (x + 1)^2) + y", true),
  ])
  func sampledHessiansRefuteConvexity(formula: String, isRefuted: Bool) throws {
    let evidence = try #require(try study(formula, at: [0.5, 0.5]).convexity)
    #expect(evidence.isCounterexample == isRefuted)
    #expect(evidence.samples == 200)
    let phrase = isRefuted ? "not convex: " : "no counterexample to convexity in 200 samples"
    #expect(evidence.sentence.hasPrefix(phrase), "\(evidence.sentence)")
  }
}

/// At a kink the Hessian is that of one side, and says nothing of the point.
@Suite struct KinkTests {
  @Test(
    arguments: [
      ("x^2 - abs(x)", 0.0, true, nil), ("select(x < 0, x^2, -x^2)", 0, true, nil),
      ("x^2 + select(x < 0, x, 0*x)", 0, true, nil), ("max(x, 0)^2 + x^2", 0, true, nil),
      ("x^2 - abs(x)", 0.5, false, .minimum), ("x^2 - abs(x)", 3, false, .notStationary),
      ("max(x, 0) + (x + 1)^2", -1, false, .minimum), ("x^2", 0, false, .minimum),
      ("1e6*sin(x)^2", 0, false, .minimum),
    ] as [(String, Double, Bool, PointKind?)])
  func kindIsToldAwayFromKinksOnly(
    formula: String, at x: Double, isKink: Bool, kind: PointKind?
  ) throws {
    let problem = try ProblemCatalog.standard.formula(FormulaDescription(text: formula))
    let study = try LocalStudy(
      problem, at: [x], backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem))
    #expect(study.isKink == isKink)
    #expect(study.pointKind == kind)
  }

  /// A backend's NaN is a difference to the others, and no agreement.
  @Test func notANumberIsAnError() throws {
    let problem = try ProblemCatalog.standard.formula(
      FormulaDescription(text: "x^1.5 + y^2", variables: ["x", "y"], start: [0, 1]))
    let study = try LocalStudy(
      problem, at: [0, 1], backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem))
    let central = try #require(study.gradients.first { $0.backend == "central-difference" })
    #expect(central.gradient[0].isNaN && central.error.isNaN)
    let failures = CatalogCheck(
      problem, backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem)
    ).results().filter { !$0.passed }
    #expect(failures.map(\.check) == ["gradient by central-difference"])
    #expect(failures.first?.measured.isNaN == true)
    #expect(maxNorm([1, .nan, 2]).isNaN && maxNorm([.nan, 1]).isNaN && maxNorm([-3, 2]) == 3)
    #expect(maxDistance([.infinity, 1], [.infinity, 3]) == 2)
  }

  /// The rule of the chain gives a gradient of log below 0, which is no slope of anything.
  @Test(arguments: [("log(x)", -1.5), ("exp(x)", 1000), ("sqrt(x)", -1), ("1/x", 0), ("x", .nan)])
  func nothingIsCalledASlopeWhereTheObjectiveIsNotFinite(formula: String, at x: Double) throws {
    let problem = try ProblemCatalog.standard.formula(FormulaDescription(text: formula))
    let study = try LocalStudy(
      problem, at: [x], backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem), direction: [1],
      metric: try InnerProduct.diagonal([2]))
    #expect(!study.isFinite)
    #expect(study.gradients.count == 6)
    #expect(study.gradient[0].isNaN && study.gradientNorm.isNaN)
    #expect(study.direction == nil && study.metric == nil)
    #expect(study.linearization.isEmpty && study.tangents.isEmpty)
    #expect(study.hessian == nil && study.eigenvalues == nil && study.pointKind == nil)
    #expect(study.convexity == nil && !study.isKink)
  }

  /// log has the curvature −1/x² on both sides of 0, but is a function on one of them only.
  @Test func convexityIsSampledWhereTheObjectiveIsFinite() throws {
    let problem = try ProblemCatalog.standard.formula(FormulaDescription(text: "-log(x)"))
    let study = try LocalStudy(
      problem, at: [0.5], backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem))
    let convexity = try #require(study.convexity)
    #expect(study.convexityBox == [-0.5...1.5])
    // A quarter of the box, drawn 200 times: 50 ± 6.
    #expect((25...75).contains(convexity.skipped))
    #expect(try #require(convexity.point)[0] > 0)
    #expect(!convexity.isCounterexample)
  }

  @Test func rangesOfConvexityStayFinite() throws {
    let problem = try ProblemCatalog.standard.formula(FormulaDescription(text: "x^2"))
    let study = try LocalStudy(
      problem, at: [1.7e308], backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem))
    #expect(study.convexityBox == [0...Double.greatestFiniteMagnitude])
  }
}
