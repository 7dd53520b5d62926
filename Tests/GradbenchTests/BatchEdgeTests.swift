import GradCore
import GradHarness
import GradNumerics
import GradResults
import GradTestSupport
import Testing

/// A batch smaller than the data has an edge of its own.
@Suite struct BatchEdgeTests {
  private static func cells(
    _ problem: String, optimizer: String = #""gradient-descent""#, sampling: String = "reshuffle"
  ) throws -> [String: Cell] {
    let plan = try Plan.of(
      """
      {"name": "edges", "budget": {"dataPasses": 1},
       "sweeps": [{"problems": [\(problem)], "optimizers": [\(optimizer)], "learningRates": 0.01,
                   "batchSizes": [1, 4, "full"], "sampling": "\(sampling)"}]}
      """)
    return Dictionary(
      plan.cells.map { ($0.described.batchSize.description, $0.described) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The rows of least-squares, from its gradients alone.
  private static func rows(of problem: ProblemInstance, count: Int) -> [[Double]] {
    let n = problem.dimension
    func gradient(_ x: [Double], _ example: Int32) -> [Double] {
      var g = [Double](repeating: 0, count: n)
      var view = g.mutableSpan
      _ = problem.objective.scalar.batchGradient?(x.span, [example].span, &view)
      return g
    }
    return (0..<Int32(count)).map { example in
      let at0 = gradient(Array(repeating: 0, count: n), example)
      // aᵢaᵢⱼ is the change along axis j; the axis of the largest aᵢⱼ² gives aᵢ to rounding.
      let columns = (0..<n).map { axis -> [Double] in
        var x = [Double](repeating: 0, count: n)
        x[axis] = 1
        return zip(gradient(x, example), at0).map { $0 - $1 }
      }
      let axis = (0..<n).max { columns[$0][$0] < columns[$1][$1] } ?? 0
      return columns[axis].map { $0 / columns[axis][axis].squareRoot() }
    }
  }

  @Test func leastSquaresHasTheMeanSquareEdgeOfItsBatch() throws {
    let cells = try Self.cells(#"{"id": "least-squares", "dimension": 3, "sampleCount": 24}"#)
    let full = try #require(cells["full"]?.edge)
    let one = try #require(cells["1"]?.edge)
    let four = try #require(cells["4"]?.edge)
    #expect(full.formula == "2/L")
    #expect(one.formula == "mean-square edge of batch 1")
    #expect(four.formula == "mean-square edge of batch 4")
    #expect(one.rate < four.rate && four.rate < full.rate)
    // E‖x‖² at the edge neither grows nor falls: E[(I − ηA) M (I − ηA)] iterated on the rows.
    let plan = try Plan.of(
      """
      {"name": "rows", "sweeps": [{"problems": [{"id": "least-squares", "dimension": 3,
       "sampleCount": 24}], "optimizers": ["gradient-descent"]}]}
      """)
    let rows = Self.rows(of: plan.problems[0], count: 24)
    var moment = Matrix.identity(3)
    var growth = 0.0
    for _ in 0..<400 {
      var next = Matrix(rows: 3, columns: 3)
      for a in rows {
        var step = Matrix.identity(3)
        for j in 0..<3 { for k in 0..<3 { step[j, k] -= one.rate * a[j] * a[k] } }
        let product = step * moment * step.transpose
        for j in 0..<3 { for k in 0..<3 { next[j, k] += product[j, k] / 24 } }
      }
      let size = (0..<3).reduce(0) { $0 + next[$1, $1] }
      growth = size / (0..<3).reduce(0) { $0 + moment[$1, $1] }
      moment = Matrix(rows: 3, columns: 3, elements: next.elements.map { $0 / size })
    }
    #expect(isClose(growth, 1, 1e-8))
  }

  /// Where all examples bend alike noise moves no edge, momentum's neither.
  @Test func equalHessiansKeepTheEdgeOfTheFullObjective() throws {
    for (optimizer, formula) in [("gradient-descent", "2/L"), ("momentum", "2(1+β)/L")] {
      let cells = try Self.cells(#""mean-of-quadratics""#, optimizer: "\"\(optimizer)\"")
      for size in ["1", "4", "full"] { #expect(cells[size]?.edge?.formula == formula) }
    }
  }

  /// L of the full objective is no edge of a batch.
  @Test(arguments: [
    ("logistic-regression", #""gradient-descent""#, "reshuffle"),
    ("least-squares", #""nesterov""#, "reshuffle"),
    ("least-squares", #"{"id": "momentum", "dampening": 0.5}"#, "reshuffle"),
    ("least-squares", #"{"id": "gradient-descent", "clipNorm": 1}"#, "replacement"),
    ("least-squares", #""gradient-descent""#, "sequential"),
  ])
  func noEdgeIsSaidWhereNoneIsKnown(id: String, optimizer: String, sampling: String) throws {
    let cells = try Self.cells("\"\(id)\"", optimizer: optimizer, sampling: sampling)
    #expect(cells["1"]?.edge == nil && cells["4"]?.edge == nil)
    let isOther = optimizer.contains("clipNorm") || optimizer.contains("dampening")
    #expect((cells["full"]?.edge == nil) == isOther)
  }

  /// Trials at one example at a time fall below the edge and diverge not far above it: between, single
  /// trials may fall for long while the mean over all grows.
  @Test(arguments: ["gradient-descent", "momentum"])
  func trialsDivergeFromTheEdgeOn(optimizer: String) throws {
    let plan = try Plan.of(
      """
      {"name": "crossing", "budget": {"dataPasses": 60}, "targets": [1e-3],
       "sweeps": [{"problems": [{"id": "least-squares", "dimension": 3, "sampleCount": 24}],
                   "optimizers": ["\(optimizer)"], "batchSizes": [1], "seeds": 4,
                   "learningRates": {"from": 0.004, "to": 2, "factor": 1.5}}]}
      """)
    let run = plan.run()
    var (below, beyond) = (0, 0)
    for (trial, record) in zip(run.trials, run.records) {
      let cell = run.cells[Int(trial.cell)]
      let ratio = try #require(cell.learningRate) / #require(cell.edge).rate
      let record = try #require(record)
      if ratio < 1 {
        #expect(record.outcome != .diverged, "at \(ratio) of the edge")
        below += 1
      } else if ratio > 2.25 {
        #expect(record.outcome == .diverged, "at \(ratio) of the edge")
        #expect(
          run.reason(of: run.trials.firstIndex(of: trial) ?? 0)
            .contains("> mean-square edge of batch 1 = "))
        beyond += 1
      }
    }
    #expect(below >= 12 && beyond >= 8)
  }
}
