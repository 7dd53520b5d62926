public import GradCore
public import GradNumerics

/// The Jacobian of a vector function, whole or multiplied by a vector from either side.
///
///     Jₖᵢ = ∂Fₖ / ∂xᵢ,   J v by dual numbers,   Jᵀ w by one reverse sweep
///
/// J v is how F changes along v; Jᵀ w is the gradient of w·F, so with w = ∇g(F(x)) the gradient of
/// g after F. Both cost a small multiple of F whatever n and m.
public struct Jacobian: Sendable {
  private let program: TapeProgram
  private let numbers = SpareWorkspace { TapeWorkspace<Double>() }
  private let pairs = SpareWorkspace { TapeWorkspace<Dual2>() }
  private let eights = SpareWorkspace { TapeWorkspace<Dual8>() }

  /// Records `function` once; a ``Jacobian`` may be used by many workers.
  ///
  /// - Throws: ``NumericsError/tapeTooLong(limit:)``, ``NumericsError/foreignVariable``.
  public init<F: VectorFunction>(
    of function: F, nodeLimit: Int = Tape.defaultNodeLimit
  ) throws(NumericsError) {
    let tape = Tape(nodeLimit: nodeLimit)
    try tape.record(dimension: function.inputCount, outputCount: function.outputCount) {
      function.values(at: $0, into: &$1)
    }
    program = tape.program
  }

  /// n
  public var inputCount: Int { program.dimension }
  /// m
  public var outputCount: Int { program.outputCount }

  /// F(x)
  public func values(at x: [Double]) -> [Double] {
    var y = [Double](repeating: 0, count: outputCount)
    var view = y.mutableSpan
    numbers.use { program.values(at: x.span, into: &view, workspace: $0) }
    return y
  }

  /// J v, the derivative of F along v.
  public func product(at x: [Double], _ v: [Double]) -> [Double] {
    precondition(v.count == inputCount, "the direction has another dimension")
    let seeds = zip(x, v).map { Dual2(value: $0, partials: SIMD2($1, 0)) }
    var y = [Dual2](repeating: 0, count: outputCount)
    var view = y.mutableSpan
    pairs.use { program.values(at: seeds.span, into: &view, workspace: $0) }
    return y.map { $0.partials[0] }
  }

  /// Jᵀ w, the gradient of Σₖ wₖ Fₖ.
  public func transposedProduct(at x: [Double], _ w: [Double]) -> [Double] {
    var g = [Double](repeating: 0, count: inputCount)
    var view = g.mutableSpan
    numbers.use {
      program.transposedProduct(at: x.span, weights: w.span, into: &view, workspace: $0)
    }
    return g
  }

  /// The whole m × n matrix: by columns, eight a run, or by rows, one a sweep, whichever is fewer.
  public func matrix(at x: [Double]) -> Matrix {
    (inputCount + 7) / 8 <= 2 * outputCount ? byColumns(at: x) : byRows(at: x)
  }

  func byColumns(at x: [Double]) -> Matrix { eights.use { byColumns(at: x, $0) } }

  func byRows(at x: [Double]) -> Matrix { numbers.use { byRows(at: x, $0) } }

  private func byColumns(at x: [Double], _ workspace: TapeWorkspace<Dual8>) -> Matrix {
    var matrix = Matrix(rows: outputCount, columns: inputCount)
    var seeds = x.map { Dual8($0) }
    var y = [Dual8](repeating: 0, count: outputCount)
    for first in stride(from: 0, to: inputCount, by: 8) {
      let last = Swift.min(first + 8, inputCount)
      for i in first..<last { seeds[i].partials[i - first] = 1 }
      var view = y.mutableSpan
      program.values(at: seeds.span, into: &view, workspace: workspace)
      for i in first..<last {
        seeds[i].partials = .zero
        for k in 0..<outputCount { matrix[k, i] = y[k].partials[i - first] }
      }
    }
    return matrix
  }

  private func byRows(at x: [Double], _ workspace: TapeWorkspace<Double>) -> Matrix {
    var matrix = Matrix(rows: outputCount, columns: inputCount)
    var w = [Double](repeating: 0, count: outputCount)
    var g = [Double](repeating: 0, count: inputCount)
    for k in 0..<outputCount {
      w[k] = 1
      var view = g.mutableSpan
      program.transposedProduct(at: x.span, weights: w.span, into: &view, workspace: workspace)
      w[k] = 0
      for i in 0..<inputCount { matrix[k, i] = g[i] }
    }
    return matrix
  }
}
