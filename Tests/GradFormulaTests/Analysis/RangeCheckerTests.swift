import Testing

@testable import GradFormula

/// Which elements a formula reads, where some of its loops are empty.
@Suite struct RangeCheckerTests {
  /// At i = n there is no j, so that x[n + 1] is never read.
  @Test func elementsOfEmptyLoopsAreNotMissed() {
    #expect(
      formulaError("sum(i, 1, n, sum(j, i+1, n, x[i+1]*x[j] + x[i+1]))", dimension: 4000) == nil)
    #expect(formulaError("sum(i, 1, n, sum(j, 1, i-1, x[i-1]*x[n-j]))", dimension: 4000) == nil)
    #expect(
      formulaError("sum(i, 1, n, sum(j, i+1, n, sum(k, j+1, n, x[i+2]*x[j+1])))", dimension: 100)
        == nil)
    #expect(
      formulaError("sum(i, 1, 10, sum(j, i+1, i, x[j - 100] + x[i + 100]))", dimension: 3) == nil)
  }

  /// The first iteration that reads it, found by hand.
  @Test(arguments: [
    ("sum(i, 1, n, sum(j, i+1, n, x[i+2]))", 9, 10, "i = 8"),
    ("sum(i, 1, n, sum(j, i+1, n, x[n+2-2*i]))", 10, 0, "i = 6"),
    ("sum(i, 1, n, sum(j, 8-i, 3, x[12-i+j]))", 9, 10, "i = 5, j = 3"),
    ("sum(i, 1, n, sum(j, 8-i, 3, x[j-1]))", 10, 0, "j = 1"),
    ("sum(i, 1, n, sum(j, i+1, n, x[3*j-4*i]))", 10, 11, "i = 1, j = 5"),
  ])
  func firstIterationOutOfRangeIsNamed(text: String, n: Int, index: Int, place: String) {
    switch formulaError(text, dimension: n) {
    case .indexOutOfRange(_, let found, let dimension, let at, _)?:
      #expect((found, dimension, at) == (index, n, place))
    case let error: Issue.record("\(text): \(String(describing: error))")
    }
  }

  /// Every formula of a family, against running its loops.
  @Test func searchFindsWhatRunningTheLoopsFinds() {
    let n = 6
    for (a, b, c) in [(1, 0, 0), (1, 1, 0), (-1, 0, 7), (2, -1, 0), (-2, 3, 1), (1, -1, 3)] {
      for (p, q) in [(1, 1), (-1, 7), (1, -3), (2, -4), (-2, 8)] {
        var first: (Int, Int, Int)?
        for i in 1...n where first == nil {
          for j in stride(from: p * i + q, through: n, by: 1)
          where first == nil && !(1...n).contains(a * i + b * j + c) {
            first = (i, j, a * i + b * j + c)
          }
        }
        let text = "sum(i, 1, n, sum(j, \(p)*i+(\(q)), n, x[\(a)*i+(\(b))*j+(\(c))]))"
        let error = formulaError(text, dimension: n)
        guard let first else {
          #expect(error == nil, "\(text)")
          continue
        }
        guard case .indexOutOfRange(_, let index, _, let place, _)? = error else {
          Issue.record("\(text): \(String(describing: error))")
          continue
        }
        #expect(index == first.2, "\(text)")
        if b != 0 { #expect(place == "i = \(first.0), j = \(first.1)", "\(text)") }
      }
    }
  }

  /// No iteration reaches the element, and finding that out takes all of them.
  @Test func givingUpHasItsOwnWords() throws {
    let text = "sum(i, 1, 200, sum(j, i+1, i, x[i+1] + x[i+2]))"
    let bytes = Array(text.utf8)
    let tree = try FormulaParser.parse(bytes)
    _ = try FormulaAnalysis.plan(tree, bytes, dimension: 3, coordinates: [-1], searchSteps: 10_000)
    let error = #expect(throws: FormulaError.self) {
      try FormulaAnalysis.plan(tree, bytes, dimension: 3, coordinates: [-1], searchSteps: 300)
    }
    #expect(
      error?.description
        == "column 31: whether every x[…] here exists takes more than 300 steps to "
        + "find out. Make the ranges of the sums around it simpler.")
  }
}
