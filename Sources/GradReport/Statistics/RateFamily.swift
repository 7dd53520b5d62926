/// The cells that differ in nothing but the learning rate, in ascending order of it.
public struct RateFamily: Sendable, Equatable {
  /// Indices of cells; at least one.
  public var cells: [Int]
}
