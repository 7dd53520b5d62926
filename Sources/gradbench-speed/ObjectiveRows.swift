import CKernels
import GradCore
import GradNumerics

/// Objective values and analytic gradients through the erased closures, against C.
enum ObjectiveRows {
  static func add(to table: inout SpeedTable) throws {
    for n in [10, 100, 1000] {
      for problem in [try KernelProblem.rosenbrock(n), try KernelProblem.sphere(n)] {
        addValue(of: problem, to: &table)
        addGradient(of: problem, to: &table)
      }
    }
  }

  private static func addValue(of problem: KernelProblem, to table: inout SpeedTable) {
    let item = "value, \(problem.name)"
    let x = problem.point
    let value = problem.instance.objective.scalar.value
    var (a, b) = (0.0, 0.0)
    let comparison = SpeedRatio(
      ours: { a = value(x.span) }, reference: { b = problem.value(x, x.count) })
    table.check(item, [a], [b])
    table.add(item, comparison, asked: 1.4)
  }

  private static func addGradient(of problem: KernelProblem, to table: inout SpeedTable) {
    guard let gradient = problem.instance.objective.scalar.gradient else { return }
    let item = "analytic gradient, \(problem.name)"
    let x = problem.point
    var ours = x
    var reference = x
    var (a, b) = (0.0, 0.0)
    let comparison = SpeedRatio(
      ours: {
        var g = ours.mutableSpan
        a = gradient(x.span, &g)
      }, reference: { b = problem.gradient(x, &reference, x.count) })
    table.check(item, [a] + ours, [b] + reference)
    table.add(item, comparison, asked: 1.25)
  }
}
