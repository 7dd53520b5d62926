import GradText

/// What a trial tries to reach.
public enum Target: Sendable, Hashable {
  /// f − minimum ≤ τ · (f(standard start) − minimum).
  case fraction(Double)
  /// f − minimum ≤ the number.
  case gap(Double)
  /// f ≤ the number.
  case objective(Double)
  /// The exact gradient's Euclidean norm ≤ the number.
  case gradientNorm(Double)

  /// As it stands in tables: `1e-05`, `gap=1e-08`, `objective=0.05`, `gradientNorm=1e-06`.
  public var text: String {
    switch self {
    case .fraction(let value): shortestText(value)
    case .gap(let value): "gap=" + shortestText(value)
    case .objective(let value): "objective=" + shortestText(value)
    case .gradientNorm(let value): "gradientNorm=" + shortestText(value)
    }
  }

  /// Reads ``text`` back; nil for other texts.
  public init?(text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let value = Double(parts[parts.count - 1]), value.isFinite else { return nil }
    switch parts.count == 1 ? "" : parts[0] {
    case "": self = .fraction(value)
    case "gap": self = .gap(value)
    case "objective": self = .objective(value)
    case "gradientNorm": self = .gradientNorm(value)
    default: return nil
    }
  }

  /// The largest objective that hits the target; nil where the minimum is needed and not known, and
  /// for a gradient norm.
  public func threshold(minimum: Double?, scale: Double?) -> Double? {
    switch self {
    case .fraction(let value):
      guard let minimum, let scale else { return nil }
      return minimum + value * scale
    case .gap(let value): return minimum.map { $0 + value }
    case .objective(let value): return value
    case .gradientNorm: return nil
    }
  }
}

/// When a target was first hit, and from when on it counts.
///
/// Of a deterministic trial the first hit counts. Where looks are at noisy iterates a first passage is
/// luck, and a target counts from the look on from which it is held.
public struct TargetHit: Sendable, Equatable {
  /// The iteration of the first look within the target; −1 where there was none.
  public var iteration: Int32
  /// The iteration that the target counts from: the first hit's, or, of a noisy trial, that of the
  /// look from which on it is held; −1 where it does not count.
  public var heldIteration: Int32
  /// Evaluations that the algorithm had asked for by the first look within the target.
  public var cost: Int
  /// Evaluations by ``heldIteration``.
  public var heldCost: Int
  /// Whether every later look was within it too; of a noisy trial, whether it counts.
  public var held: Bool

  /// A hit of a deterministic trial, which counts.
  public init(iteration: Int32, held: Bool, cost: Int) {
    self.init(iteration: iteration, cost: cost, heldIteration: iteration, heldCost: cost)
    self.held = held
  }

  /// A hit of a noisy trial.
  ///
  /// - Parameters:
  ///   - heldIteration: −1: it is a passage, and does not count.
  ///   - heldCost: The cost by then.
  public init(iteration: Int32, cost: Int, heldIteration: Int32 = -1, heldCost: Int = 0) {
    self.iteration = iteration
    self.heldIteration = heldIteration
    self.cost = cost
    self.heldCost = heldCost
    held = heldIteration >= 0
  }

  public static let missed = TargetHit(iteration: -1, held: false, cost: 0)
  /// The target has no meaning on the trial's problem.
  public static let undefined = TargetHit(iteration: -2, held: false, cost: 0)
  public var isDefined: Bool { iteration != -2 }
  /// Whether some look was within the target, be it by luck.
  public var isHit: Bool { iteration >= 0 }
  /// Whether the target counts as reached.
  public var isSolved: Bool { heldIteration >= 0 }
}

/// The largest learning rate at which a method does not diverge on a quadratic of curvature L.
public struct StabilityEdge: Sendable, Equatable {
  public let rate: Double
  /// `2/L`, `2(1+β)/L`, …
  public let formula: String
  /// Whether L is the Hessian's largest eigenvalue at the minimizer only, so that the edge holds
  /// there and not everywhere.
  public let isLocal: Bool

  public init(rate: Double, formula: String, isLocal: Bool) {
    self.rate = rate
    self.formula = formula
    self.isLocal = isLocal
  }
}
