public import GradNumerics

/// The register file for running one ``Program`` on one scalar type. One a worker.
public struct ProgramWorkspace<S: LaneScalar>: ~Copyable {
  @usableFromInline let code: ProgramCode
  @usableFromInline let registers: UnsafeMutablePointer<S>

  /// A register file with the program's constants in place.
  @inlinable
  public init(_ program: Program) {
    code = program.code
    registers = .allocate(capacity: Swift.max(1, code.registerCount))
    registers.initialize(repeating: 0, count: code.registerCount)
    for (i, constant) in code.constants.enumerated() { registers[i] = S(constant) }
  }

  deinit {
    registers.deinitialize(count: code.registerCount)
    registers.deallocate()
  }
}
