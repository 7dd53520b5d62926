import Foundation
import GradCore
import GradNumerics
import GradResults

/// Concludes what became of a trial from what was measured along it: the outcome, what the end point
/// is, and the findings.
///
/// Outcomes have their rules in ``GradCore/Outcome``, findings theirs in the folder Findings; the
/// thresholds of all are ``GradCore/Thresholds``.
struct Diagnosis {
  let monitor: TrialMonitor
  let facts: Facts
  let hessian: HessianFunction?
  /// How the examples of a finite sum are cut, also into one full batch; nil for other objectives.
  var batch: BatchPlan?

  var thresholds: Thresholds { monitor.rules.thresholds }

  /// The record of the trial.
  func record() -> TrialRecord {
    let (outcome, evidence) = monitor.conclusion
    var record = TrialRecord(outcome: outcome)
    record.evidence = evidence
    fillMeasurements(&record)
    record.pointKind = pointKind(outcome)
    record.reached = reached(outcome)
    record.findings = findings(outcome, pointKind: record.pointKind)
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
      record.dataPasses =
        batch.isFull
        ? Double(monitor.counts.points) : batch.dataPasses(afterBatches: monitor.iteration)
    }
    record.initialObjective = monitor.initialObjective
    record.finalObjective = monitor.objective
    record.bestObjective = monitor.bestObjective
    record.initialGradientNorm = monitor.initialGradientNorm
    record.finalGradientNorm = monitor.gradientNorm
    record.smallestGradientNorm = monitor.smallestGradientNorm
    record.largestGradientNorm = monitor.largestGradientNorm
    record.gap = finalGap
    record.floor = floor
  }

  /// f − minimum at the end; of a noisy trial the median of the last tenth of looks.
  var finalGap: Double {
    guard let minimum = facts.minimum.value else { return .nan }
    let isNoisy = monitor.isNoisy && !monitor.looks.isEmpty
    return (isNoisy ? monitor.finalObjective : monitor.objective) - minimum
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
    if monitor.gradientNorm > thresholds.stationaryFraction * monitor.largestGradientNorm,
      monitor.gradientNorm > thresholds.stationaryNorm
    {
      return .notStationary
    }
    guard facts.smoothness != .kinked, let matrix = hessian(monitor.point) else { return nil }
    let kind = PointKind(gradient: monitor.gradient, point: monitor.point, hessian: matrix)
    guard outcome == .converged, kind == .notStationary else { return kind }
    return PointKind(near: monitor.point, gradient: monitor.gradient, hessian: hessian) ?? kind
  }

  /// The known minimizer, global or local, that the trial came to.
  private func reached(_ outcome: Outcome) -> Int16 {
    guard outcome != .diverged, outcome != .unbounded else { return -1 }
    let distances = facts.knownPoints.map { known -> Double in
      guard known.kind == .minimum else { return .infinity }
      let size = known.point.reduce(1) { Double.maximum($0, $1.magnitude) }
      return zip(known.point, monitor.point).reduce(0) {
        Double.maximum($0, ($1.0 - $1.1).magnitude)
      } / size
    }
    guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }),
      distances[nearest] <= thresholds.reachedDistance
    else { return -1 }
    return Int16(clamping: nearest)
  }
}
