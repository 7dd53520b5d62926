import GradBackends
import GradCore
import GradNumerics

/// Second derivatives in units of one gradient by the tape.
enum HessianRows {
  static func add(to table: inout SpeedTable) throws {
    for n in [2, 10, 50] {
      let problem = try KernelProblem.rosenbrock(n)
      if let symbolic = Hessian.symbolic(of: problem.instance) {
        try addMatrix("symbolic", symbolic, problem, to: &table)
      }
      if let overAnalytic = Hessian.dualOverAnalytic(of: problem.instance) {
        try addMatrix("dual over analytic", overAnalytic, problem, to: &table)
      }
      if let overReverse = Hessian.dualOverReverse(of: problem.instance) {
        try addMatrix("dual over reverse", overReverse, problem, to: &table)
      }
      try addProduct(problem, to: &table)
    }
  }

  private static func addMatrix(
    _ way: String, _ hessian: HessianFunction, _ problem: KernelProblem,
    to table: inout SpeedTable
  ) throws {
    let oracle = try BackendDescription.reverse.prepare(problem.instance).scalar()
    let x = problem.point
    var gradient = x
    var matrix = Matrix(rows: 0, columns: 0)
    let comparison = SpeedRatio(
      ours: { if let made = hessian(x) { matrix = made } },
      reference: {
        var g = gradient.mutableSpan
        _ = oracle.gradient(x.span, &g)
      })
    let item = "hessian in gradients, \(way), \(problem.name)"
    table.checkNear(item, entries(matrix), try referenceHessian(problem))
    table.add(item, comparison)
  }

  private static func addProduct(_ problem: KernelProblem, to table: inout SpeedTable) throws {
    let oracle = try BackendDescription.reverse.prepare(problem.instance).scalar()
    let product = try HessianProduct(problem.instance).evaluator()
    let x = problem.point
    let direction = x.indices.map { 1 + 0.1 * Double($0 % 5) }
    var gradient = x
    var ours = x
    let comparison = SpeedRatio(
      ours: {
        var view = ours.mutableSpan
        _ = product(x.span, direction.span, &view)
      },
      reference: {
        var g = gradient.mutableSpan
        _ = oracle.gradient(x.span, &g)
      })
    let matrix = try referenceHessian(problem)
    let n = x.count
    let expected = (0..<n).map { i in
      (0..<n).reduce(0) { $0 + matrix[i * n + $1] * direction[$1] }
    }
    let item = "hessian-vector product in gradients, \(problem.name)"
    table.checkNear(item, ours, expected)
    table.add(item, comparison)
  }

  private static func entries(_ matrix: Matrix) -> [Double] {
    (0..<matrix.rows).flatMap { i in (0..<matrix.columns).map { matrix[i, $0] } }
  }

  /// The Hessian of the chained Rosenbrock function, by hand.
  private static func referenceHessian(_ problem: KernelProblem) throws -> [Double] {
    let x = problem.point
    let n = x.count
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n - 1 {
      matrix[i * n + i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2
      matrix[(i + 1) * n + i + 1] += 200
      matrix[i * n + i + 1] -= 400 * x[i]
      matrix[(i + 1) * n + i] -= 400 * x[i]
    }
    return matrix
  }
}
