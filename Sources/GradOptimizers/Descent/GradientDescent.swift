public import GradCore
import GradNumerics

/// Gradient descent: a step against the gradient, scaled by the learning rate.
///
///     x ← x − η g
///
/// On a quadratic each eigendirection contracts by |1 − ηλ| a step: η = 1/L is safe, 2/(L + μ) is
/// best, and beyond 2/L the steepest direction grows. With batches this is stochastic gradient
/// descent.
///
/// - Needs: one gradient per iteration, no objective value. Memory: none.
/// - Variants: weight decay is added to the gradient, as in PyTorch's SGD.
/// - Source: A. Cauchy, Comptes Rendus 25, 1847.
public enum GradientDescent: Optimizer {
  public static let id = "gradient-descent"
  public static let summary = "A step against the gradient"
  public static let formula = "x ← x − η g"
  public static let parameters: [Parameter] = [.learningRate(1e-3), .weightDecay]
  public static let source = "A. Cauchy, Comptes Rendus 25, 1847; as torch.optim.SGD"

  public static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)? { (2 / curvature, "2/L") }

  public static func heavyBall(values: ParameterValues) -> HeavyBall? { .descent }

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    init(dimension: Int, settings: Settings<S>) {}
    mutating func restart(lane: Int, settings: Settings<S>) {}

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      for i in x.indices { x[i] = x[i] - rate * g[i] }
    }
  }
}
