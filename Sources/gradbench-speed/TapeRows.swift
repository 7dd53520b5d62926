import GradBackends
import GradCore
import GradNumerics

/// Reverse mode on a tape, an elementary operation of the recorded function.
enum TapeRows {
  static func add(to table: inout SpeedTable) throws {
    let problem = try KernelProblem.rosenbrock(1000)
    let door = problem.instance.objective.variable.value
    let x = problem.point
    let tape = Tape()
    try tape.record(dimension: x.count, door)
    let program = tape.program
    let count = Double(program.operationCount)
    let note = "an operation, \(problem.name)"

    let scalars = TapeWorkspace<Double>()
    var recorded = x
    var replayed = x
    var failure: NumericsError?
    let alone = SpeedRatio(
      ours: {
        do throws(NumericsError) {
          try tape.record(dimension: x.count, door)
        } catch {
          failure = error
        }
        var g = recorded.mutableSpan
        _ = tape.gradient(at: x.span, into: &g, workspace: scalars)
      }, operations: count,
      reference: {
        var g = replayed.mutableSpan
        _ = program.gradient(at: x.span, into: &g, workspace: scalars)
      }, operations: count)
    if let failure { throw failure }
    table.check("tape, recorded against replayed", recorded, replayed)
    var reference = x
    _ = problem.gradient(x, &reference, x.count)
    table.checkNear("tape, \(problem.name)", recorded, reference)
    table.add("tape, record and reverse \(note)", measured: alone.ours, unit: "ns", atMost: 12)
    table.add("tape, replay \(note)", measured: alone.reference, unit: "ns", atMost: 6)

    let vectors = TapeWorkspace<Lanes>()
    let packed = x.map { Lanes($0) }
    var ours = packed
    let lanes = SpeedRatio(
      ours: {
        var g = ours.mutableSpan
        _ = program.gradient(at: packed.span, into: &g, workspace: vectors)
      }, operations: count * Double(Lanes.laneCount),
      reference: {
        var g = replayed.mutableSpan
        _ = program.gradient(at: x.span, into: &g, workspace: scalars)
      }, operations: count)
    for lane in 0..<Lanes.laneCount {
      table.check("tape on lanes, \(problem.name)", ours.map { $0[lane: lane] }, replayed)
    }
    table.add("tape, replay on lanes to scalar, \(note)", lanes)
  }
}
