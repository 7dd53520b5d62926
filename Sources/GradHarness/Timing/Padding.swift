/// Memory that is held for a while so that what is allocated meanwhile lies elsewhere.
struct Padding {
  private let blocks: [UnsafeMutableRawPointer]

  /// - Parameters:
  ///   - index: Neighbouring numbers give other places.
  ///   - dimension: Of the vectors that are to be moved.
  init(_ index: Int, dimension: Int) {
    // Blocks as large as the vectors move them within their size class, one of another size moves
    // what comes from fresh memory.
    let sizes = Array(repeating: 8 * dimension, count: index % 4) + [16 + 80 * (index % 13)]
    blocks = sizes.map { .allocate(byteCount: $0, alignment: 16) }
  }

  func release() { for block in blocks { block.deallocate() } }

  /// Runs `body` with the stack moved down by a multiple of 16 bytes, another one for each sample.
  ///
  /// The system lays a process's stack anywhere. Where a loop keeps numbers on it, as the gradients
  /// by dual numbers of Adam's loop, one process took 15 % longer than the next in all samples.
  static func withShiftedStack(_ index: Int, _ body: () -> Void) {
    // Up to 1,024 bytes are taken from the stack; 5 is prime to 63, so that all places are visited.
    withUnsafeTemporaryAllocation(byteCount: 16 + index * 5 % 63 * 16, alignment: 16) { bytes in
      bytes.storeBytes(of: UInt8(truncatingIfNeeded: index), as: UInt8.self)
      body()
    }
  }
}
