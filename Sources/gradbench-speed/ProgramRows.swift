import CKernels
import GradBackends
import GradCore
import GradNumerics

/// Compiled symbolic gradients, against the gradient by hand in C.
enum ProgramRows {
  static func add(to table: inout SpeedTable) throws {
    for n in [10, 100] {
      let problem = try KernelProblem.rosenbrock(n)
      let prepared = try BackendDescription.symbolic.prepare(problem.instance)
      let x = problem.point
      var reference = x
      var value = 0.0

      let lanes = prepared.lanes()
      let width = Lanes.laneCount
      let packed = x.map { Lanes($0) }
      var gradient = packed
      var laneValue = Lanes(0)
      let perLane = SpeedRatio(
        ours: {
          var g = gradient.mutableSpan
          laneValue = lanes.gradient(packed.span, &g)
        }, operations: Double(width),
        reference: { value = problem.gradient(x, &reference, n) })
      let item = "symbolic value and gradient a lane, \(problem.name)"
      // The traced expression sums in another order than the text by hand.
      for lane in 0..<width {
        table.checkNear(
          item, ([laneValue] + gradient).map { $0[lane: lane] }, [value] + reference)
      }
      table.add(item, perLane, asked: 3)

      let scalar = prepared.scalar()
      var ours = x
      let alone = SpeedRatio(
        ours: {
          var g = ours.mutableSpan
          value = scalar.gradient(x.span, &g)
        }, reference: { value = problem.gradient(x, &reference, n) })
      table.add("symbolic value and gradient alone, \(problem.name)", alone)
    }
  }
}
