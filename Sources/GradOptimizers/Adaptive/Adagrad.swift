public import GradCore
import GradNumerics

/// Adagrad: gradient descent whose rate falls, coordinate by coordinate, with the gradients seen.
///
///     s ← s + g²
///     x ← x − η / (1 + k · decay) · g / (√s + ε)          k = 0, 1, 2, …
///
/// The first step moves every coordinate by η whatever the gradient; later ones shrink like 1/√k
/// where gradients stay large. It never diverges on bounded gradients, and never forgets an early
/// large one.
///
/// - Needs: one gradient per iteration. Memory: one vector like x.
/// - Variants: ε outside the root and the accumulator from 0, as PyTorch; TensorFlow starts at 0.1.
/// - Source: J. Duchi, E. Hazan, Y. Singer, JMLR 12, 2011.
public enum Adagrad: Optimizer {
  public static let id = "adagrad"
  public static let summary = "Rates that fall with the squared gradients seen"
  public static let formula = "s ← s + g²;  x ← x − η / (1 + k·learningRateDecay) · g / (√s + ε)"
  public static let parameters: [Parameter] = [
    .learningRate(0.01),
    .number("learningRateDecay", .nonNegative, default: 0, "η is divided by 1 + k times this"),
    .number("initialAccumulator", .nonNegative, default: 0, "s before the first step"),
    .epsilon(1e-10), .weightDecay,
  ]
  public static let source =
    "J. Duchi, E. Hazan, Y. Singer, JMLR 12, 2011; as torch.optim.Adagrad"

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var decay: S
    var epsilon: S
    var squares: [S]

    init(dimension: Int, settings: Settings<S>) {
      decay = settings["learningRateDecay"]
      epsilon = settings["epsilon"]
      squares = Array(repeating: settings["initialAccumulator"], count: dimension)
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      decay = settings["learningRateDecay"]
      epsilon = settings["epsilon"]
      let initial = settings["initialAccumulator"][lane: lane]
      for i in squares.indices { squares[i][lane: lane] = initial }
    }

    @inline(__always)
    func usedRate(_ rate: S, iteration: S) -> S { rate / (1 + iteration * decay) }

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      let epsilon = epsilon
      let rate = usedRate(rate, iteration: iteration)
      var squares = squares.mutableSpan
      for i in x.indices {
        squares[i] = squares[i] + g[i] * g[i]
        x[i] = x[i] - rate * g[i] / (S.sqrt(squares[i]) + epsilon)
      }
    }
  }
}
