public import GradNumerics

/// Straight-line code for some nodes of an expression graph, run on plain numbers or on lanes.
///
/// Every register of the file is one scalar: constants first, then the point, then results, which
/// share registers once they are no longer needed. The same instructions in the same order serve
/// `Double` and every lane, so a lane has the bits of a scalar run.
///
/// - Cost: about a nanosecond an instruction and lane-pack beyond the arithmetic itself.
/// - Memory: 24 bytes an instruction, shared; one register file (``registerCount`` scalars) in
///   each ``ProgramWorkspace``.
public struct Program: Sendable {
  @usableFromInline let code: ProgramCode

  init(_ code: ProgramCode) { self.code = code }

  /// Compiles what is needed for `outputs`, which are constants or symbols of `graph`.
  public init(_ graph: ExpressionGraph, variableCount: Int, outputs: [Symbol]) {
    code = ProgramCompiler.compile(graph, variableCount: variableCount, outputs: outputs)
  }

  /// How many coordinates the point has.
  public var variableCount: Int { code.variableCount }
  /// How many numbers a run gives.
  public var outputCount: Int { code.outputs.count }
  /// How many instructions a run takes.
  public var instructionCount: Int { code.instructions.count }
  /// How many scalars a workspace holds.
  public var registerCount: Int { code.registerCount }

  /// Evaluates the outputs at `x`.
  ///
  /// `x` has ``variableCount`` coordinates, `outputs` room for ``outputCount`` numbers, and the
  /// workspace was made for this program and this scalar: anything else is the caller's mistake
  /// and stops the process.
  @inlinable
  public func run<S: LaneScalar>(
    _ x: Span<S>, into outputs: inout MutableSpan<S>, workspace: inout ProgramWorkspace<S>
  ) {
    precondition(workspace.code === code, "the workspace belongs to another program")
    precondition(x.count == code.variableCount, "the point has another dimension")
    precondition(outputs.count >= code.outputs.count, "there is no room for the outputs")
    let registers = workspace.registers
    let point = registers + code.constants.count
    for i in 0..<x.count { point[i] = x[unchecked: i] }
    code.instructions.withUnsafeBufferPointer { runProgram($0, registers) }
    code.outputs.withUnsafeBufferPointer {
      for i in 0..<$0.count { outputs[unchecked: i] = registers[Int($0[i])] }
    }
  }

  /// The first output at `x`, for programs with one.
  @inlinable
  public func value<S: LaneScalar>(
    at x: Span<S>, workspace: inout ProgramWorkspace<S>
  ) -> S {
    precondition(workspace.code === code, "the workspace belongs to another program")
    precondition(x.count == code.variableCount, "the point has another dimension")
    precondition(code.outputs.count > 0, "the program has no output")
    let registers = workspace.registers
    let point = registers + code.constants.count
    for i in 0..<x.count { point[i] = x[unchecked: i] }
    code.instructions.withUnsafeBufferPointer { runProgram($0, registers) }
    return registers[Int(code.outputs[0])]
  }
}

/// A program's immutable parts, shared by its copies and its workspaces.
@usableFromInline package final class ProgramCode: Sendable {
  @usableFromInline package let instructions: [Instruction]
  /// The first registers.
  @usableFromInline package let constants: [Double]
  /// The register of each output.
  @usableFromInline package let outputs: [UInt32]
  @usableFromInline package let variableCount: Int
  @usableFromInline package let registerCount: Int

  init(
    instructions: [Instruction], constants: [Double], outputs: [UInt32], variableCount: Int,
    registerCount: Int
  ) {
    self.instructions = instructions
    self.constants = constants
    self.outputs = outputs
    self.variableCount = variableCount
    self.registerCount = registerCount
  }
}
