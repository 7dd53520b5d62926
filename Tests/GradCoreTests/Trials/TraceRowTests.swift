import GradCore
import GradNumerics
import GradTestSupport
import Testing

@Suite struct TraceRowTests {
  @Test func rowsStandAtTheGridAndAtTheEnd() throws {
    let rules = TrialRules(
      iterationLimit: 100, objectiveTargets: [-37], gradientTargets: [-1],
      traceIterations: [0, 1, 2, 4, 8, 16, 32, 64, 100])
    let monitor = try Script(stride: 0.5) { -Double($0) }.run(rules)
    let rows = monitor.trace.rows
    #expect(rows.map(\.iteration) == [0, 1, 2, 4, 8, 16, 32, 37])
    #expect(rows.map(\.cost) == [1, 2, 3, 5, 9, 17, 33, 38])
    #expect(rows.map(\.objective) == [0, -1, -2, -4, -8, -16, -32, -37])
    // Each row but the last has the step that leaves it.
    #expect(rows.dropLast().allSatisfy { $0.stepNorm == 0.5 && $0.learningRate == 0.5 })
    #expect(rows[7].stepNorm.isNaN && rows[7].learningRate.isNaN)
    #expect(monitor.trace.points.isEmpty)
  }

  @Test func fullTraceHasEveryPoint() throws {
    let rules = TrialRules(iterationLimit: 5, tracesEverything: true)
    let monitor = try Script(stride: 0.5) { -Double($0) }.run(rules)
    #expect(monitor.trace.rows.map(\.iteration) == [0, 1, 2, 3, 4, 5])
    #expect(monitor.iterates == [[0, 0], [0.5, 0], [1, 0], [1.5, 0], [2, 0], [2.5, 0]])
  }

  @Test func untracedTrialHasNoRows() throws {
    let monitor = try Script { -Double($0) }.run(TrialRules(iterationLimit: 5))
    #expect(monitor.trace == Trace())
  }

  @Test func startThatEndsTheTrialIsOneRow() throws {
    let rules = TrialRules(iterationLimit: 0, traceIterations: [0])
    let monitor = try Script { _ in 3 }.run(rules)
    #expect(monitor.trace.rows.count == 1)
    #expect(monitor.trace.rows.first?.objective == 3)
    #expect(monitor.trace.rows.first?.stepNorm.isNaN == true)
  }
}
