import Foundation
import GradCore
import GradHarness
import Synchronization
import Testing

/// Gradient descent and momentum do not see a rotation; methods that scale coordinates do.
@Suite struct RotationTests {
  /// The gaps of every iterate, rotated and not.
  static func gaps(_ optimizer: String, instance: Int, rate: Double) throws -> [[Double]] {
    let plan = try Plan.of(
      """
      {"name": "rotation", "targets": [1e-12], "budget": {"iterations": 60},
       "sweeps": [{
         "problems": [{"id": "quadratic", "dimension": 6, "conditionNumber": 50,
                       "rotation": [false, true], "instance": \(instance)}],
         "optimizers": ["\(optimizer)"], "learningRates": \(rate)}]}
      """)
    let found = Mutex<[Int: [Double]]>([:])
    _ = plan.run(trace: .full) { trial, trace in
      found.withLock { $0[trial] = trace.rows.map(\.objective) }
    }
    return found.withLock { found in plan.trials.indices.map { found[$0] ?? [] } }
  }

  @Test(arguments: ["gradient-descent", "momentum", "nesterov"], 1...6)
  func rotationChangesNoGap(optimizer: String, instance: Int) throws {
    let gaps = try Self.gaps(optimizer, instance: instance, rate: 0.02)
    try #require(gaps.count == 2 && gaps[0].count == 61 && gaps[1].count == 61)
    for (plain, rotated) in zip(gaps[0], gaps[1]) {
      // Rounding of 60 steps at κ = 50, relative to the first gap; the gaps fall by decades.
      #expect((plain - rotated).magnitude <= 1e-12 * gaps[0][0] + 1e-9 * plain)
    }
  }

  @Test(arguments: ["adam", "rmsprop", "adagrad"])
  func rotationChangesTheGapsOfCoordinateScaling(optimizer: String) throws {
    let gaps = try Self.gaps(optimizer, instance: 1, rate: 0.02)
    try #require(gaps.count == 2 && gaps.allSatisfy { $0.count > 10 })
    #expect((gaps[0][10] - gaps[1][10]).magnitude > 1e-3 * gaps[0][0])
  }
}
