import Foundation
import GradCore
import GradNumerics
import GradResults

/// Concludes what became of a trial from what was measured along it: the outcome, the findings and
/// their evidence.
///
/// The rules are DEFINITIONS' outcomes and findings; their thresholds are ``GradCore/Thresholds``.
struct Diagnosis {
  let monitor: TrialMonitor
  let facts: Facts
  let hessian: HessianFunction?
  /// How the examples of a finite sum are cut, also into one full batch; nil for other objectives.
  var batch: BatchPlan?

  /// The record of the trial.
  func record() -> TrialRecord {
    let (outcome, evidence) = conclude()
    var record = TrialRecord(outcome: outcome)
    record.evidence = evidence
    fillMeasurements(&record)
    record.pointKind = pointKind(outcome)
    record.reached = reached(outcome)
    record.findings = findings(outcome, pointKind: record.pointKind, gap: record.gap)
    return record
  }

  private func fillMeasurements(_ record: inout TrialRecord) {
    record.iterations = monitor.iteration
    record.objectiveEvaluations = monitor.counts.objectives
    record.gradientEvaluations = monitor.counts.gradients
    record.hessianEvaluations = monitor.counts.hessians
    record.hessianProductEvaluations = monitor.counts.hessianProducts
    record.monitorEvaluations = monitor.monitorEvaluations
    record.cost = monitor.cost
    if let batch = batch ?? monitor.rules.batch {
      record.dataPasses = batch.dataPasses(atIteration: monitor.iteration)
    }
    record.initialObjective = monitor.initialObjective
    record.finalObjective = monitor.objective
    record.bestObjective = monitor.bestObjective
    record.initialGradientNorm = monitor.initialGradientNorm
    record.finalGradientNorm = monitor.gradientNorm
    record.smallestGradientNorm = monitor.smallestGradientNorm
    record.largestGradientNorm = monitor.largestGradientNorm
    record.gap = finalGap
  }

  /// f − minimum at the end; of a noisy trial the median of the last tenth of looks, so that one
  /// lucky look is not the answer.
  var finalGap: Double {
    guard let minimum = facts.minimum.value else { return .nan }
    guard monitor.rules.batch != nil, !monitor.looks.isEmpty else {
      return monitor.objective - minimum
    }
    let count = max(1, monitor.looks.count / 10)
    let last = monitor.looks.suffix(count).map(\.objective).sorted()
    let middle = last.count / 2
    let median = last.count % 2 == 1 ? last[middle] : (last[middle - 1] + last[middle]) / 2
    return median - minimum
  }

  // MARK: Outcome

  private func conclude() -> (Outcome, Evidence) {
    guard let stop = monitor.stop else { return (.failed, .none) }
    switch stop {
    case .targets: return (.targetHit, hitEvidence)
    case .smallGradient:
      // A trial that goes on after its targets may end by its gradient: the answer is right all the
      // same.
      if hasHitAllTargets { return (.targetHit, hitEvidence) }
      let tolerance = monitor.rules.gradientTolerance
      return (
        .converged,
        .smallGradient(
          norm: monitor.gradientNorm,
          threshold: tolerance + tolerance * monitor.initialGradientNorm)
      )
    case .notFinite(let part):
      let what: Evidence.NonFinite =
        switch part {
        case .objective: .objective
        case .gradient: .gradient
        case .point: .point
        }
      return (.diverged, .notFinite(what, iteration: monitor.iteration))
    case .tooFar: return (.diverged, .tooFar(iteration: monitor.iteration))
    case .grew: return (.diverged, growthEvidence)
    case .fallsWithoutBound:
      return (
        .unbounded,
        .fallsWithoutBound(
          fall: monitor.initialObjective - monitor.objective, iteration: monitor.iteration)
      )
    case .stalled, .budget: return concludeAtEnd(stop)
    case .seconds: return (.timedOut, .seconds(monitor.rules.secondsLimit ?? .nan))
    case .cancelled: return (.cancelled, .interrupted)
    }
  }

