import Foundation
import GradText

/// Diverged: something is not finite, a coordinate is far away, the gap grew and grows on, or every
/// gap at the end of the budget is above those before.
extension TrialMonitor {
  /// Which of x and f is not finite at this look, the point first. A gradient that is not finite
  /// comes later: where f is and the gap is 0, at a kink or a singular minimizer, the answer is right.
  func nonFinitePart() -> Evidence.NonFinite? {
    if !point.allSatisfy(\.isFinite) { return .point }
    return objective.isFinite ? nil : .objective
  }

  /// A coordinate beyond `farthestPoint`. Nothing in the loop watches for it, so it is asked where
  /// every trial is attended, traced or not: at checkpoints and while the gap is that of divergence.
  func isTooFar() -> Bool {
    guard
      rules.batch != nil || gap(of: objective) > divergenceGap || checkpoints.contains(iteration)
    else { return false }
    return point.contains { $0.magnitude > rules.thresholds.farthestPoint }
  }

  /// A gap of 1e8 scales while maxima keep being set.
  func hasGrown(_ recent: (Int) -> Double) -> Bool {
    guard gap(of: objective) > divergenceGap else { return false }
    if rules.batch != nil { return looks.count > Thresholds.growingMaxima && growsOverLooks() }
    // What was the maximum ten looks ago, as far back as the loop remembers.
    let memory = Swift.min(iteration, Self.memory - 1)
    guard memory >= Thresholds.growingMaxima else { return false }
    let oldest = Thresholds.growthLooks - 1
    var maximum = -Double.infinity
    for age in stride(from: memory, to: oldest, by: -1) {
      maximum = Double.maximum(maximum, recent(age))
    }
    var count = 0
    for age in stride(from: Swift.min(memory, oldest), through: 0, by: -1)
    where recent(age) > maximum {
      maximum = recent(age)
      count += 1
    }
    // The loop forgets; the trial's largest may be older.
    return count >= Thresholds.growingMaxima && maximum >= largestObjective
  }

  private func growsOverLooks() -> Bool {
    var maximum = -Double.infinity
    var count = 0
    for (index, look) in looks.enumerated() where look.objective > maximum {
      maximum = look.objective
      if index >= looks.count - Thresholds.growthLooks { count += 1 }
    }
    return count >= Thresholds.growingMaxima
  }

  /// What a gap is compared with: max(scale, initial gap); where the minimum is not known, at least
  /// max(1, |f₀|), since the start may be the best so far.
  public var gapScale: Double {
    let initial = Double.maximum(rules.scale ?? 0, gap(of: initialObjective))
    guard rules.minimum.value == nil else { return initial }
    return Double.maximum(initial, Double.maximum(1, initialObjective.magnitude))
  }

  var divergenceGap: Double { rules.thresholds.divergenceFactor * gapScale }

  /// At the end of the budget: over the final window the smallest gap of the later half exceeds the
  /// largest of the earlier, and the last the first.
  public var hasRisen: Bool {
    position >= Swift.max(rules.iterationLimit, rules.finalWindow)
      && earlierWindow.highest > -.infinity && laterWindow.lowest > earlierWindow.highest
      && objective > initialObjective
  }

  /// The same shape over the last forty looks.
  func isRising(_ recent: (Int) -> Double) -> Bool {
    let window = Thresholds.shortestFinalWindow
    guard iteration >= window else { return false }
    let later = (0..<window / 2).reduce(Double.infinity) { Double.minimum($0, recent($1)) }
    return later
      > (window / 2..<window).reduce(-Double.infinity) { Double.maximum($0, recent($1)) }
  }

  var distanceEvidence: Evidence {
    .tooFar(limit: rules.thresholds.farthestPoint, iteration: iteration)
  }

  var growthEvidence: Evidence {
    let last = lastObjectives.suffix(Thresholds.growthLooks + 1)
    var growth = Double.nan
    if let first = last.first, last.count > 1, first > 0 {
      growth = pow(objective / first, 1 / Double(last.count - 1))
    }
    return .grew(factor: gap(of: objective) / gapScale, growth: growth, iteration: iteration)
  }

  var risingEvidence: Evidence {
    .rising(
      window: rules.finalWindow / 2, from: gap(of: earlierWindow.highest),
      to: gap(of: laterWindow.lowest))
  }
}

extension Evidence {
  /// What was not finite first.
  public enum NonFinite: UInt8, Sendable { case objective, gradient, point }

  static func tooFar(_ limit: Double) -> String {
    "a coordinate passed \(roundedText(limit).replacing("e+", with: "e"))"
  }

  static func grew(_ factor: Double, _ growth: Double) -> String {
    "the gap grew to \(roundedText(factor)) times its scale"
      + (growth.isFinite ? ", \(roundedText(growth)) times a step" : "")
  }

  static func rising(_ window: Int, _ from: Double, _ to: Double) -> String {
    "over the last \(window) iterations every later gap is above every earlier one "
      + "(\(roundedText(from)) to \(roundedText(to)))"
  }
}
