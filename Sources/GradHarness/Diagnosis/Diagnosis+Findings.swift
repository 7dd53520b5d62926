import Foundation
import GradCore
import GradNumerics
import GradResults

extension Diagnosis {
  /// What was noticed along the trial.
  func findings(_ outcome: Outcome, pointKind: PointKind?, gap: Double) -> FindingSet {
    var found: FindingSet = []
    let vanishes = hasVanished(pointKind)
    if vanishes || hasVanishedFar() { found.insert(.vanishingGradient) }
    if monitor.exploded { found.insert(.explodingGradient) }
    if vanishes, isPlateau(outcome) { found.insert(.plateau) }
    let oscillates = isOscillating(outcome)
    if oscillates { found.insert(.oscillation) }
    if isSaddle(pointKind) || passedSaddle() { found.insert(.saddle) }
    if isNoiseFloor() { found.insert(.noiseFloor) }
    if case .notFinite? = monitor.stop { found.insert(.nonFinite) }
    if leftBox(outcome) { found.insert(.leftDomain) }
    if isBelowMinimum() { found.insert(.belowMinimum) }
    if facts.smoothness == .kinked, oscillates || outcome == .stalled {
      found.insert(.nonDifferentiable)
    }
    return found
  }

  /// The vanishing rule where no minimizer is known: ‖g‖ fell to a millionth of its largest while
  /// the way from the start, by the curvature at the end, cannot account for what f fell.
  private func hasVanishedFar() -> Bool {
    guard !facts.knownPoints.contains(where: { $0.kind == .minimum }), let hessian,
      monitor.gradientNorm <= 1e-6 * monitor.largestGradientNorm,
      let matrix = hessian(monitor.point),
      let eigenvalues = try? SymmetricEigenvalues(of: matrix).values
    else { return false }
    let curvature = eigenvalues.reduce(0) { Double.maximum($0, $1.magnitude) }
    let square = zip(monitor.point, monitor.start).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
    }
    let fell = monitor.initialObjective - monitor.objective
    return fell > 0 && curvature * square < 1e-3 * fell
  }

  /// The gradient vanished, and not only because the trial came to a minimum, maximum or saddle.
  private func hasVanished(_ pointKind: PointKind?) -> Bool {
    guard monitor.vanished else { return false }
    let isCertified = pointKind == .minimum || pointKind == .maximum || pointKind == .saddle
    return !(isCertified && monitor.vanishesAtTheEndOnly)
  }

  /// Stalled on vanishing gradients, or vanishing over a tenth of the iterations.
  private func isPlateau(_ outcome: Outcome) -> Bool {
    let share = monitor.rules.thresholds.plateauShare * Double(max(monitor.iteration, 1))
    return outcome == .stalled || Double(monitor.vanishingLooks) >= share
  }

  /// Steps that turn back, or an objective that goes up and down and gets nowhere.
  private func isOscillating(_ outcome: Outcome) -> Bool {
    guard outcome != .targetHit, outcome != .converged else { return false }
    let thresholds = monitor.rules.thresholds
    if monitor.meanCosine <= thresholds.oscillationCosine { return true }
    let last = monitor.lastObjectives
    guard last.count > 3, last.allSatisfy(\.isFinite), isAboveRounding else { return false }
    let variation = zip(last, last.dropFirst()).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
    guard let first = last.first, let final = last.last else { return false }
    // Of a trial that came to rest the last bits of f may go to and fro.
    return variation > rounding * Double(last.count)
      && (final - first).magnitude < thresholds.oscillationNetChange * variation
  }

  private var rounding: Double {
    100 * Double.ulpOfOne
      * Double.maximum(facts.minimum.value?.magnitude ?? 0, monitor.objective.magnitude)
  }

  private var isAboveRounding: Bool {
    guard let minimum = facts.minimum.value else { return true }
    return monitor.objective - minimum > rounding
  }

  /// The trial ended where the gradient is small and the Hessian has a direction down.
  private func isSaddle(_ pointKind: PointKind?) -> Bool { pointKind == .saddle }

  /// The trial stayed near a point with a direction down and later fell by more than a tenth.
  private func passedSaddle() -> Bool {
    guard let passage = monitor.passage, let hessian else { return false }
    let left = monitor.gap(of: passage.objective)
    let fall = 1 - monitor.rules.thresholds.saddleFall
    guard monitor.gap(of: monitor.bestObjective) < fall * left else { return false }
    // Flat ground far out bends down in some directions too; no saddle is near there.
    return PointKind(near: passage.point, gradient: passage.gradient, hessian: hessian) == .saddle
  }

  /// ln G does not fall any more over the last third of the looks of a noisy trial, above the
  /// smallest target: a slope within two standard errors of 0.
  private func isNoiseFloor() -> Bool {
    guard monitor.rules.batch != nil, let minimum = facts.minimum.value else { return false }
    if let hardest = monitor.rules.objectiveTargets.min(), finalGap <= hardest - minimum {
      return false
    }
    let last = monitor.looks.suffix(monitor.looks.count / 3).filter { $0.objective > minimum }
    guard last.count >= 6 else { return false }
    return abs(Self.slopeInErrors(last.map { (Double($0.iteration), log($0.objective - minimum)) }))
      <= 2
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

  /// The end point lies outside the box that the literature searches.
  private func leftBox(_ outcome: Outcome) -> Bool {
    guard let box = facts.box, outcome != .diverged else { return false }
    return zip(box, monitor.point).contains { range, x in
      let slack = 1e-9 * (range.upperBound - range.lowerBound)
      return x < range.lowerBound - slack || x > range.upperBound + slack
    }
  }

  /// f fell below the known minimum by more than rounding: a wrong fact, or a left box.
  private func isBelowMinimum() -> Bool {
    guard let minimum = facts.minimum.value else { return false }
    let slack = Double.maximum(
      1e-12 * (monitor.rules.scale ?? 0), 100 * Double.ulpOfOne * minimum.magnitude)
    return monitor.bestObjective < minimum - slack
  }
}
