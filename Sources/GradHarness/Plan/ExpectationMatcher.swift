import GradResults

/// Tells which cells an expectation speaks of, remembering the texts it has seen: a suite has many
/// cells and few labels.
struct ExpectationMatcher {
  let expectation: Expectation
  private let globs: [Glob?]
  private var known: [[String: Bool]]
  private let hyperparameters: Set<Substring>

  init(_ expectation: Expectation) {
    self.expectation = expectation
    globs = [
      expectation.problem, expectation.optimizer, expectation.backend, expectation.schedule,
      expectation.batchSize, nil,
    ].map { $0.map(Glob.init) }
    known = Array(repeating: [:], count: globs.count)
    hyperparameters = Set(expectation.hyperparameters?.split(separator: ";") ?? [])
  }

  /// Whether the expectation is about a cell, its learning rate included if it pins one.
  mutating func matches(_ cell: CellDescription) -> Bool {
    matches(0, cell.problem) && matches(1, cell.optimizer) && matches(2, cell.backend)
      && matches(3, cell.schedule) && matches(4, cell.batchSize)
      && expectation.dimension.map { $0 == cell.dimension } ?? true
      && showsHyperparameters(cell.hyperparameters) && hasRate(cell)
  }

  private mutating func matches(_ index: Int, _ text: String) -> Bool {
    guard let glob = globs[index] else { return true }
    if let answer = known[index][text] { return answer }
    let answer = glob.matches(text)
    known[index][text] = answer
    return answer
  }

  private mutating func showsHyperparameters(_ text: String) -> Bool {
    if hyperparameters.isEmpty { return true }
    let last = known.count - 1
    if let answer = known[last][text] { return answer }
    let answer = hyperparameters.isSubset(of: text.split(separator: ";"))
    known[last][text] = answer
    return answer
  }

  private func hasRate(_ cell: CellDescription) -> Bool {
    guard let pinned = expectation.learningRate else { return true }
    guard let rate = cell.learningRate else { return false }
    guard expectation.isRateRelative else { return rate == pinned }
    guard let constant = cell.lipschitzConstant else { return false }
    // Both were divided by L and may be a rounding apart.
    return (rate * constant - pinned).magnitude <= 1e-9 * pinned
  }
}
