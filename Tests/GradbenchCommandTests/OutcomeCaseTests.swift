import Foundation
import Testing

/// Small suites whose trials were called something else once: each stands for a kind of mistake.
@Suite struct OutcomeCaseTests {
  /// The rows of `trials.csv` of a suite's run, by problem.
  private func trials(
    _ suite: String, _ options: [String] = []
  ) throws -> [String: [[String: String]]] {
    let workspace = try Workspace()
    try workspace.run(try workspace.write("case.json", suite), to: "out", options)
    return Dictionary(grouping: try workspace.rows("out/trials.csv")) { $0["problem"] ?? "" }
  }

  /// At a kink or a singular minimizer the gradient may be none; f and x are finite, and the gap is 0.
  @Test func exactHitIsAHitWhateverTheGradientIs() throws {
    let suite = """
      {"name": "exact-hit",
       "sweeps": [{
         "problems": [
           {"name": "norm", "formula": "sqrt(x^2 + y^2)", "start": [1, 0], "minimum": 0,
            "minimizer": [0, 0]},
           {"name": "smooth", "formula": "sqrt(x^4)", "start": [1], "minimum": 0, "minimizer": [0]},
           {"name": "two-thirds", "formula": "cbrt(x^2)", "start": [1], "minimum": 0,
            "minimizer": [0]},
           {"name": "norm-abs", "formula": "abs(x)", "start": [1], "minimum": 0, "minimizer": [0]}],
         "optimizers": ["gradient-descent"],
         "backends": ["symbolic", "reverse", "dual", "central-difference"],
         "learningRates": [0.125, 0.25, 0.5]}],
       "budget": {"iterations": 200}GOES-ON}
      """
    for goesOn in ["", #", "stopping": {"atTarget": false}"#] {
      let found = try trials(suite.replacing("GOES-ON", with: goesOn))
      // Steps of a power of two end at 0 exactly.
      for name in ["norm", "norm-abs"] {
        let rows = try #require(found[name])
        #expect(rows.count == 12)
        for row in rows {
          #expect(row["outcome"] == "targetHit", "\(row)")
          if goesOn.isEmpty { #expect(row["gap"] == "0") }
        }
      }
      for row in found.values.joined() where row["gap"] == "0" {
        #expect(row["outcome"] == "targetHit", "\(row)")
      }
    }
  }

  /// Small gradients far from every stationary point.
  @Test func flatFarFieldIsNotConverged() throws {
    let found = try trials(
      """
      {"name": "far-field",
       "sweeps": [{
         "problems": [
           {"name": "poisson", "formula": "exp(x) - x", "start": [20]},
           {"name": "barrier", "formula": "x + 1/x^2", "start": [0.001]},
           {"name": "tail", "formula": "exp(-x)", "start": [1]},
           {"name": "hump", "formula": "1/(1 + x^2)", "start": [1]},
           {"name": "well", "formula": "1 - exp(-x^2/2)", "start": [7]}],
         "optimizers": [{"id": "rmsprop", "decay": 0.9}], "learningRates": [0.05]}],
       "budget": {"iterations": 20000}}
      """)
    #expect(found.count == 5)
    for name in ["tail", "hump"] {
      #expect(found[name]?.first?["outcome"] == "stalled", "\(found[name] ?? [])")
    }
    // These have a minimizer, and the trials go on until they are at it.
    for (name, minimum) in [("poisson", 1), ("barrier", 3 / pow(4, 1.0 / 3)), ("well", 0)] {
      let row = try #require(found[name]?.first)
      #expect(row["outcome"] == "converged" && row["point_kind"] == "minimum", "\(row)")
      // Within 1e-3 of the minimizer, where the curvatures are 1, 2.4 and 1.
      let gap = (Double(row["final_objective"] ?? "") ?? .nan) - minimum
      #expect(gap.magnitude < 2e-6, "\(row)")
    }
  }

  @Test func steepAxisDoesNotExcuseAFlatOne() throws {
    let found = try trials(
      """
      {"name": "steep-axis",
       "sweeps": [
         {"problems": [{"name": "far", "formula": "1 - exp(-x^2/2) + 0.5*y^2", "start": [6.5, 0],
                        "minimum": 0, "minimizer": [0, 0]}],
          "optimizers": ["gradient-descent"], "learningRates": [1e-7]},
         {"problems": [{"name": "valley", "formula": "(x-1)^2 + 1e9*y^2 - 2*z^2 + z^4",
                        "start": [0, 1e-3, 0.4]}],
          "optimizers": ["gradient-descent"], "learningRates": [4e-10]}]}
      """)
    for name in ["far", "valley"] {
      let row = try #require(found[name]?.first)
      #expect(row["outcome"] != "converged", "\(row)")
      #expect(row["point_kind"] == "notStationary", "\(row)")
      #expect(row["findings"]?.contains("saddle") == false, "\(row)")
    }
  }

  @Test func fallToInfinityIsUnboundedAtEveryRate() throws {
    let found = try trials(
      """
      {"name": "unbounded-inf",
       "sweeps": [{
         "problems": [{"name": "cliff-down", "formula": "-exp(x)", "start": [1]},
                      {"name": "quartic-down", "formula": "x^2 - y^4", "start": [1, 1]}],
         "optimizers": ["gradient-descent", "momentum", "adam"],
         "learningRates": [1e-3, 0.1, 1e3]}]}
      """)
    #expect(found.count == 2)
    for row in found.values.joined() where row["optimizer"] != "adam" {
      #expect(row["outcome"] == "unbounded", "\(row)")
    }
    // Adam's steps are bounded by its rate, so a slow one may still be on its way.
    for row in found.values.joined() where row["optimizer"] == "adam" {
      #expect(["unbounded", "budgetSpent"].contains(row["outcome"]), "\(row)")
    }
  }

  /// f as the backends see it differs from what they see of its slope at e⁻⁵⁰ only where one cancels.
  @Test func backendsAgreeWhereTheWellIsFlat() throws {
    let found = try trials(
      """
      {"name": "well",
       "sweeps": [{"problems": [{"id": "gaussian-well", "distance": 10}],
         "optimizers": [{"id": "adam", "epsilon": 1e-40}],
         "backends": ["analytic", "symbolic", "dual", "reverse", "complex-step"],
         "learningRates": [0.1]}],
       "budget": {"iterations": 2000}}
      """)
    let rows = found.values.joined()
    #expect(rows.count == 5)
    #expect(Set(rows.map { $0["outcome"] }) == ["targetHit"])
    #expect(Set(rows.map { $0["iterations"] }).count == 1)
  }

  /// Above ‖g‖ = 1.3e154 its square is more than a double holds.
  @Test func clippedStepsHaveTheirLengthWhereTheSquareOverflows() throws {
    let found = try trials(
      """
      {"name": "clip",
       "sweeps": [{
         "problems": [
           {"name": "tower", "formula": "exp(x^2)", "start": [20], "minimum": 1, "minimizer": [0]},
           {"name": "steep", "formula": "1e160*sqrt(1 + x^2 + y^2)", "start": [3, 4],
            "minimum": 1e160, "minimizer": [0, 0]}],
         "optimizers": [{"id": "gradient-descent", "clipNorm": 1},
                        {"id": "gradient-descent", "clipValue": 1}],
         "learningRates": [0.1]}],
       "budget": {"iterations": 300}, "targets": [0.1, 0.01]}
      """)
    for row in found.values.joined() { #expect(row["outcome"] == "targetHit", "\(row)") }
    // 5 − 0.1 k from (3, 4): √(1 + r²) − 1 ≤ 0.01 (√26 − 1) first at r = 0.2, iteration 48.
    let steep = try #require(
      found["steep"]?.first { $0["hyperparameters"]?.contains("clipNorm") == true })
    #expect(steep["iterations"] == "48")
  }

  @Test func cycleAfterAHitIsAnOscillation() throws {
    let found = try trials(
      """
      {"name": "cycle",
       "sweeps": [{"problems": [{"name": "bowl", "formula": "x^2+y^2+z^2",
                                 "start": [1.234, -0.77, 0.31], "minimum": 0,
                                 "minimizer": [0, 0, 0]}],
                   "optimizers": ["rmsprop"], "learningRates": [0.01]}],
       "targets": [1e-8], "stopping": {"atTarget": false, "gradientNorm": 0}}
      """)
    let row = try #require(found["bowl"]?.first)
    #expect(row["findings"]?.contains("oscillation") == true, "\(row)")
  }

  /// All batch sizes pay alike: k updates of the full batch make k passes, and none is overspent.
  @Test(arguments: [("1", "1"), ("2.5", "2"), ("3", "3")])
  func fullBatchSpendsWholePasses(budget: String, passes: String) throws {
    let found = try trials(
      """
      {"name": "passes",
       "sweeps": [{"problems": "mean-of-quadratics", "optimizers": "gradient-descent",
                   "learningRates": [1e-6], "batchSizes": ["full"]}],
       "budget": {"dataPasses": \(budget)}}
      """)
    let row = try #require(found.values.joined().first)
    #expect(row["data_passes"] == passes)
    #expect(row["iterations"] == passes)
    #expect(row["cost"] == passes && row["gradient_evaluations"] == passes)
    // The look at the end is the harness's.
    #expect(row["monitor_evaluations"] == "1")
  }

  /// The textbook's product of ten factors 0.3: its gradient is 2 · 0.3⁹ a component.
  @Test func productOfSmallWeightsVanishesAndOfLargeOnesDoesNot() throws {
    func row(start: Double, _ optimizer: String, rate: Double) throws -> [String: String] {
      let found = try trials(
        """
        {"name": "product",
         "sweeps": [{"problems": [{"name": "product", "formula": "(prod(i, 1, n, x[i]) - 1)^2",
                                   "dimension": 10, "minimum": 0,
                                   "start": \([Double](repeating: start, count: 10))}],
                     "optimizers": [\(optimizer)], "learningRates": [\(rate)]}]}
        """)
      return try #require(found["product"]?.first)
    }
    let small = try row(start: 0.3, #""gradient-descent""#, rate: 0.1)
    #expect(small["findings"]?.contains("vanishingGradient") == true, "\(small)")
    let large = try row(start: 3, #"{"id": "gradient-descent", "clipNorm": 1}"#, rate: 0.01)
    #expect(large["outcome"] == "targetHit", "\(large)")
    #expect(large["findings"]?.contains("vanishing") == false, "\(large)")
  }

  @Test func stableAxisOfASaddleReachesNoMinimizer() throws {
    let found = try trials(
      """
      {"name": "axis",
       "sweeps": [{"problems": "strict-saddle", "optimizers": "gradient-descent",
                   "learningRates": [0.1], "starts": [[1, 0]]}]}
      """)
    let row = try #require(found.values.joined().first)
    #expect(row["outcome"] == "converged" && row["point_kind"] == "saddle", "\(row)")
    #expect(row["reached"] == "")
  }

  /// The rate that the step used, not the configured one.
  @Test(arguments: ["auto", "off"])
  func traceTellsTheRateUsed(lanes: String) throws {
    let workspace = try Workspace()
    let suite = try workspace.write(
      "adagrad.json",
      """
      {"name": "adagrad",
       "sweeps": [{"problems": "sphere",
                   "optimizers": [{"id": "adagrad", "learningRateDecay": 0.5}],
                   "learningRates": [0.01, 0.02]}],
       "budget": {"iterations": 20}}
      """)
    try workspace.run(suite, to: "out", ["--trace", "full", "--lanes", lanes])
    let trials = try workspace.rows("out/trials.csv")
    #expect(trials.map { $0["learning_rate"] } == ["0.01", "0.02"])
    let rates = Dictionary(
      uniqueKeysWithValues: trials.map { ($0["trial"] ?? "", Double($0["learning_rate"] ?? "")) })
    for row in try workspace.rows("out/traces.csv") {
      guard let used = Double(row["learning_rate"] ?? "") else { continue }
      let k = try #require(Double(row["iteration"] ?? ""))
      let rate = try #require(rates[row["trial"] ?? ""] ?? nil)
      #expect(used == rate / (1 + k * 0.5))
    }
  }
}
