/// Why a trial ended.
///
/// Each outcome has its rule, and the sentence that tells its numbers, in a file of its own beside
/// this one. Here is the register: what outcomes are called, what evidence they leave, in which order
/// their rules are asked, and what is concluded at the end. To add one, write its file and its lines
/// here; its thresholds stand in ``Thresholds``.
public enum Outcome: String, Sendable, CaseIterable {
  /// The smallest target was hit: the answer is right.
  case targetHit
  /// The gradient norm got small; says nothing of the answer.
  case converged
  /// The best objective stopped falling.
  case stalled
  /// The objective falls without bound.
  case unbounded
  case diverged
  /// The budget of iterations, cost or data passes was used up.
  case budgetSpent
  /// The budget of seconds was used up; not reproducible.
  case timedOut
  /// The run was interrupted.
  case cancelled
  /// A bug in gradbench or in the problem's code.
  case failed

  /// As tables say it: `target hit`.
  public var title: String {
    switch self {
    case .targetHit: "target hit"
    case .budgetSpent: "budget spent"
    case .timedOut: "timed out"
    case .converged, .stalled, .unbounded, .diverged, .cancelled, .failed: rawValue
    }
  }

  /// The heading of this outcome's count in `summary.csv`: `target_hit`.
  public var columnName: String { title.replacing(" ", with: "_") }

  /// What went wrong, for tables of failures; nil: nothing did.
  public var failureTitle: String? {
    switch self {
    case .targetHit, .cancelled: nil
    case .converged: "converged short of the last target"
    case .unbounded: "objective unbounded below"
    case .timedOut: "time limit"
    case .failed: "failed (a bug)"
    case .stalled, .diverged, .budgetSpent: title
    }
  }

  /// Ended from outside, by a time limit or an interrupt: where the trial stood by then says nothing
  /// of the method.
  public var isAccidental: Bool { self == .cancelled || self == .timedOut }

  /// Whether the trial came to rest, so that the end point is worth a word.
  public var isAtRest: Bool { self == .converged || self == .stalled }
}

/// Why the stepping loop left a trial.
public enum StopReason: Sendable, Equatable {
  case targets
  case smallGradient
  case notFinite(Evidence.NonFinite)
  case tooFar
  case grew
  case fallsWithoutBound
  case stalled
  case budget
  case seconds
  case cancelled
}

/// The numbers behind an outcome; `sentence` puts them into words when a row is written.
public enum Evidence: Sendable, Equatable {
  case none
  /// Target hit: its index in the suite's list, and the iteration.
  case targetHit(target: Int, iteration: Int)
  /// Target hit by a noisy trial: the iteration of the look from which on it is held.
  case targetHeld(target: Int, iteration: Int)
  /// ‖g‖ fell to `norm` ≤ `threshold`.
  case smallGradient(norm: Double, threshold: Double)
  /// The first iteration at which something was not finite.
  case notFinite(NonFinite, iteration: Int)
  /// A coordinate passed `limit`.
  case tooFar(limit: Double, iteration: Int)
  /// The gap grew to `factor` times its scale, by `growth` a step.
  case grew(factor: Double, growth: Double, iteration: Int)
  /// At the end of the budget every gap of the last half-window is above the one before.
  case rising(window: Int, from: Double, to: Double)
  /// f fell by `fall` in `iterations`, still falling.
  case fallsWithoutBound(fall: Double, iteration: Int)
  /// Between two iterations the best objective fell by the fraction `fall` of a whole.
  case stalled(from: Int, to: Int, fall: Double, of: Whole = .gap)
  /// The budget ended; the best objective fell by the fraction `fall` of a whole over the last half.
  case budget(fall: Double, of: Whole = .gap)
  case seconds(Double)
  case interrupted

  /// What happened, without the place or the learning rate.
  ///
  /// - Parameters:
  ///   - outcome: Of the trial.
  ///   - iterations: That it made.
  ///   - targets: Of the suite.
  public func sentence(of outcome: Outcome, iterations: Int, targets: [Target]) -> String {
    switch self {
    case .none: outcome == .failed ? "an error ended the trial" : ""
    case .targetHit(let target, let iteration): Self.hit(target, of: targets, at: iteration)
    case .targetHeld(let target, let iteration): Self.held(target, of: targets, from: iteration)
    case .smallGradient(let norm, let threshold):
      Self.smallGradient(norm, threshold, at: iterations)
    case .notFinite(let what, _): "the \(what) is not finite"
    case .tooFar(let limit, _): Self.tooFar(limit)
    case .grew(let factor, let growth, _): Self.grew(factor, growth)
    case .rising(let window, let from, let to): Self.rising(window, from, to)
    case .fallsWithoutBound(let fall, let iteration): Self.falls(fall, by: iteration)
    case .stalled(let from, let to, let fall, let whole): Self.stalled(from, to, fall, whole)
    case .budget(let fall, let whole): Self.budget(fall, whole, at: iterations)
    case .seconds(let limit): Self.seconds(limit, at: iterations)
    case .interrupted: Self.interrupted(at: iterations)
    }
  }
}

extension TrialMonitor {
  /// The first rule that ends the trial at this look. The order is fixed: f or x not finite (of which
  /// f = −∞ after a fall is unbounded), targets, gradient not finite, converged, diverged, unbounded,
  /// stalled, budget.
  func firstReason(_ look: Look, recent: (Int) -> Double) -> StopReason? {
    if let part = nonFinitePart() {
      holdNothing()
      return hasFallenToInfinity(recent) ? .fallsWithoutBound : .notFinite(part)
    }
    recordHits()
    if rules.stopsAtTarget, hasHitAllTargets { return .targets }
    if !gradientNorm.isFinite { return .notFinite(.gradient) }
    watchGradient(look)
    if isConverged() { return .smallGradient }
    if isTooFar() { return .tooFar }
    if hasGrown(recent) { return .grew }
    if fallsWithoutBound(recent) { return .fallsWithoutBound }
    if hasStalled(recent) { return .stalled }
    return isSpent ? .budget : nil
  }

  /// What became of the trial, with the numbers that say so.
  public var conclusion: (outcome: Outcome, evidence: Evidence) {
    guard let stop else { return (.failed, .none) }
    let isSpent = stop == .stalled || stop == .budget
    // A trial that goes on after its targets may end by another rule: the answer is right all the
    // same.
    if isSpent || stop == .smallGradient, hasSolvedAllTargets { return (.targetHit, hitEvidence) }
    // It stands within all targets, where only the gradient is none.
    if stop == .notFinite(.gradient), isWithinAllTargets { return (.targetHit, hitEvidence) }
    if isSpent, hasRisen { return (.diverged, risingEvidence) }
    switch stop {
    case .targets: return (.targetHit, hitEvidence)
    case .smallGradient: return (.converged, gradientEvidence)
    case .notFinite(let part): return (.diverged, .notFinite(part, iteration: iteration))
    case .tooFar: return (.diverged, distanceEvidence)
    case .grew: return (.diverged, growthEvidence)
    case .fallsWithoutBound: return (.unbounded, fallEvidence)
    case .stalled: return (.stalled, stallEvidence)
    case .budget: return (.budgetSpent, budgetEvidence)
    case .seconds: return (.timedOut, secondsEvidence)
    case .cancelled: return (.cancelled, .interrupted)
    }
  }
}
