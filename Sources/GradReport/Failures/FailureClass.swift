import GradCore
import GradResults

/// How a trial missed its last target: what the report counts together.
enum FailureClass: Sendable, Hashable {
  /// It came to rest at a saddle.
  case saddle
  case diverged(EdgeSide)
  /// Any other outcome, with the finding that explains it best.
  case ended(Outcome, Finding?)

  /// Where the learning rate stands beside the edge from which on theory says that it diverges.
  enum EdgeSide: Sendable, Hashable {
    case beyond, below
    /// Below an edge that holds only at the minimizer, and so says nothing of other points.
    case belowLocal
    case unknown
  }

  /// nil: the trial did what it should.
  init?(_ record: TrialRecord, cell: Cell, targets: [Target]) {
    let outcome = record.outcome
    guard outcome.failureTitle != nil else { return nil }
    switch outcome {
    case .converged where record.pointKind == .saddle || record.findings.contains(.saddle):
      self = .saddle
    case .converged where !targets.contains(where: cell.problem.defines): return nil
    case .diverged: self = .diverged(EdgeSide(cell))
    default:
      let finding = Finding.qualifiers(of: outcome).first {
        record.findings.contains($0.finding)
      }?.finding
      self = .ended(outcome, finding)
    }
  }

  var outcome: Outcome {
    switch self {
    case .saddle: .converged
    case .diverged: .diverged
    case .ended(let outcome, _): outcome
    }
  }

  var isBug: Bool { outcome == .failed }

  /// `diverged, rate beyond the edge`.
  var name: String {
    let title = outcome.failureTitle ?? outcome.title
    switch self {
    case .saddle: return "converged to a saddle"
    case .diverged(.beyond): return title + ", rate beyond the edge"
    case .diverged(.below): return title + ", rate below the edge"
    case .diverged(.belowLocal): return title + ", rate below the edge at the minimizer"
    case .diverged(.unknown): return title
    case .ended(let outcome, let finding):
      let words = Finding.qualifiers(of: outcome).first { $0.finding == finding }?.words
      return words.map { "\(title), \($0)" } ?? title
    }
  }
}

extension FailureClass.EdgeSide {
  init(_ cell: Cell) {
    switch cell.isBeyondEdge {
    case true?: self = .beyond
    case false?: self = cell.edge?.isLocal == true ? .belowLocal : .below
    case nil: self = .unknown
    }
  }
}
