public import GradCore
import GradNumerics

/// RMSprop: gradient descent divided, coordinate by coordinate, by a running root mean square.
///
///     v ← α v + (1 − α) g²
///     d = √v + ε                          centered: a ← α a + (1 − α) g,  d = √(v − a²) + ε
///     x ← x − η g / d                     with momentum: b ← μ b + g / d,  x ← x − η b
///
/// There is no bias correction: the first steps are about η/√(1 − α), ten times η with α = 0.99. At a
/// constant rate it ends in a cycle of size about η, since g/√v does not vanish with g.
///
/// - Needs: one gradient per iteration. Memory: one vector like x, up to three.
/// - Variants: ε outside the root and v from 0, as PyTorch; TensorFlow puts ε inside. Where rounding
///   makes v − a² negative it counts as 0 (PyTorch gives NaN).
/// - Source: T. Tieleman and G. Hinton, Coursera lecture 6.5, 2012.
public enum RMSprop: Optimizer {
  public static let id = "rmsprop"
  public static let summary = "Steps divided by the gradient's running root mean square"
  public static let formula = "v ← α v + (1 − α) g²;  x ← x − η g / (√v + ε)"
  public static let parameters: [Parameter] = [
    .learningRate(0.01),
    .number("decay", .unitHalfOpen, default: 0.99, "α, what is kept of the mean square"),
    .epsilon(1e-8),
    .number("momentum", .unitHalfOpen, default: 0, "μ, what is kept of the last step"),
    .flag("centered", default: false, "divide by the standard deviation instead"),
    .weightDecay,
  ]
  public static let source =
    "T. Tieleman and G. Hinton, Coursera lecture 6.5, 2012; as torch.optim.RMSprop"

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var decay: S
    var epsilon: S
    var momentum: S
    /// Lane by lane 1 where the mean is subtracted, else 0.
    var centered: S
    var isPlain: Bool
    var squares: [S]
    var means: [S]
    var buffer: [S]

    init(dimension: Int, settings: Settings<S>) {
      decay = settings["decay"]
      epsilon = settings["epsilon"]
      momentum = settings["momentum"]
      centered = settings["centered"]
      isPlain = Self.isPlain(momentum, centered)
      squares = Array(repeating: 0, count: dimension)
      means = squares
      buffer = squares
    }

    static func isPlain(_ momentum: S, _ centered: S) -> Bool {
      (0..<S.laneCount).allSatisfy { momentum[lane: $0] == 0 && centered[lane: $0] == 0 }
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      decay = settings["decay"]
      epsilon = settings["epsilon"]
      momentum = settings["momentum"]
      centered = settings["centered"]
      // Once a lane needs the buffers they are kept for all: a plain lane's are never read back.
      isPlain = isPlain && Self.isPlain(momentum, centered)
      for i in squares.indices {
        squares[i][lane: lane] = 0
        means[i][lane: lane] = 0
        buffer[i][lane: lane] = 0
      }
    }

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      if isPlain {
        let decay = decay
        let epsilon = epsilon
        var squares = squares.mutableSpan
        for i in x.indices {
          squares[i] = decay * squares[i] + (1 - decay) * (g[i] * g[i])
          x[i] = x[i] - rate * (g[i] / (S.sqrt(squares[i]) + epsilon))
        }
      } else {
        buffered(&x, g, rate: rate)
      }
    }

    private mutating func buffered(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S) {
      // By choice, not by arithmetic with 0: where squares overflow, ∞ − 0 · ∞ would be NaN in a
      // lane that is not centered.
      let isCentered = S.isGreater(centered, 0)
      for i in x.indices {
        squares[i] = decay * squares[i] + (1 - decay) * (g[i] * g[i])
        means[i] = decay * means[i] + (1 - decay) * g[i]
        let variance = S.max(squares[i] - means[i] * means[i], 0)
        let root = S.sqrt(S.select(isCentered, then: variance, else: squares[i])) + epsilon
        buffer[i] = momentum * buffer[i] + g[i] / root
        x[i] = x[i] - rate * buffer[i]
      }
    }
  }
}
