#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Memory for one evaluation. Swift's own allocation goes through the aligned allocator on Linux,
/// which takes three times as long: more than a small formula.
@usableFromInline struct ScratchMemory {
  private let block: UnsafeMutableRawPointer
  /// Aligned for any scalar.
  @usableFromInline let start: UnsafeMutableRawPointer

  @usableFromInline init(byteCount: Int) {
    guard let memory = malloc(byteCount + 64) else {
      preconditionFailure("no memory for \(byteCount) bytes of registers")
    }
    block = memory
    start = memory.alignedUp(toMultipleOf: 64)
  }

  @usableFromInline func free() { release(block) }
}

private func release(_ block: UnsafeMutableRawPointer) { free(block) }
