public import GradCore
import GradNumerics
import GradSymbolic

extension BackendDescription {
  /// The gradient as an expression: the objective is traced once, differentiated on its graph and
  /// compiled to a register program that runs on numbers and on lanes.
  ///
  /// A finite sum has a program for each example, and a batch's gradient is their mean. A problem that
  /// brings its own, as a formula whose sums stay loops, is asked for that.
  public static let symbolic = BackendDescription(
    id: "symbolic", summary: "The traced expression, differentiated and compiled", isExact: true
  ) { problem throws(BackendError) in
    let objective = problem.objective
    do {
      if let count = objective.sampleCount, let batchValue = objective.symbol.batchValue {
        let programs = try examplePrograms(
          dimension: objective.dimension, count: count, batchValue)
        return PreparedGradient(
          scalar: { mean(programs, of: objective.scalar.value) },
          lanes: { mean(programs, of: objective.lanes.value) })
      }
      if let own = objective.symbolicGradient { return own }
      let traced = try SymbolicFunction(dimension: objective.dimension, nodeLimit: nodeLimit) {
        objective.symbol.value($0)
      }
      let program = try traced.gradientProgram()
      return PreparedGradient(
        scalar: { single(program, of: objective.scalar.value) },
        lanes: { single(program, of: objective.lanes.value) })
    } catch let error as SymbolicError {
      throw .cannotTrace(problem: problem.label, explanation: "\(error)")
    } catch {
      throw .cannotTrace(problem: problem.label, explanation: "\(error)")
    }
  }

  /// Larger graphs are left out: they would take longer to build than most trials to run.
  static let nodeLimit = 200_000

  /// A program a sample, of `count`, with ``nodeLimit`` nodes in all.
  private static func examplePrograms(
    dimension: Int, count: Int, _ batchValue: Objective.BatchValue<Symbol>
  ) throws -> [Program] {
    var remaining = nodeLimit
    var programs: [Program] = []
    for sample in 0..<count {
      let batch = [Int32(sample)]
      let traced = try SymbolicFunction(dimension: dimension, nodeLimit: remaining) {
        batchValue($0, batch.span)
      }
      let program = try traced.gradientProgram()
      remaining -= traced.graph.nodeCount
      programs.append(program)
      guard remaining > 0 else { throw SymbolicError.tooManyNodes(limit: nodeLimit) }
    }
    return programs
  }

  private static func single<S: LaneScalar>(
    _ program: Program, of value: @escaping Objective.Value<S>
  ) -> Oracle<S> {
    let worker = ProgramWorker<S>([program])
    return Oracle(value: value, gradient: { x, g in worker.evaluate(0, at: x, into: &g) })
  }

  private static func mean<S: LaneScalar>(
    _ programs: [Program], of value: @escaping Objective.Value<S>
  ) -> Oracle<S> {
    let worker = ProgramWorker<S>(programs)
    let all = programs.indices.map { Int32($0) }
    return Oracle(
      value: value,
      gradient: { x, g in worker.mean(over: all.span, at: x, into: &g) },
      batchGradient: { x, batch, g in worker.mean(over: batch, at: x, into: &g) })
  }
}

/// Runs gradient programs, with the registers of each made at its first use.
private final class ProgramWorker<S: LaneScalar> {
  private let programs: [Program]
  private var workspaces: [Registers?]
  private var outputs: [S]

  /// A workspace cannot be copied, so an array holds it behind a reference.
  private final class Registers {
    var workspace: ProgramWorkspace<S>
    init(_ program: Program) { workspace = ProgramWorkspace(program) }
  }

  init(_ programs: [Program]) {
    self.programs = programs
    workspaces = Array(repeating: nil, count: programs.count)
    outputs = Array(repeating: 0, count: programs.first?.outputCount ?? 1)
  }

  private func run(_ index: Int, at x: Span<S>) {
    let registers: Registers
    if let made = workspaces[index] {
      registers = made
    } else {
      registers = Registers(programs[index])
      workspaces[index] = registers
    }
    Self.run(programs[index], at: x, into: &outputs, registers)
  }

  private static func run(
    _ program: Program, at x: Span<S>, into outputs: inout [S], _ registers: Registers
  ) {
    var view = outputs.mutableSpan
    program.run(x, into: &view, workspace: &registers.workspace)
  }

  @inline(__always)
  func evaluate(_ index: Int, at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    run(index, at: x)
    for i in g.indices { g[i] = outputs[i + 1] }
    return outputs[0]
  }

  @inline(__always)
  func mean(over batch: Span<Int32>, at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var value: S = 0
    for i in g.indices { g[i] = 0 }
    for b in batch.indices {
      run(Int(batch[b]), at: x)
      value = value + outputs[0]
      for i in g.indices { g[i] = g[i] + outputs[i + 1] }
    }
    let share = 1 / S(Double(batch.count))
    for i in g.indices { g[i] = g[i] * share }
    return value * share
  }
}
