import Foundation
import GradCore

/// ln gap does not fall any more over the last third of the looks of a noisy trial, above the
/// smallest target: a slope within two standard errors of 0.
extension Diagnosis {
  func isNoiseFloor() -> Bool {
    guard monitor.rules.batch != nil, let minimum = facts.minimum.value else { return false }
    // A target without an objective is at −∞.
    let targets = monitor.rules.objectiveTargets.filter(\.isFinite)
    if let hardest = targets.min(), finalGap <= hardest - minimum { return false }
    let last = lastThird.filter { $0.objective > minimum }
    // A slope through fewer has an error of its own size.
    guard last.count >= 6 else { return false }
    let slope = Self.slopeInErrors(last.map { (Double($0.iteration), log($0.objective - minimum)) })
    return abs(slope) <= thresholds.noiseFloorErrors
  }

  /// The level that such a trial stops at: the mean gap over the last third of the looks. It is the mean
  /// that theory speaks of; the final gap, a median, is smaller where gaps are squares of few normal
  /// numbers (0.45 of it in one dimension).
  var floor: Double {
    guard monitor.isNoisy, let minimum = facts.minimum.value, !lastThird.isEmpty else {
      return .nan
    }
    return lastThird.reduce(0) { $0 + ($1.objective - minimum) } / Double(lastThird.count)
  }

  private var lastThird: ArraySlice<(iteration: Int, cost: Int, objective: Double)> {
    monitor.looks.suffix(monitor.looks.count / 3)
  }

  /// The slope of a least-squares line, in its own standard errors; 0 for a constant.
  static func slopeInErrors(_ points: [(x: Double, y: Double)]) -> Double {
    let count = Double(points.count)
    let meanX = points.reduce(0) { $0 + $1.x } / count
    let meanY = points.reduce(0) { $0 + $1.y } / count
    let sxx = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    let sxy = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    guard sxx > 0, count > 2 else { return 0 }
    let slope = sxy / sxx
    let residual = points.reduce(0) {
      let error = $1.y - meanY - slope * ($1.x - meanX)
      return $0 + error * error
    }
    let error = (residual / (count - 2) / sxx).squareRoot()
    if error == 0 { return slope == 0 ? 0 : .infinity }
    return slope / error
  }
}
