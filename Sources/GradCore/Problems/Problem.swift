public import GradNumerics

/// An objective of fixed dimension, written once for every scalar.
///
///     func value<S: Scalar>(at x: Span<S>) -> S      // x.count == dimension
///
/// The text should read like the formula. It may branch on data and sizes but never on `x`: use
/// `S.max`, `S.abs` and `S.select`, so that lanes, dual numbers and symbolic tracing see the same
/// function. Data enter as `S(number)`.
public protocol Problem: Sendable {
  /// The length of `x`, at least 1.
  var dimension: Int { get }
  /// The objective at `x`.
  func value<S: Scalar>(at x: Span<S>) -> S
}

/// A problem that gives its gradient by hand, in one pass with its value.
public protocol AnalyticProblem: Problem {
  /// Writes all `dimension` partial derivatives into `g` (which holds old numbers) and returns the
  /// value, with the bits of ``Problem/value(at:)`` where that costs nothing.
  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S
}

/// An objective that is a mean over examples, plus a regulariser.
///
///     f(x) = (1/N) Σᵢ loss(x; example i) + regulariser(x)
///
/// `value(at:)` is the full objective: all examples.
public protocol FiniteSumProblem: Problem {
  /// N, the number of examples, at least 1.
  var sampleCount: Int { get }
  /// The mean loss over the examples in `batch` (indices from 0, repeats allowed) plus the whole
  /// regulariser, so that the mean over single examples is the full objective.
  func value<S: Scalar>(at x: Span<S>, batch: Span<Int32>) -> S
}

/// A finite sum that gives its gradient by hand.
public protocol AnalyticFiniteSumProblem: FiniteSumProblem {
  /// As ``AnalyticProblem/gradient(at:into:)``, for the objective of a batch.
  func gradient<S: Scalar>(at x: Span<S>, batch: Span<Int32>, into g: inout MutableSpan<S>) -> S
}
