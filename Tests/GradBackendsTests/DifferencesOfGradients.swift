import GradBackends
import GradCore
import GradNumerics

/// Central differences of the dual gradient, made symmetric: a Hessian to about ten digits that
/// shares nothing with the exact ones.
func differencesOfGradients(of problem: ProblemInstance, at point: [Double]) throws -> Matrix {
  let oracle = try BackendDescription.dual.prepare(problem).scalar()
  let n = point.count
  var x = point
  var matrix = Matrix(rows: n, columns: n)
  for i in 0..<n {
    let step = Double.cbrt(Double.ulpOfOne) * Double.maximum(1, point[i].magnitude)
    x[i] = point[i] + step
    let above = BackendAgreementTests.gradient(oracle, x).1
    let high = x[i]
    x[i] = point[i] - step
    let below = BackendAgreementTests.gradient(oracle, x).1
    for j in 0..<n {
      let entry = (above[j] - below[j]) / (high - x[i])
      matrix[i, j] += entry / 2
      matrix[j, i] += entry / 2
    }
    x[i] = point[i]
  }
  return matrix
}
