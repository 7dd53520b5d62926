public import GradCore
import GradNumerics

/// Adam: gradient descent whose step is scaled, coordinate by coordinate, by running averages of the
/// gradient and of its square.
///
///     m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵏ⁺¹)
///     v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵏ⁺¹)
///     x ← x − η m̂ / (√v̂ + ε)         k = 0, 1, 2, …
///
/// While a gradient keeps its sign, η is about the distance each coordinate moves per iteration,
/// whatever the scale of the objective. So a good η has the units of x, not of x / g.
///
/// - Needs: one gradient per iteration, no objective value. Memory: two vectors like x.
/// - Variants: ε is added outside the root, as in the paper and in PyTorch. Weight decay is added to
///   the gradient and so is scaled away; ``AdamW`` decouples it.
/// - Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2015.
public enum Adam: Optimizer {
  public static let id = "adam"
  public static let summary = "Steps scaled by running moments of the gradient"
  public static let formula =
    "m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  x ← x − η m̂ / (√v̂ + ε)"
  public static let parameters: [Parameter] = AdamState<Double>.parameters + [.weightDecay]
  public static let source = "D. P. Kingma and J. Ba, ICLR 2015; as torch.optim.Adam"

  public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(AdamState<S>.self, work) }
}
