import Dispatch
import GradCore
import GradResults
import Testing

@Suite struct TraceSpillTests {
  /// Rows that tell their trial, as many as differ from trial to trial.
  private func rows(of trial: Int) -> [TraceRow] {
    (0..<(trial % 7) * 3).map { row in
      TraceRow(
        iteration: row, cost: trial, objective: Double(trial) + Double(row) / 8,
        gradientNorm: 1 / Double(row + 1), learningRate: 0.5)
    }
  }

  private func points(of trial: Int, dimension: Int) -> [Double] {
    (0..<rows(of: trial).count * dimension).map { Double(trial * 1000 + $0) }
  }

  @Test func rowsOfManyThreadsReadBackInPlanOrder() throws {
    let folder = TemporaryFolder()
    var run = try folder.runFolder()
    let count = 500
    let spill = try TraceSpill(in: run, trialCount: count)
    DispatchQueue.concurrentPerform(iterations: count) { position in
      // 211 shares no factor with 500: every trial once, far from the order of the plan.
      let trial = (position * 211) % count
      spill.append(
        trial: trial, rows: rows(of: trial), points: points(of: trial, dimension: trial % 3),
        dimension: trial % 3)
    }
    #expect(try folder.names() == [".unfinished"], "the spill has no name")
    #expect(spill.dimension == 2)
    var trace = Trace()
    for trial in 0..<count {
      try spill.read(trial: trial, into: &trace)
      // NaN of the step norm is not equal to itself, so fields are compared.
      #expect(trace.rows.map(\.objective) == rows(of: trial).map(\.objective))
      #expect(trace.rows.map(\.cost) == rows(of: trial).map(\.cost))
      #expect(trace.rows.allSatisfy { $0.stepNorm.isNaN && $0.learningRate == 0.5 })
      #expect(trace.points == points(of: trial, dimension: trial % 3))
    }
  }

  @Test func rowsBeyondTheBufferReadBack() throws {
    let folder = TemporaryFolder()
    let spill = try TraceSpill(in: try folder.runFolder(), trialCount: 3)
    let long = (0..<50_000).map {
      TraceRow(iteration: $0, cost: $0, objective: 1, gradientNorm: 2, stepNorm: 3, learningRate: 4)
    }
    spill.append(trial: 2, rows: long)
    spill.append(trial: 0, rows: Array(long.prefix(2)))
    var trace = Trace()
    try spill.read(trial: 2, into: &trace)
    #expect(trace.rows == long)
    try spill.read(trial: 0, into: &trace)
    #expect(trace.rows == Array(long.prefix(2)))
    try spill.read(trial: 1, into: &trace)
    #expect(trace.rows.isEmpty)
  }

  @Test func droppedRowsAreNoRowsAndTheReasonIsThrown() throws {
    let folder = TemporaryFolder()
    var run = try folder.runFolder()
    let spill = try TraceSpill(in: run, trialCount: 2)
    spill.append(trial: 0, rows: rows(of: 1))
    #expect(spill.failure == nil)
    #expect(spill.drop(because: "No room"))
    #expect(!spill.drop(because: "Still no room"))
    spill.append(trial: 1, rows: rows(of: 1))
    let failure = RunFolderError.cannotWrite(path: run.file("traces.csv"), reason: "No room")
    #expect(spill.failure == failure)
    var trace = Trace()
    #expect(throws: failure) { try spill.read(trial: 0, into: &trace) }
    #expect(throws: failure) { try run.writeTraces(SmallRun.results, from: spill) }
    #expect(try folder.names() == [".unfinished"])
  }

  @Test func tracesHaveTheColumnsOfTheInterface() throws {
    let folder = TemporaryFolder()
    var run = try folder.runFolder()
    let spill = try TraceSpill(in: run, trialCount: 3)
    spill.append(
      trial: 1,
      rows: [TraceRow(iteration: 0, cost: 1, objective: .nan, gradientNorm: .infinity)],
      points: [7], dimension: 1)
    spill.append(
      trial: 0,
      rows: [
        TraceRow(
          iteration: 0, cost: 1, objective: 0.5, gradientNorm: 2, stepNorm: .nan, learningRate: 0.1),
        TraceRow(
          iteration: 9, cost: 10, objective: 0.25, gradientNorm: 1, stepNorm: 0.125,
          learningRate: 0.1),
      ], points: [1, 2, 3, 4, 5, 6], dimension: 3)
    try run.writeTraces(SmallRun.results, from: spill)
    #expect(
      try folder.text("traces.csv") == """
        trial,iteration,cost,objective,gradient_norm,step_norm,learning_rate,x1,x2,x3
        00000000000000ab,0,1,0.5,2,,0.1,1,2,3
        00000000000000ab,9,10,0.25,1,0.125,0.1,4,5,6
        00000000000000cd,0,1,nan,inf,,,7,,

        """)
  }
}
