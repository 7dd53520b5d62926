import GradResults

/// Tells which cells an expectation speaks of, remembering the texts it has seen: a suite has many
/// cells and few labels.
struct ExpectationMatcher {
  let expectation: Expectation
  private let globs: [Glob?]
  private var known: [[String: Bool]]
  private let hyperparameters: Set<String>
  private var knownSettings: [Setting: Bool] = [:]

  init(_ expectation: Expectation) {
    self.expectation = expectation
    globs = [
      expectation.problem, expectation.optimizer, expectation.backend, expectation.schedule,
      expectation.batchSize,
    ].map { $0.map(Glob.init) }
    known = Array(repeating: [:], count: globs.count)
    hyperparameters = Set(expectation.hyperparameters.map(\.description))
  }

  /// Whether the expectation is about a cell, its learning rate included if it pins one.
  mutating func matches(_ cell: Cell) -> Bool {
    matches(0, cell.problem.label) && matches(1, cell.optimizer)
      && matches(2, cell.backend.text) && matches(3, cell.setting.schedule.text)
      && matches(4, cell.batchSize.description)
      && expectation.dimension.map { $0 == cell.problem.dimension } ?? true
      && showsHyperparameters(cell.setting) && hasRate(cell)
  }

  private mutating func matches(_ index: Int, _ text: String) -> Bool {
    guard let glob = globs[index] else { return true }
    if let answer = known[index][text] { return answer }
    let answer = glob.matches(text)
    known[index][text] = answer
    return answer
  }

  private mutating func showsHyperparameters(_ setting: Setting) -> Bool {
    if hyperparameters.isEmpty { return true }
    if let answer = knownSettings[setting] { return answer }
    let answer = hyperparameters.isSubset(of: setting.values.map(\.description))
    knownSettings[setting] = answer
    return answer
  }

  private func hasRate(_ cell: Cell) -> Bool {
    guard let pinned = expectation.learningRate else { return true }
    guard let rate = cell.learningRate else { return false }
    guard expectation.isRateRelative else { return rate == pinned }
    guard let constant = cell.problem.facts.lipschitzConstant else { return false }
    // Both were divided by L and may be a rounding apart.
    return (rate * constant - pinned).magnitude <= 1e-9 * pinned
  }
}
