import GradCore
import GradNumerics
import GradOptimizers
import GradTestSupport
import Testing

@Suite struct UpdateRuleTests {
  /// A cell of one method with settings that are not all defaults.
  struct Case: CustomTestStringConvertible {
    var id: String
    var rate: Double
    var settings: [String: ParameterValue] = [:]
    var schedule = Schedule.constant
    var testDescription: String { "\(id) \(rate) \(settings) \(schedule)" }
  }

  static let cases: [Case] =
    OptimizerCatalog.standard.entries.flatMap { entry -> [Case] in
      // Small enough that no coordinate crosses 0: from there RMSprop's steps change sign, and the
      // last bit of a gradient near 0 decides which way.
      let rate = entry.id == "rmsprop" ? 0.002 : 0.02
      return [
        Case(id: entry.id, rate: rate),
        Case(id: entry.id, rate: rate, settings: ["weightDecay": .number(0.3)]),
        Case(
          id: entry.id, rate: rate,
          settings: [
            "weightDecay": .number(0.1), "clipValue": .number(1.5), "clipNorm": .number(2),
          ]),
        Case(id: entry.id, rate: rate, settings: ["clipNorm": .number(0.5)]),
      ]
        + ScheduleCases.all.map { Case(id: entry.id, rate: rate, schedule: $0) }
    } + [
      Case(
        id: "momentum", rate: 0.03,
        settings: ["momentum": .number(0.5), "dampening": .number(0.4)]),
      Case(id: "momentum", rate: 0.03, settings: ["momentum": .number(0)]),
      Case(id: "nesterov", rate: 0.03, settings: ["momentum": .number(0.4)]),
      Case(
        id: "adagrad", rate: 0.3,
        settings: [
          "learningRateDecay": .number(0.05), "initialAccumulator": .number(0.7),
          "epsilon": .number(0.01),
        ]),
      Case(id: "rmsprop", rate: 0.004, settings: ["centered": .flag(true)]),
      Case(id: "rmsprop", rate: 0.004, settings: ["momentum": .number(0.6)]),
      Case(
        id: "rmsprop", rate: 0.004,
        settings: [
          "centered": .flag(true), "momentum": .number(0.6), "decay": .number(0.9),
          "epsilon": .number(0.02),
        ]),
      Case(
        id: "adam", rate: 0.01,
        settings: ["beta1": .number(0.6), "beta2": .number(0.9), "epsilon": .number(0.1)]),
      Case(id: "adam", rate: 0.01, settings: ["beta1": .number(0), "beta2": .number(0)]),
      Case(
        id: "adamw", rate: 0.01,
        settings: [
          "beta1": .number(0.6), "beta2": .number(0.9), "weightDecay": .number(0.5),
        ], schedule: .step(every: 10, factor: 0.7)),
    ]

  /// A hundred iterates against the reference, to 1e-12 of the largest coordinate.
  ///
  /// The steps contract on this problem, so that rounding errors, a few 1e-16 a step in another
  /// order of operations, do not grow.
  @Test(arguments: cases)
  func hundredIteratesAreThoseOfThePyTorchRule(_ one: Case) throws {
    let optimizer = try #require(OptimizerCatalog.standard[one.id])
    let problem = Dale(dimension: 4).instance
    var setup = TrialSetup(problem, optimizer, schedule: one.schedule, iterationLimit: 100)
    setup.rules.gradientTolerance = 0
    let start = setup.start(rate: one.rate, one.settings)
    let iterates = try setup.run(start).iterates
    try #require(iterates.count == 101)
    var reference = ReferenceOptimizer(one.id, start.values.numbers)
    var x = problem.facts.start
    for k in 0..<100 {
      reference.update(
        &x, gradient: Dale.gradient(x), lr: ScheduleCases.rate(one.schedule, one.rate, k))
      let size = x.reduce(0) { Double.maximum($0, $1.magnitude) }
      let error = zip(x, iterates[k + 1]).reduce(0) {
        Double.maximum($0, ($1.0 - $1.1).magnitude)
      }
      // Written so that NaN fails.
      let isClose = error <= 1e-12 * size
      #expect(isClose, "iterate \(k + 1): \(iterates[k + 1]) against \(x)")
      if !isClose { return }
    }
  }