  private func concludeAtEnd(_ stop: StopReason) -> (Outcome, Evidence) {
    if hasHitAllTargets { return (.targetHit, hitEvidence) }
    let earlier = monitor.earlierWindow
    let later = monitor.laterWindow
    if monitor.hasRisen {
      return (
        .diverged,
        .rising(
          window: monitor.rules.finalWindow / 2, from: monitor.gap(of: earlier.highest),
          to: monitor.gap(of: later.lowest))
      )
    }
    if stop == .stalled {
      return (
        .stalled,
        .stalled(from: monitor.iteration / 2, to: monitor.iteration, fall: lastFall, of: whole)
      )
    }
    return (.budgetSpent, .budget(fall: lastFall, of: whole))
  }

  private var hasHitAllTargets: Bool {
    !monitor.hits.isEmpty && monitor.hits.allSatisfy(\.isHit)
  }

  private var hitEvidence: Evidence {
    // Targets are listed from easy to hard: of those hit last, the hardest.
    let hits = monitor.hits
    let last = hits.indices.reversed().max { hits[$0].iteration < hits[$1].iteration }
    guard let last else { return .none }
    return .targetHit(target: last, iteration: Int(monitor.hits[last].iteration))
  }

  private var growthEvidence: Evidence {
    let last = monitor.lastObjectives.suffix(11)
    var growth = Double.nan
    if let first = last.first, last.count > 1, first > 0 {
      growth = pow(monitor.objective / first, 1 / Double(last.count - 1))
    }
    return .grew(
      factor: monitor.gap(of: monitor.objective) / monitor.gapScale, growth: growth,
      iteration: monitor.iteration)
  }

  /// What ``lastFall`` is a fraction of, as in the rule of stalling.
  private var whole: Evidence.Whole { facts.minimum.value == nil ? .fallBefore : .gap }

  /// By which fraction of ``whole`` the best objective fell over the last doubling of the iterations;
  /// NaN where that was not measured.
  private var lastFall: Double {
    let marks = monitor.bestAtMarks
    let last = marks[3].isNaN ? 1 : 2
    let before = marks[last]
    guard !before.isNaN else { return .nan }
    let fall = before - monitor.bestObjective
    let size = facts.minimum.value.map { before - $0 } ?? (monitor.initialObjective - before)
    return fall == 0 ? 0 : size > 0 ? fall / size : .nan
  }

  // MARK: The end point

  /// What the end point is, by the Hessian's eigenvalues; nil where it was not measured.
  ///
  /// A converged trial's gradient is small by the trial's own tolerance, which may be wider than that
  /// of a stationary point; then it counts where Newton's step leads.
  private func pointKind(_ outcome: Outcome) -> PointKind? {
    guard let hessian, monitor.gradientNorm.isFinite, monitor.point.allSatisfy(\.isFinite),
      monitor.objective.isFinite
    else { return nil }
    // A gradient that is not small against the largest cannot be stationary to 1e-8 of curvature.
    if monitor.gradientNorm > 1e-3 * monitor.largestGradientNorm, monitor.gradientNorm > 1e-6 {
      return .notStationary
    }
    guard facts.smoothness != .kinked, let matrix = hessian(monitor.point) else { return nil }
    let kind = PointKind(gradient: monitor.gradient, point: monitor.point, hessian: matrix)
    guard outcome == .converged, kind == .notStationary else { return kind }
    return PointKind(near: monitor.point, gradient: monitor.gradient, hessian: hessian) ?? kind
  }

  /// The known point that the trial came to: within 1e-3 of it, relative to its size.
  private func reached(_ outcome: Outcome) -> Int16 {
    guard outcome != .diverged, outcome != .unbounded else { return -1 }
    let distances = facts.knownPoints.map { known -> Double in
      let size = known.point.reduce(1) { Double.maximum($0, $1.magnitude) }
      return zip(known.point, monitor.point).reduce(0) {
        Double.maximum($0, ($1.0 - $1.1).magnitude)
      } / size
    }
    guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
      distances[nearest] <= 1e-3
    else { return -1 }
    return Int16(clamping: nearest)
  }
}
