import Testing

@testable import GradFormula

/// What counting the terms of a formula takes: no more than evaluating it.
@Suite struct TermCounterTests {
  /// 90 loops within each other, of which the second depends on the first, and empty ones in the last.
  private static func nested(levels: Int, leaves: Int, outer: Int) -> String {
    let sums = Array(repeating: "sum(k, 2, 1, x*a\(levels - 1))", count: leaves)
    var text = (sums + (0..<levels).map { "a\($0)" }).joined(separator: "+")
    for level in (0..<levels).reversed() {
      let bounds = level == 0 ? "1, \(outer)" : level == 1 ? "a0, a0" : "1, 1"
      text = "sum(a\(level), \(bounds), \(text))"
    }
    return text
  }

  @Test func countingEntersEachLoopOnceAnIteration() throws {
    let (levels, leaves, outer) = (80, 200, 10)
    let plan = try Formula(Self.nested(levels: levels, leaves: leaves, outer: outer))
      .program().plan
    var counter = TermCounter(plan, [])
    #expect(try counter.count(plan) == outer * levels)
    #expect(counter.entries == 1 + outer * (levels - 1 + leaves))
  }

  /// Bounds that do not change from iteration to iteration: a hundred thousand iterations at once.
  @Test func iterationsAlikeAreCountedOnce() throws {
    let plan = try Formula("sum(i, 1, 100000, sum(j, 1, 20, x*i*j))").program().plan
    var counter = TermCounter(plan, [])
    #expect(try counter.count(plan) == 2_100_000)
    #expect(counter.entries == 2)
  }

  /// The empty ones run in the outermost loop, whose own block hardly does anything.
  @Test func emptyLoopsAreWork() {
    let many = Array(repeating: "sum(k, 2, 1, x*i)", count: 300).joined(separator: "+")
    let error = formulaError("sum(i, 1, 100000, sum(j, 2, 1, \(many)))")
    guard case .tooManyOperations(let limit, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(limit == FormulaLimits.operations)
    #expect(formulaError("sum(i, 1, 1000, sum(j, 2, 1, \(many)))") == nil)
  }
}
