public import GradCore
import GradText

extension TrialRecord {
  /// The evidence of the outcome in one sentence, as `reason` stands in `trials.csv`. For a
  /// diverged trial of a method whose stability edge is known it names the edge: "diverged at
  /// iteration 24: learning rate 0.5 > 2/L = 0.38 (the objective is not finite)".
  public func reason(cell: CellDescription, targets: [Target]) -> String {
    let ending = evidence.sentence(record: self, targets: targets)
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

  /// Where a trial came to rest without an answer, as far as it is known.
  private func afterthought(cell: CellDescription) -> String {
    guard outcome == .converged || outcome == .stalled else { return "" }
    var text = ""
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
    case .notFinite(_, let iteration), .tooFar(let iteration), .grew(_, _, let iteration),
      .fallsWithoutBound(_, let iteration):
      "at iteration \(iteration)"
    default: "by iteration \(iterations)"
    }
  }

  fileprivate func sentence(record: TrialRecord, targets: [Target]) -> String {
    switch self {
    case .none: return record.outcome == .failed ? "an error ended the trial" : ""
    case .targetHit(let target, let iteration):
      let name = targets.indices.contains(target) ? targets[target].text : "number \(target + 1)"
      return iteration == 0
        ? "the start is within target \(name)"
        : "hit target \(name) at iteration \(iteration)"
    case .smallGradient(let norm, let threshold):
      return "gradient norm \(roundedText(norm)) ≤ \(roundedText(threshold)) "
        + "at iteration \(record.iterations)"
    case .notFinite(let what, _): return "the \(what.name) is not finite"
    case .tooFar: return "a coordinate passed 1e150"
    case .grew(let factor, let growth, _):
      return "the gap grew to \(roundedText(factor)) times its scale"
        + (growth.isFinite ? ", \(roundedText(growth)) times a step" : "")
    case .rising(let window, let from, let to):
      return "over the last \(window) iterations every later gap is above every earlier one "
        + "(\(roundedText(from)) to \(roundedText(to)))"
    case .fallsWithoutBound(let fall, let iteration):
      return "the objective fell by \(roundedText(fall)) by iteration \(iteration) "
        + "and is still falling"
    case .stalled(let from, let to, let fall, let whole):
      return "from iteration \(from) to \(to) the best objective fell by "
        + "\(percentText(fall)) of \(whole.name)"
    case .budget(let fall, let whole):
      let spent = "the budget was spent at iteration \(record.iterations)"
      guard fall.isFinite else { return spent }
      return "\(spent); over its last half the best objective fell by \(percentText(fall)) "
        + "of \(whole.name)"
    case .seconds(let seconds):
      return "the time limit of \(roundedText(seconds)) s ended it at iteration "
        + "\(record.iterations)"
    case .interrupted: return "the run was interrupted at iteration \(record.iterations)"
    }
  }
}

extension Evidence.Whole {
  fileprivate var name: String {
    switch self {
    case .gap: "what remained"
    case .fallBefore: "what it had fallen before"
    }
  }
}

extension Evidence.NonFinite {
  fileprivate var name: String {
    switch self {
    case .objective: "objective"
    case .gradient: "gradient"
    case .point: "point"
    }
  }
}
