import GradCore

/// The numbers behind an outcome; `sentence` puts them into words when a row is written.
public enum Evidence: Sendable, Equatable {
  case none
  /// Target hit: its index in the suite's list, and the iteration.
  case targetHit(target: Int, iteration: Int)
  /// ‖g‖ fell to `norm` ≤ `threshold`.
  case smallGradient(norm: Double, threshold: Double)
  /// The first iteration at which something was not finite.
  case notFinite(NonFinite, iteration: Int)
  /// |x| passed 1e150.
  case tooFar(iteration: Int)
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

  /// What a fall is compared with: the gap that remained, or, where the minimum is not known, all that
  /// the objective had fallen before.
  public enum Whole: UInt8, Sendable { case gap, fallBefore }

  public enum NonFinite: UInt8, Sendable { case objective, gradient, point }
}
