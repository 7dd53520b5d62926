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
}
