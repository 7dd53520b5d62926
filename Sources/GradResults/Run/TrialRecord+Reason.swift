public import GradCore
import GradText

extension TrialRecord {
  /// The evidence of the outcome in one sentence, as `reason` stands in `trials.csv`. For a
  /// diverged trial of a method whose stability edge is known it names the edge: "diverged at
  /// iteration 24: learning rate 0.5 > 2/L = 0.38 (the objective is not finite)".
  public func reason(cell: Cell, targets: [Target]) -> String {
    let ending = evidence.sentence(of: outcome, iterations: iterations, targets: targets)
    guard outcome == .diverged else { return ending + afterthought(cell: cell) }
    let start = "diverged \(evidence.when(iterations: iterations)): "
    guard let edge = cell.edge, let rate = cell.learningRate else { return start + ending }
    let isBeyond = rate >= edge.rate
    let relation = rate > edge.rate ? ">" : isBeyond ? "=" : "<"
    var texts = (roundedText(rate), roundedText(edge.rate))
    if texts.0 == texts.1, rate != edge.rate {
      texts = (shortestText(rate), shortestText(edge.rate))
    }
    let place = edge.isLocal ? " at the minimizer" : ""
    let comparison = "learning rate \(texts.0) \(relation) \(edge.text) = \(texts.1)\(place)"
    return isBeyond
      ? "\(start)\(comparison) (\(ending))" : "\(start)\(ending), though \(comparison)"
  }

  /// At which level noise stops a trial; where it came to rest without an answer, as far as it is
  /// known.
  private func afterthought(cell: Cell) -> String {
    var text = ""
    if findings.contains(.noiseFloor), floor.isFinite {
      text += "; noise keeps the gap at \(roundedText(floor))"
    }
    guard outcome.isAtRest else { return text }
    switch pointKind {
    case .saddle: text += "; the point is a saddle"
    case .maximum: text += "; the point is a maximum"
    case .degenerate: text += "; the Hessian there is singular"
    case .minimum, .notStationary, nil: break
    }
    if gap.isFinite { text += "; gap \(roundedText(gap)) is left" }
    return text
  }
}

extension StabilityEdge {
  /// The formula with its curvature: L, or λmax where it is the Hessian's at the minimizer.
  public var text: String {
    isLocal && !formula.contains("λ") ? formula.replacing("L", with: "λmax") : formula
  }
}

extension Evidence {
  fileprivate func when(iterations: Int) -> String {
    switch self {
    case .notFinite(_, let iteration), .tooFar(_, let iteration), .grew(_, _, let iteration),
      .fallsWithoutBound(_, let iteration):
      "at iteration \(iteration)"
    default: "by iteration \(iterations)"
    }
  }
}
