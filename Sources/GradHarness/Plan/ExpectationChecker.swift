import GradCore
public import GradResults
import GradText

/// Compares what came out of a run with what its suite expects.
public struct ExpectationChecker: Sendable {
  /// What the statistics say of one cell at one target.
  public struct Judgement: Sendable {
    /// The verdict on its learning rate; nil where nothing can be said.
    public var verdict: String?
    /// Whether its rate is the best of its family.
    public var isBest: Bool

    public init(verdict: String?, isBest: Bool) {
      self.verdict = verdict
      self.isBest = isBest
    }
  }

  public let suite: Suite

  public init(_ suite: Suite) { self.suite = suite }

  /// The expectations that were not met, one sentence each with the first cell at fault:
  ///
  ///     suites/convex.json:40:3: expectations[2]: gradient-descent on sphere (…) must …, but …
  ///
  /// Trials that never finished say nothing. Where no rate of a family can be called the best,
  /// every rate must meet what the best should.
  ///
  /// - Parameter judgement: Asked for cells and targets by their indices in the results.
  public func unmet(
    in results: Run, judgement: (_ cell: Int, _ target: Int) -> Judgement
  ) -> [String] {
    guard !suite.expectations.isEmpty else { return [] }
    var trials = [[Int]](repeating: [], count: results.cells.count)
    for index in results.sweepTrials where results.records[index] != nil {
      trials[Int(results.trials[index].cell)].append(index)
    }
    return withoutActuallyEscaping(judgement) { judgement in
      suite.expectations.compactMap { expectation in
        let check = ExpectationCheck(
          expectation: expectation, results: results, trialsOfCell: trials, judgement: judgement)
        return check.complaint().map {
          "\(suite.file):\(expectation.location): \(expectation.path): \($0)"
        }
      }
    }
  }
}

/// One expectation against one run.
private struct ExpectationCheck {
  let expectation: Expectation
  let results: Run
  let trialsOfCell: [[Int]]
  let judgement: (Int, Int) -> ExpectationChecker.Judgement

  /// The index of the target that best rate and verdict are about.
  private var target: Int? {
    if let target = expectation.target { return target }
    let fractions = results.targets.enumerated().compactMap { index, target -> (Int, Double)? in
      if case .fraction(let value) = target { return (index, value) }
      return nil
    }
    return fractions.min { $0.1 < $1.1 }?.0 ?? results.targets.indices.last
  }

  func complaint() -> String? {
    var matcher = ExpectationMatcher(expectation)
    var families: [CellKey: [Int]] = [:]
    var order: [CellKey] = []
    for (index, cell) in results.cells.enumerated()
    where !trialsOfCell[index].isEmpty && matcher.matches(cell) {
      let key = CellKey(cell).anyRate
      if families[key] == nil { order.append(key) }
      families[key, default: []].append(index)
    }
    let checked = order.map { families[$0] ?? [] }
    var first: String?
    var failed = 0
    for family in checked {
      guard let complaint = complaint(ofFamily: family) else { continue }
      failed += 1
      first = first ?? complaint
    }
    guard let first else { return nil }
    return checked.count == 1 ? first + "." : first + " (\(failed) of \(checked.count) fail)."
  }

  private func complaint(ofFamily cells: [Int]) -> String? {
    var wanted = cells
    if expectation.learningRate == nil {
      switch expectation.quantifier {
      case .every: break
      case .best:
        let best = cells.filter { index in target.map { judgement(index, $0).isBest } ?? false }
        if !best.isEmpty { wanted = best }
      case .some:
        let complaints = cells.map(complaint(ofCell:))
        return complaints.contains { $0 == nil } ? nil : complaints.compactMap { $0 }.first
      }
    }
    return wanted.lazy.compactMap(complaint(ofCell:)).first
  }

  private func complaint(ofCell index: Int) -> String? {
    let cell = name(of: results.cells[index])
    if let verdict = expectation.verdict, let target {
      let found = judgement(index, target).verdict
      if found != verdict { return "\(cell) must be \(verdict), but is \(found ?? "not judged")" }
    }
    for trial in trialsOfCell[index] {
      guard let record = results.records[trial] else { continue }
      if let (must, found) = complaint(of: record, trial) {
        let identity = results.trials[trial]
        let seed = identity.seed.map { "seed \($0) " } ?? "it "
        return "\(cell) must \(must), but \(seed)\(found) (trial \(identity.text))"
      }
    }
    return nil
  }

  private func complaint(of record: TrialRecord, _ trial: Int) -> (must: String, found: String)? {
    let outcomes = expectation.outcomes.map(\.rawValue)
    if !outcomes.isEmpty, !expectation.outcomes.contains(record.outcome) {
      return ("be \(outcomes.joined(separator: " or "))", "is \(record.outcome.rawValue)")
    }
    for finding in expectation.findings where !record.findings.contains(finding) {
      let found = record.findings.text
      return ("show \(finding.name)", found.isEmpty ? "shows nothing" : "shows \(found)")
    }
    var (cost, iterations) = (record.cost, record.iterations)
    if let target = expectation.target, expectation.cost != nil || expectation.iterations != nil {
      let name = "target \(results.targets[target].text)"
      guard let spending = results.spending(trial: trial, target: target), spending.isHit else {
        return ("hit \(name)", "does not")
      }
      (cost, iterations) = (spending.cost, spending.iterations)
    }
    return outside(expectation.cost, Double(cost), "a cost")
      ?? outside(expectation.iterations, Double(iterations), "iterations")
      ?? outside(expectation.gap, record.gap, "a final gap")
  }

  private func outside(
    _ range: ClosedRange<Double>?, _ value: Double, _ what: String
  ) -> (String, String)? {
    guard let range, !range.contains(value) else { return nil }
    let bounds =
      switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
      case (true, true): "from \(plainText(range.lowerBound)) to \(plainText(range.upperBound))"
      case (true, false): "of at least \(plainText(range.lowerBound))"
      default: "of at most \(plainText(range.upperBound))"
      }
    return ("have \(what) \(bounds)", "has \(plainText(value))")
  }

  private func name(of cell: Cell) -> String {
    var details = ["dimension \(cell.problem.dimension)", cell.backend.text]
    if cell.problem.instance != 1 { details.append("instance \(cell.problem.instance)") }
    if !cell.setting.values.isEmpty { details.append(cell.setting.hyperparameters) }
    if cell.setting.schedule.text != "constant" { details.append(cell.setting.schedule.text) }
    if cell.batchSize != .deterministic { details.append("batch size \(cell.batchSize)") }
    if let rate = cell.learningRate { details.append("learning rate \(shortestText(rate))") }
    return "\(cell.optimizer) on \(cell.problem.label) (\(details.joined(separator: ", ")))"
  }
}
