/// A point or a gradient of every lane, in memory that the loop owns.
///
/// An array would check at every step that it is not shared, and a span of it cannot outlive a
/// statement that steps. Indices come from loops over the dimension only.
@frozen public struct LaneVector<S>: ~Copyable {
  public let buffer: UnsafeMutableBufferPointer<S>

  @inlinable public init(repeating value: S, count: Int) {
    buffer = .allocate(capacity: count)
    buffer.initialize(repeating: value)
  }

  deinit {
    buffer.deinitialize()
    buffer.deallocate()
  }

  @inlinable @inline(__always) public subscript(i: Int) -> S {
    get { buffer[i] }
    nonmutating set { buffer[i] = newValue }
  }
}
