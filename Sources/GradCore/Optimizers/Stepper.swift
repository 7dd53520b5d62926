public import GradNumerics

/// The state of a first-order method for every lane of a pack, and its update.
///
/// Written once for any lane scalar. Nothing in it may depend on another lane: a lane's numbers
/// have the same bits alone and in company.
public protocol Stepper<S> {
  associatedtype S: LaneScalar
  /// - Parameters:
  ///   - dimension: The length of points and gradients.
  ///   - settings: Hyperparameters, one value a lane.
  init(dimension: Int, settings: Settings<S>)
  /// One update of `x`.
  ///
  /// - Parameters:
  ///   - x: The iterate; becomes the next one.
  ///   - g: The gradient at `x`, after clipping and coupled weight decay.
  ///   - rate: The scheduled learning rate of this step.
  ///   - iteration: k, 0 for the first step.
  mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S)
  /// The learning rate that a step uses: the scheduled one, unless the method changes it by the
  /// iteration alone.
  func usedRate(_ rate: S, iteration: S) -> S
  /// Starts afresh in one lane with new settings.
  mutating func restart(lane: Int, settings: Settings<S>)
}

extension Stepper {
  @inlinable @inline(__always) public func usedRate(_ rate: S, iteration: S) -> S { rate }
}

/// Hyperparameters of the trials in a pack, one value a lane.
public struct Settings<S: LaneScalar>: Sendable {
  private var lanes: [ParameterValues]

  public init(_ lanes: [ParameterValues]) { self.lanes = lanes }

  /// The hyperparameter `name` in every lane; a flag is 0 or 1.
  public subscript(name: String) -> S {
    var value: S = 0
    for lane in lanes.indices { value[lane: lane] = lanes[lane][name]?.number ?? 0 }
    return value
  }

  /// A flag, equal in all lanes of a pack.
  public func flag(_ name: String) -> Bool { lanes.first?.flag(name) ?? false }

  mutating func replace(lane: Int, with values: ParameterValues) { lanes[lane] = values }
}
