public import GradNumerics

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

extension LaneVector where S: Scalar {
  /// ‖v‖², summed by halves: one sum would wait for its own additions, and two over neighbours
  /// would be loaded as pairs right after they were stored one by one, which waits as well.
  @inlinable @inline(__always) var squaredNorm: S {
    let half = buffer.count / 2
    var low: S = 0
    var high: S = 0
    for i in 0..<half {
      low = low + buffer[i] * buffer[i]
      high = high + buffer[half &+ i] * buffer[half &+ i]
    }
    if 2 &* half < buffer.count {
      high = high + buffer[2 &* half] * buffer[2 &* half]
    }
    return low + high
  }
}
