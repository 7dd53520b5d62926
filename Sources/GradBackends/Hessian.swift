import GradCore
import GradNumerics
import GradSymbolic

/// The Hessian of a problem's full objective, for telling stationary points apart.
enum Hessian {
  /// Larger problems are not measured: the eigenvalues alone would cost more than most trials.
  static let largestDimension = 50

  static func function(of problem: ProblemInstance) -> HessianFunction {
    guard problem.dimension <= largestDimension else { return { _ in nil } }
    return symbolic(of: problem) ?? differences(of: problem)
  }

  /// The traced gradient differentiated once more, compiled: exact. Not for finite sums, whose
  /// examples would each need a program.
  static func symbolic(of problem: ProblemInstance) -> HessianFunction? {
    let n = problem.dimension
    let objective = problem.objective
    guard objective.sampleCount == nil,
      let traced = try? SymbolicFunction(
        dimension: n, nodeLimit: BackendDescription.nodeLimit,
        trace: { objective.symbol.value($0) }),
      let program = try? traced.hessianProgram()
    else { return nil }
    return { point in
      var workspace = ProgramWorkspace<Double>(program)
      var entries = [Double](repeating: 0, count: program.outputCount)
      var view = entries.mutableSpan
      program.run(point.span, into: &view, workspace: &workspace)
      var matrix = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0...i {
          matrix[i, j] = entries[i * (i + 1) / 2 + j]
          matrix[j, i] = matrix[i, j]
        }
      }
      return matrix
    }
  }

  /// Central differences of the exact gradient, made symmetric: about ten digits.
  static func differences(of problem: ProblemInstance) -> HessianFunction {
    let n = problem.dimension
    let prepared =
      (try? BackendDescription.analytic.prepare(problem))
      ?? (try? BackendDescription.dual.prepare(problem))
    guard let prepared else { return { _ in nil } }
    let root = Double.cbrt(Double.ulpOfOne)
    return { point in
      let oracle = prepared.scalar()
      var x = point
      var above = point
      var below = point
      var matrix = Matrix(rows: n, columns: n)
      for i in 0..<n {
        let step = root * Double.maximum(1, point[i].magnitude)
        x[i] = point[i] + step
        var aboveView = above.mutableSpan
        _ = oracle.gradient(x.span, &aboveView)
        let high = x[i]
        x[i] = point[i] - step
        var belowView = below.mutableSpan
        _ = oracle.gradient(x.span, &belowView)
        for j in 0..<n {
          let entry = (above[j] - below[j]) / (high - x[i])
          matrix[i, j] += entry / 2
          matrix[j, i] += entry / 2
        }
        x[i] = point[i]
      }
      return matrix
    }
  }
}
