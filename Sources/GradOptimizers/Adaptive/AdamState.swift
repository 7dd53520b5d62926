import GradCore
import GradNumerics

/// The moments of Adam, for ``Adam`` and ``AdamW``.
struct AdamState<S: LaneScalar>: Stepper {
  var beta1: S
  var beta2: S
  var epsilon: S
  /// β₁ᵏ and β₂ᵏ.
  var power1: S = 1
  var power2: S = 1
  var means: [S]
  var squares: [S]

  static var parameters: [Parameter] {
    [
      .learningRate(1e-3),
      .number("beta1", .unitHalfOpen, default: 0.9, "β₁, what is kept of the mean"),
      .number("beta2", .unitHalfOpen, default: 0.999, "β₂, what is kept of the mean square"),
      .epsilon(1e-8),
    ]
  }

  init(dimension: Int, settings: Settings<S>) {
    beta1 = settings["beta1"]
    beta2 = settings["beta2"]
    epsilon = settings["epsilon"]
    means = Array(repeating: 0, count: dimension)
    squares = means
  }

  mutating func restart(lane: Int, settings: Settings<S>) {
    beta1 = settings["beta1"]
    beta2 = settings["beta2"]
    epsilon = settings["epsilon"]
    power1[lane: lane] = 1
    power2[lane: lane] = 1
    for i in means.indices {
      means[i][lane: lane] = 0
      squares[i][lane: lane] = 0
    }
  }

  @inline(__always)
  mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
    // Kept out of the denormal range, where each step would take two and a half times as long.
    power1 = S.larger(power1 * beta1, 1e-300)
    power2 = S.larger(power2 * beta2, 1e-300)
    Self.update(
      &means, &squares, &x, g, beta1: beta1, beta2: beta2, epsilon: epsilon,
      rate: rate / (1 - power1), correction: 1 / S.sqrt(1 - power2))
  }

  // Two mutable spans of two stored arrays of `self` do not compile; passed in they do.
  @inline(__always)
  private static func update(
    _ means: inout [S], _ squares: inout [S], _ x: inout MutableSpan<S>, _ g: Span<S>,
    beta1: S, beta2: S, epsilon: S, rate: S, correction: S
  ) {
    var means = means.mutableSpan
    var squares = squares.mutableSpan
    let share1 = 1 - beta1
    let share2 = 1 - beta2
    for i in x.indices {
      means[i] = beta1 * means[i] + share1 * g[i]
      squares[i] = beta2 * squares[i] + share2 * (g[i] * g[i])
      x[i] = x[i] - rate * means[i] / (S.sqrt(squares[i]) * correction + epsilon)
    }
  }
}
