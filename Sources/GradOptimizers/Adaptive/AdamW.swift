public import GradCore
import GradNumerics

/// Adam with decoupled weight decay: x shrinks by itself, outside the scaled step.
///
///     x ← (1 − η λ) x,  then a step of ``Adam``
///
/// With λ > 0 the iterates are pulled to 0 and the method solves another problem than the one that
/// is measured; the default here is therefore λ = 0, where it is Adam (PyTorch's default is 0.01).
///
/// - Needs: one gradient per iteration. Memory: two vectors like x.
/// - Variants: the decay is multiplied by the scheduled rate, as in PyTorch; the paper's is not.
/// - Source: I. Loshchilov and F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
public enum AdamW: Optimizer {
  public static let id = "adamw"
  public static let summary = "Adam with weight decay outside the scaled step"
  public static let formula = "x ← (1 − η·weightDecay) x;  then as adam"
  public static let parameters: [Parameter] =
    AdamState<Double>.parameters + [
      .number("weightDecay", .nonNegative, default: 0, "x shrinks by η times this a step")
    ]
  public static let source = "I. Loshchilov and F. Hutter, ICLR 2019; as torch.optim.AdamW"
  public static let couplesWeightDecay = false

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var decay: S
    var adam: AdamState<S>

    init(dimension: Int, settings: Settings<S>) {
      decay = settings["weightDecay"]
      adam = AdamState(dimension: dimension, settings: settings)
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      decay = settings["weightDecay"]
      adam.restart(lane: lane, settings: settings)
    }

    @inline(__always)
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      let kept = 1 - rate * decay
      for i in x.indices { x[i] = x[i] * kept }
      adam.step(&x, g, rate: rate, iteration: iteration)
    }
  }
}
