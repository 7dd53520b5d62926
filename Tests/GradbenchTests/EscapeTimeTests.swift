import Foundation
import GradHarness
import Testing

/// A strict saddle holds gradient descent for a time that grows with the logarithm of the offset.
@Suite struct EscapeTimeTests {
  @Test(arguments: [0.05, 0.1, 0.2])
  func decadeOfOffsetCostsTheLogarithmOfTen(rate: Double) throws {
    let plan = try Plan.of(
      """
      {"name": "escape", "targets": [1e-6], "budget": {"iterations": 1000},
       "sweeps": [{"problems": [{"id": "strict-saddle", "offset": [1e-4, 1e-6, 1e-8, 1e-10]}],
                   "optimizers": ["gradient-descent"], "learningRates": \(rate)}]}
      """)
    let iterations = plan.run(usesLanes: true).records.map { $0?.iterations ?? 0 }
    let predicted = 2 * log(10) / log(1 + 2 * rate)
    for (near, far) in zip(iterations.dropFirst(), iterations) {
      // Each count is rounded up to a whole iteration.
      #expect((Double(near - far) - predicted).magnitude <= 1)
    }
  }
}
