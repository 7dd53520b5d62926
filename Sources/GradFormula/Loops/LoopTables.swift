public import GradSymbolic

/// Loops, steps and instructions of a formula in flat tables, shared by all that run it.
///
/// Nothing changes after `init`, which the compiler checks: every table is a constant array of plain
/// numbers. Indices in them come from the assembler, after ``RangeChecker`` has refused every element
/// outside the point and every table too large for 32 bits; nothing of the text stands in them.
@usableFromInline final class LoopTables: Sendable {
  /// The whole formula stands behind all loops.
  @usableFromInline let records: [LoopRecord]
  @usableFromInline let steps: [LoopStep]
  @usableFromInline let terms: [LoopTerm]
  @usableFromInline let children: [Int32]
  @usableFromInline let instructions: [Instruction]
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
    // Each ends in an element that nothing reads, so that none is empty and without an address.
    records = parts.records + [LoopRecord()]
    steps = parts.steps + [LoopStep(.number, target: 0)]
    terms = parts.terms + [LoopTerm(slot: 0, coefficient: 0)]
    children = parts.children + [0]
    instructions = parts.instructions + [Instruction(.add, target: 0, a: 0)]
    constants = parts.constants
    stripConstants = parts.stripConstants
    stripCount = parts.stripCount
    root = parts.records.count - 1
    registerCount = parts.registerCount
    integerCount = parts.integerCount
    instructionCount = parts.instructions.count
  }

  /// Lends the tables as plain memory: an array in each loop would be retained and released at
  /// every iteration. nil would be a table without memory, which there is none.
  @inlinable @inline(__always)
  func withPointers<Result>(_ body: (LoopPointers) -> Result) -> Result? {
    records.withUnsafeBufferPointer { records in
      steps.withUnsafeBufferPointer { steps in
        terms.withUnsafeBufferPointer { terms in
          children.withUnsafeBufferPointer { children in
            instructions.withUnsafeBufferPointer { instructions in
              guard let records = records.baseAddress, let steps = steps.baseAddress,
                let terms = terms.baseAddress, let children = children.baseAddress,
                let instructions = instructions.baseAddress
              else { return nil }
              return body(
                LoopPointers(
                  records: records, steps: steps, terms: terms, children: children,
                  instructions: instructions))
            }
          }
        }
      }
    }
  }
}

/// The tables of a formula while it runs.
@frozen @usableFromInline struct LoopPointers {
  @usableFromInline let records: UnsafePointer<LoopRecord>
  @usableFromInline let steps: UnsafePointer<LoopStep>
  @usableFromInline let terms: UnsafePointer<LoopTerm>
  @usableFromInline let children: UnsafePointer<Int32>
  @usableFromInline let instructions: UnsafePointer<Instruction>

  @inlinable @inline(__always)
  init(
    records: UnsafePointer<LoopRecord>, steps: UnsafePointer<LoopStep>,
    terms: UnsafePointer<LoopTerm>, children: UnsafePointer<Int32>,
    instructions: UnsafePointer<Instruction>
  ) {
    self.records = records
    self.steps = steps
    self.terms = terms
    self.children = children
    self.instructions = instructions
  }
}
