/// A backend's evaluator for one problem, with its workspace; one a worker.
///
/// A class of closures: a generic class behind a protocol would run its unspecialised methods, while
/// a closure keeps the specialised code that made it. Points and gradients are spans of the problem's
/// dimension.
public final class Oracle<S> {
  public typealias Value = (Span<S>) -> S
  public typealias Gradient = (Span<S>, inout MutableSpan<S>) -> S
  public typealias BatchGradient = (Span<S>, Span<Int32>, inout MutableSpan<S>) -> S

  /// The full objective.
  public let value: Value
  /// Writes the gradient of the full objective and returns its value.
  public let gradient: Gradient
  /// The same for the objective of a batch; nil where the problem is no finite sum.
  public let batchGradient: BatchGradient?

  public init(
    value: @escaping Value, gradient: @escaping Gradient, batchGradient: BatchGradient? = nil
  ) {
    self.value = value
    self.gradient = gradient
    self.batchGradient = batchGradient
  }

  /// The problem's own closures, handed on as they are: built from generic code, so that no
  /// conversion stands between the loop and the problem. They must have a gradient by hand.
  public convenience init(analytic doors: Objective.Closures<S>) {
    guard let gradient = doors.gradient else {
      preconditionFailure("the problem gives no gradient by hand")
    }
    self.init(value: doors.value, gradient: gradient, batchGradient: doors.batchGradient)
  }
}
