public import GradCore
import GradNumerics

/// Gradient descent with momentum (the heavy ball): steps accumulate past gradients.
///
///     b ← β b + (1 − d) g          first step: b ← g
///     x ← x − η b
///
/// β = 0.9 makes a constant gradient count ten times, so a good η is about a tenth of gradient
/// descent's on noise, while the stable range grows to 2(1 + β)/L.
///
/// - Needs: one gradient per iteration. Memory: one vector like x.
/// - Variants: as PyTorch's SGD, where η multiplies the whole buffer; Polyak and TensorFlow put η
///   inside, which differs when η is scheduled. Dampening d is not applied to the first step.
/// - Source: B. T. Polyak, USSR Comp. Math. and Math. Phys. 4(5), 1964.
public enum Momentum: Optimizer {
  public static let id = "momentum"
  public static let summary = "Gradient descent with a heavy ball"
  public static let formula = "b ← β b + (1 − dampening) g;  x ← x − η b"
  public static let parameters: [Parameter] = [
    .learningRate(1e-3),
    .number("momentum", .unitHalfOpen, default: 0.9, "β, what is kept of the last step"),
    .number("dampening", Interval(0, 1), default: 0, "taken off the gradient, not at first"),
    .weightDecay,
  ]
  public static let source =
    "B. T. Polyak, USSR Comp. Math. and Math. Phys. 4(5), 1964; as torch.optim.SGD"

  public static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)? {
    guard values.number("dampening") == 0 else { return nil }
    return (2 * (1 + values.number("momentum")) / curvature, "2(1+β)/L")
  }

  public static func heavyBall(values: ParameterValues) -> HeavyBall? {
    HeavyBall(momentum: values.number("momentum"), scale: 1 - values.number("dampening"))
  }

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var momentum: S
    var dampening: S
    var buffer: [S]

    init(dimension: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      dampening = settings["dampening"]
      buffer = Array(repeating: 0, count: dimension)
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      dampening = settings["dampening"]
      for i in buffer.indices { buffer[i][lane: lane] = 0 }
    }

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      let momentum = momentum
      let share = 1 - S.select(iteration, lessThan: 1, then: 0, else: dampening)
      var buffer = buffer.mutableSpan
      for i in x.indices {
        buffer[i] = momentum * buffer[i] + share * g[i]
        x[i] = x[i] - rate * buffer[i]
      }
    }
  }
}
