import GradBackends
import GradCore
import GradProblems
import Synchronization
import Testing

@Suite struct SpareWorkspaceTests {
  private final class Made {
    let number: Int
    init(_ number: Int) { self.number = number }
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
  }

  /// Numbers what it makes from 1.
  private func spare() -> SpareWorkspace<Made> {
    let counter = Counter()
    return SpareWorkspace { Made(counter.next()) }
  }

  @Test func oneEvaluationAfterTheOtherHasTheSameWorkspace() {
    let spare = spare()
    #expect((0..<10).map { _ in spare.use { $0.number } } == Array(repeating: 1, count: 10))
  }

  @Test func evaluationsAtOnceHaveWorkspacesOfTheirOwn() {
    let spare = spare()
    let nested = spare.use { outer in spare.use { inner in [outer.number, inner.number] } }
    #expect(nested == [1, 2])
    // One of them was kept.
    #expect((1...2).contains(spare.use { $0.number }))
  }

  /// A Hessian that was asked for elsewhere before is the same as a first one.
  @Test(arguments: ["sum(i, 1, 3, exp(x*i)*y^i)", "sum(i, 1, 100000, x*y*i)"])
  func hessiansDoNotDependOnThoseBefore(formula: String) throws {
    let problem = try ProblemCatalog.standard.formula(
      FormulaDescription(text: formula, variables: ["x", "y"], start: [1, 2]))
    let first = BackendCatalog.standard.hessian(problem)
    let second = BackendCatalog.standard.hessian(problem)
    _ = second([0.25, -3])
    _ = second([-7, 1e5])
    let fresh = try #require(first([0.5, 0.75]))
    #expect(second([0.5, 0.75])?.elements == fresh.elements)
    #expect(first([0.5, 0.75])?.elements == fresh.elements)
  }
}