  /// The first two steps on f = ½ x² + ½ · 4 y² from (1, −1), whose gradient is (1, −4), by hand.
  @Test(arguments: [
    ("gradient-descent", 0.1, [0.9, -0.6]), ("momentum", 0.1, [0.9, -0.6]),
    // g + 0.9 g
    ("nesterov", 0.1, [0.81, -0.24]),
    // Each coordinate by η, but for ε = 1e-10 beside 1 and 4.
    ("adagrad", 0.1, [0.9, -0.9]),
    // √0.01 = 0.1, so ten times η.
    ("rmsprop", 0.01, [0.9, -0.9]),
    ("adam", 0.1, [0.9, -0.9]), ("adamw", 0.1, [0.9, -0.9]),
  ])
  func firstStepIsTheOneByHand(id: String, rate: Double, point: [Double]) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let setup = TrialSetup(
      Bowl(curvatures: [1, 4]).instance(start: [1, -1]), optimizer, iterationLimit: 1)
    let iterates = try setup.run(setup.start(rate: rate)).iterates
    for (found, expected) in zip(try #require(iterates.last), point) {
      // ε = 1e-8 beside RMSprop's root 0.1 takes off 1e-8.
      #expect((found - expected).magnitude < 2e-8)
    }
  }

  @Test func everyMethodHasAStepByHandAndAReference() {
    let tested = Set(Self.cases.map(\.id))
    for entry in OptimizerCatalog.standard.entries { #expect(tested.contains(entry.id)) }
    #expect(OptimizerCatalog.standard.entries.count == 7)
  }

  /// clipValue, clipNorm and weight decay in this order, by hand: the gradient (8, −6) at (8, −6)
  /// is cut to (3, −3), shrunk to length 3 √2 / 2, and 0.5 x is added.
  @Test func clippingComesBeforeWeightDecay() throws {
    let optimizer = try #require(OptimizerCatalog.standard["gradient-descent"])
    let setup = TrialSetup(
      Bowl(curvatures: [1, 1]).instance(start: [8, -6]), optimizer, iterationLimit: 1)
    let start = setup.start(
      rate: 1,
      [
        "clipValue": .number(3), "clipNorm": .number(3 * 0.5.squareRoot()),
        "weightDecay": .number(0.5),
      ])
    let monitor = try setup.run(start)
    let x = try #require(monitor.iterates.last)
    // 8 − (1.5 + 4), −6 + (1.5 + 3), each to a few roundings.
    #expect((x[0] - 2.5).magnitude < 4e-15)
    #expect((x[1] + 1.5).magnitude < 4e-15)
    // The norm that is recorded is before clipping.
    #expect(monitor.initialGradientNorm == 10)
  }

  @Test func gradientDescentContractsTheEllipseExactly() throws {
    let optimizer = try #require(OptimizerCatalog.standard["gradient-descent"])
    var setup = TrialSetup(
      Bowl(curvatures: [2, 4]).instance(start: [4, 3]), optimizer, iterationLimit: 60)
    setup.rules.gradientTolerance = 0
    let iterates = try setup.run(setup.start(rate: 0.2)).iterates
    try #require(iterates.count == 61)
    var (x, y) = (4.0, 3.0)
    for (k, point) in iterates.enumerated() {
      // Each step rounds a product and a difference: at most 1.5 ε a step for x, and 3.5 ε for y,
      // where the difference of 1 and 0.8 magnifies.
      let rounding = Double(k) * Double.ulpOfOne
      #expect((point[0] - x).magnitude <= 3 * rounding * x, "x of iterate \(k)")
      #expect((point[1] - y).magnitude <= 7 * rounding * y, "y of iterate \(k)")
      x *= 0.6
      y *= 0.2
    }
  }
}

/// The schedules by their formulas, apart from the library's.
enum ScheduleCases {
  static let all: [Schedule] = [
    .step(every: 7, factor: 0.5), .cosine(period: 60, minimum: 0.001), .inverseTime(decay: 0.1),
    .inverseSquareRoot,
  ]

  static func rate(_ schedule: Schedule, _ rate: Double, _ k: Int) -> Double {
    switch schedule {
    case .constant: return rate
    case .step(let every, let factor): return rate * realPower(factor, Double(k / every))
    case .cosine(let period, let minimum):
      if k >= period { return minimum }
      let angle = Double.pi * Double(k) / Double(period)
      return minimum + (rate - minimum) * (1 + Double.cos(angle)) / 2
    case .inverseTime(let decay): return rate / (1 + decay * Double(k))
    case .inverseSquareRoot: return rate / Double(k + 1).squareRoot()
    }
  }
}
