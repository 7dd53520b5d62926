public import GradNumerics

/// A function of several variables with several results, written once for every scalar.
///
///     F: Rⁿ → Rᵐ
///
/// The rules of ``Problem`` hold: the text may branch on data and sizes but never on `x`.
public protocol VectorFunction: Sendable {
  /// n, at least 1.
  var inputCount: Int { get }
  /// m, at least 1.
  var outputCount: Int { get }
  /// Writes all `outputCount` results at `x` into `y`, which holds old numbers.
  func values<S: Scalar>(at x: Span<S>, into y: inout MutableSpan<S>)
}

/// One function after another: x ↦ outer(inner(x)).
///
/// Its Jacobian is the product of theirs, J(x) = J_outer(inner(x)) · J_inner(x): the chain rule.
public struct Composition<Outer: VectorFunction, Inner: VectorFunction>: VectorFunction {
  public let outer: Outer
  public let inner: Inner

  /// `inner` must have as many results as `outer` has variables.
  public init(_ outer: Outer, after inner: Inner) {
    precondition(
      outer.inputCount == inner.outputCount,
      "a function of \(outer.inputCount) variables cannot follow one of \(inner.outputCount) results"
    )
    self.outer = outer
    self.inner = inner
  }

  public var inputCount: Int { inner.inputCount }
  public var outputCount: Int { outer.outputCount }

  public func values<S: Scalar>(at x: Span<S>, into y: inout MutableSpan<S>) {
    var between = [S](repeating: 0, count: inner.outputCount)
    var view = between.mutableSpan
    inner.values(at: x, into: &view)
    outer.values(at: between.span, into: &y)
  }
}
