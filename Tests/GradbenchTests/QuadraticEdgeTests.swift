import GradCore
import GradHarness
import GradResults
import Testing

/// Every method stays below its edge and diverges above it, whatever computes the gradient.
@Suite struct QuadraticEdgeTests {
  struct Method: Sendable, CustomTestStringConvertible {
    var id: String
    /// Edge times λmax.
    var edge: Double
    var formula: String
    /// Enough iterations for a hundred-millionfold gap at 1.01 of the edge.
    var budget: Int
    var testDescription: String { id }
  }

  static let methods = [
    // −1.02, −1.166 and −1.0287 are the roots beyond the edge.
    Method(id: "gradient-descent", edge: 2, formula: "2/L", budget: 480),
    Method(id: "momentum", edge: 3.8, formula: "2(1+β)/L", budget: 100),
    Method(id: "nesterov", edge: 3.8 / 2.8, formula: "2(1+β)/((1+2β)L)", budget: 350),
  ]

  @Test(arguments: methods, [10, 1e3, 1e6])
  func edgeSeparatesDivergingRates(method: Method, kappa: Double) throws {
    let below = 0.99 * method.edge / kappa
    let above = 1.01 * method.edge / kappa
    let plan = try Plan.of(
      """
      {"name": "edges", "budget": {"iterations": \(method.budget)}, "targets": [1e-8],
       "sweeps": [{
         "problems": [{"id": "quadratic", "dimension": [2, 20], "conditionNumber": \(kappa)}],
         "optimizers": ["\(method.id)"], "learningRates": [\(below), \(above)],
         "backends": ["analytic", "symbolic", "dual", "forward-difference", "central-difference"]
       }]}
      """)
    #expect(plan.trials.count == 20)
    let results = plan.run()
    for (trial, record) in zip(results.trials, results.records) {
      let cell = results.cells[Int(trial.cell)]
      let record = try #require(record)
      let isAbove = cell.learningRate == above
      let reason = record.reason(cell: cell, targets: results.targets)
      let what =
        "\(cell.backend.text), n = \(cell.problem.dimension), \(cell.learningRate ?? 0): \(reason)"
      #expect((record.outcome == .diverged) == isAbove, "\(what)")
      #expect(record.outcome != .failed && !record.findings.contains(.nonFinite), "\(what)")
      if isAbove { #expect(reason.contains("> \(method.formula) = "), "\(what)") }
      let edge = try #require(cell.edge)
      #expect((edge.rate * kappa / method.edge - 1).magnitude < 1e-12)
    }
  }
}
