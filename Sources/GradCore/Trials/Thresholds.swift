/// Every threshold of the rules that end and judge a trial, in one place.
///
/// A suite sets them under `diagnosis`; the names there are the names here. The lengths of windows
/// and rows, which the loops are built for, are fixed and stand at the end.
public struct Thresholds: Sendable {
  /// Diverged: a gap this many times max(scale, initial gap), while maxima keep being set.
  public var divergenceFactor: Double
  /// Diverged: a coordinate beyond this.
  public var farthestPoint: Double
  /// Unbounded: f fell by this many times max(1, |f₀|).
  public var unboundedFall: Double
  /// Stalled: over a doubling of the iterations the best f fell by at most this fraction of the
  /// remaining gap …
  public var stallFall: Double
  /// … or, where the minimum is unknown, of what it had fallen before.
  public var stallFallUnknownMinimum: Double
  /// Converged: Newton's step along each eigenvector of the Hessian is at most this times
  /// max(1, ‖x‖∞), or a known minimizer is that near.
  public var newtonStep: Double
  /// Vanishing: ‖g‖ ‖x − x*‖ / (f − f*) below this (at least 1 on convex problems); max(1, ‖x‖) for
  /// ‖x − x*‖ where no minimizer is known.
  public var vanishingRatio: Double
  /// Looks in a row that make a vanishing gradient or a saddle's passage.
  public var looksInARow: Int
  /// Exploding: ‖g‖ this many times G₀ = max(‖g₀‖, (f₀ − f*) / max(1, ‖x₀‖)).
  public var explosionFactor: Double
  /// Exploding: ‖g‖ this many times the largest so far, G₀ among them, in one step.
  public var explosionJump: Double
  /// Oscillation: mean cosine of successive steps at most this.
  public var oscillationCosine: Double
  /// Oscillation: net change of f under this fraction of its total variation.
  public var oscillationNetChange: Double
  /// A saddle's passage: ‖g‖ under this fraction of its largest …
  public var saddleGradient: Double
  /// … and later a fall of the gap by more than this fraction.
  public var saddleFall: Double
  /// Plateau: vanishing over this fraction of the iterations.
  public var plateauShare: Double
  /// Noise floor: the slope of ln gap over the last third of the looks, in its standard errors, is at
  /// most this from 0.
  public var noiseFloorErrors: Double
  /// Held, of a noisy trial: at least this share of the looks to the end are within the target.
  public var heldShare: Double
  /// Left the domain: beyond the box by more than this fraction of its width.
  public var domainSlack: Double
  /// Below the minimum: by more than this fraction of the scale, and than rounding.
  public var minimumSlack: Double
  /// The end point is not stationary where ‖g‖ is above this fraction of its largest …
  public var stationaryFraction: Double
  /// … and above this.
  public var stationaryNorm: Double
  /// The known point that a trial came to is at most this far, relative to its size.
  public var reachedDistance: Double

  /// Names, ranges and defaults, for suites and documentation.
  public static let parameters: [Parameter] = [
    .number("divergenceFactor", .atLeast(1), default: 1e8, "gap over its scale that diverges"),
    .number("farthestPoint", .positive, default: 1e150, "coordinate beyond which x diverged"),
    .number("unboundedFall", .positive, default: 1e10, "fall of f over max(1, |f0|)"),
    .number("stallFall", .nonNegative, default: 1e-3, "least fall over a doubling, of the gap"),
    .number(
      "stallFallUnknownMinimum", .nonNegative, default: 1e-4,
      "least fall over a doubling, of what f fell before"),
    .number(
      "newtonStep", .nonNegative, default: 1e-3,
      "Newton step over max(1, ‖x‖∞) beyond which a small gradient has not converged"),
    .number("vanishingRatio", .nonNegative, default: 1e-3, "‖g‖ ‖x − x*‖ / gap that vanishes"),
    .integer("looksInARow", 2...1000, default: 10, "looks in a row for vanishing and passages"),
    .number(
      "explosionFactor", .atLeast(1), default: 1e4,
      "gradient norm over max(‖g₀‖, gap₀ / max(1, ‖x₀‖))"),
    .number("explosionJump", .atLeast(1), default: 100, "gradient norm over the largest so far"),
    .number("oscillationCosine", Interval(-1, 1), default: -0.5, "mean cosine of steps"),
    .number("oscillationNetChange", Interval(0, 1), default: 0.1, "net change over variation"),
    .number("saddleGradient", Interval(0, 1), default: 1e-3, "gradient norm over its largest"),
    .number("saddleFall", Interval(0, 1), default: 0.1, "later fall of the gap"),
    .number("plateauShare", Interval(0, 1), default: 0.1, "vanishing share of the iterations"),
    .number("noiseFloorErrors", .nonNegative, default: 2, "standard errors of a level slope"),
    .number("heldShare", Interval(0, 1), default: 0.95, "looks to the end within a held target"),
    .number("domainSlack", .nonNegative, default: 1e-9, "way out of the box, of its width"),
    .number("minimumSlack", .nonNegative, default: 1e-12, "below the minimum, of the scale"),
    .number(
      "stationaryFraction", .nonNegative, default: 1e-3,
      "gradient norm over its largest beyond which an end is not stationary"),
    .number(
      "stationaryNorm", .nonNegative, default: 1e-6,
      "gradient norm beyond which an end is not stationary"),
    .number(
      "reachedDistance", .nonNegative, default: 1e-3, "distance to a known point, of its size"),
  ]

  /// - Parameter values: Checked against ``parameters``.
  public init(_ values: ParameterValues = ParameterValues(Thresholds.parameters)) {
    divergenceFactor = values.number("divergenceFactor")
    farthestPoint = values.number("farthestPoint")
    unboundedFall = values.number("unboundedFall")
    stallFall = values.number("stallFall")
    stallFallUnknownMinimum = values.number("stallFallUnknownMinimum")
    newtonStep = values.number("newtonStep")
    vanishingRatio = values.number("vanishingRatio")
    looksInARow = values.integer("looksInARow")
    explosionFactor = values.number("explosionFactor")
    explosionJump = values.number("explosionJump")
    oscillationCosine = values.number("oscillationCosine")
    oscillationNetChange = values.number("oscillationNetChange")
    saddleGradient = values.number("saddleGradient")
    saddleFall = values.number("saddleFall")
    plateauShare = values.number("plateauShare")
    noiseFloorErrors = values.number("noiseFloorErrors")
    heldShare = values.number("heldShare")
    domainSlack = values.number("domainSlack")
    minimumSlack = values.number("minimumSlack")
    stationaryFraction = values.number("stationaryFraction")
    stationaryNorm = values.number("stationaryNorm")
    reachedDistance = values.number("reachedDistance")
  }

  // MARK: Fixed lengths

  /// Growth: of so many looks …
  static let growthLooks = 10
  /// … this many set a new maximum.
  static let growingMaxima = 5
  /// Unbounded: steps that fall in a row.
  static let fallingSteps = 10
  /// Stalled: asked of budgets of at least so many iterations …
  static let shortestStall = 100
  /// … and called after so many marks in a row.
  static let stallsInARow = 2
  /// The final window is no shorter.
  static let shortestFinalWindow = 40
  /// A noisy trial ends at its targets after at least so many looks in a row within them.
  static let heldLooks = 20
  /// Oscillation: steps whose cosines are averaged, and whose objectives are kept.
  static let watchedSteps = 50
}
