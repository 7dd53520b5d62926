import GradCore
import GradNumerics
import GradProblems
import Testing

@testable import GradBackends

@Suite struct ReverseBackendTests {
  /// A sum too long for one tape is cut into parts; the mean of their means is the mean.
  @Test(arguments: [0.9, 0.5, 0.3])
  func longFiniteSumsAreCutIntoParts(share: Double) throws {
    for problem in try BackendAgreementTests.sums() {
      let recorded = try RecordedObjective(problem)
      let count = try #require(recorded.program).operationCount + problem.dimension
      let whole = TapeWorker<Double>(recorded)
      let parts = try RecordedObjective(problem, nodeLimit: Int(share * Double(count)))
      let cut = TapeWorker<Double>(parts)
      #expect(whole.isWhole && !cut.isWhole)
      let x = BackendAgreementTests.points(problem)[0]
      var (expected, found) = (x, x)
      var expectedView = expected.mutableSpan
      let value = whole.gradient(at: x.span, into: &expectedView)
      var foundView = found.mutableSpan
      let foundValue = cut.gradient(at: x.span, into: &foundView)
      #expect((foundValue - value).magnitude <= 1e-13 * max(1, value.magnitude))
      #expect(
        BackendAgreementTests.error(found, expected)
          <= 1e-13 * BackendAgreementTests.largest(expected))
    }
  }

  /// What came before must not change the bits: a pack may run on any worker.
  @Test func cutsDoNotDependOnEarlierBatches() throws {
    let problem = try #require(try BackendAgreementTests.sums().first)
    let recorded = try RecordedObjective(problem, nodeLimit: 400)
    let batchValue = try #require(recorded.batchValue)
    let x = BackendAgreementTests.points(problem)[0]
    let batch = (0..<21).map { Int32($0) }
    func gradient(_ worker: TapeWorker<Double>) -> [Double] {
      var g = x
      var view = g.mutableSpan
      _ = worker.gradient(of: batchValue, at: x.span, batch.span, into: &view)
      return g
    }
    let (fresh, used) = (TapeWorker<Double>(recorded), TapeWorker<Double>(recorded))
    var g = x
    var view = g.mutableSpan
    _ = used.gradient(at: x.span, into: &view)
    #expect(gradient(fresh) == gradient(used))
  }

  @Test func objectivesTooLongForATapeAreRefused() throws {
    let rosenbrock = try #require(ProblemCatalog.standard["rosenbrock"])
      .instance(given: ["dimension": .integer(100)])
    #expect(throws: BackendError.self) { try RecordedObjective(rosenbrock, nodeLimit: 200) }
    let sum = try #require(try BackendAgreementTests.sums().first)
    #expect(throws: BackendError.self) { try RecordedObjective(sum, nodeLimit: 10) }
    do {
      _ = try RecordedObjective(rosenbrock, nodeLimit: 200)
    } catch {
      #expect(
        error.description == "rosenbrock: reverse mode: the function takes more than 200 "
          + "operations, the most that a tape holds. Use dual numbers, or a smaller dimension.")
    }
  }

  @Test func complexStepNamesWhatItCannotCross() throws {
    let problem = try BackendAgreementTests.problem("absolute-value")
    #expect(throws: BackendError.notSmooth(problem: "absolute-value", operations: ["abs"])) {
      try BackendDescription.complexStep.prepare(problem)
    }
  }
}
