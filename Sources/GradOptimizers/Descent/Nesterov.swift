public import GradCore
import GradNumerics

/// Nesterov's accelerated gradient, in the form that needs the gradient at the iterate only.
///
///     b ← β b + g
///     x ← x − η (g + β b)
///
/// On strongly convex quadratics β = (√κ − 1)/(√κ + 1) and η = 1/L give the accelerated rate. Its
/// stable range 2(1 + β)/((1 + 2β)L) is *smaller* than gradient descent's, unlike momentum's.
///
/// - Needs: one gradient per iteration. Memory: one vector like x.
/// - Variants: as PyTorch's SGD with `nesterov=True`; the textbook form evaluates the gradient at
///   x + β v, and its iterates are these shifted by β b η.
/// - Source: Y. Nesterov, Soviet Math. Doklady 27(2), 1983; I. Sutskever et al., ICML 2013.
public enum Nesterov: Optimizer {
  public static let id = "nesterov"
  public static let summary = "Gradient descent with Nesterov's look ahead"
  public static let formula = "b ← β b + g;  x ← x − η (g + β b)"
  public static let parameters: [Parameter] = [
    .learningRate(1e-3),
    .number("momentum", .unitHalfOpen, default: 0.9, "β, what is kept of the last step"),
    .weightDecay,
  ]
  public static let source =
    "Y. Nesterov, Soviet Math. Doklady 27(2), 1983; as torch.optim.SGD(nesterov=True)"

  public static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)? {
    let momentum = values.number("momentum")
    return (2 * (1 + momentum) / ((1 + 2 * momentum) * curvature), "2(1+β)/((1+2β)L)")
  }

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var momentum: S
    var buffer: [S]

    init(dimension: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      buffer = Array(repeating: 0, count: dimension)
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      for i in buffer.indices { buffer[i][lane: lane] = 0 }
    }

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      let momentum = momentum
      var buffer = buffer.mutableSpan
      for i in x.indices {
        buffer[i] = momentum * buffer[i] + g[i]
        x[i] = x[i] - rate * (g[i] + momentum * buffer[i])
      }
    }
  }
}
