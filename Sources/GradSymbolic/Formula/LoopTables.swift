/// Loops, steps and instructions of a formula in flat tables, shared by all that run it.
///
/// Plain memory, never written after `init` (hence `@unchecked Sendable`): an array in each loop
/// would be retained and released at every iteration.
@usableFromInline final class LoopTables: @unchecked Sendable {
  /// The whole formula stands behind all loops.
  @usableFromInline let records: UnsafePointer<LoopRecord>
  @usableFromInline let steps: UnsafePointer<LoopStep>
  @usableFromInline let terms: UnsafePointer<LoopTerm>
  @usableFromInline let children: UnsafePointer<Int32>
  @usableFromInline let instructions: UnsafePointer<Instruction>
  /// Registers that hold a constant.
  @usableFromInline let constants: [(register: Int32, value: Double)]
  /// The same among the registers of strips.
  @usableFromInline let stripConstants: [(register: Int32, value: Double)]
  @usableFromInline let stripCount: Int
  /// The index of the whole formula's record.
  @usableFromInline let root: Int
  @usableFromInline let registerCount: Int
  @usableFromInline let integerCount: Int
  @usableFromInline let instructionCount: Int

  init(_ parts: LoopAssembler) {
    records = Self.copy(parts.records)
    steps = Self.copy(parts.steps)
    terms = Self.copy(parts.terms)
    children = Self.copy(parts.children)
    instructions = Self.copy(parts.instructions)
    constants = parts.constants
    stripConstants = parts.stripConstants
    stripCount = parts.stripCount
    root = parts.records.count - 1
    registerCount = parts.registerCount
    integerCount = parts.integerCount
    instructionCount = parts.instructions.count
  }

  deinit {
    records.deallocate()
    steps.deallocate()
    terms.deallocate()
    children.deallocate()
    instructions.deallocate()
  }

  /// All elements are plain numbers: nothing to deinitialise.
  private static func copy<T>(_ array: [T]) -> UnsafePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: Swift.max(1, array.count))
    memory.initialize(from: array, count: array.count)
    return UnsafePointer(memory)
  }
}
