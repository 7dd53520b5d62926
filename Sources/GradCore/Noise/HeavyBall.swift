/// A method that is a heavy ball on a quadratic, as far as theory of noise needs to know it.
///
///     v ← β v + g,   x ← x − η s v
public struct HeavyBall: Sendable, Equatable {
  /// β, from 0 to below 1; 0 is gradient descent.
  public let momentum: Double
  /// s, what the learning rate is multiplied by.
  public let scale: Double

  public init(momentum: Double, scale: Double = 1) {
    self.momentum = momentum
    self.scale = scale
  }

  /// Gradient descent.
  public static let descent = HeavyBall(momentum: 0)
}
