#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Times two kernels against each other, slice by slice in turn, and keeps the fastest slice of
/// each.
///
/// Whatever else the machine does only ever adds to a slice, so the minimum of many is what the
/// kernel takes; turns about, both meet the same clock rate and the same neighbours.
struct SpeedRatio {
  /// Nanoseconds of processor time an operation.
  let ours: Double
  let reference: Double
  var ratio: Double { ours / reference }

  /// Slices of each kernel.
  static let slices = 150
  /// Nanoseconds that a slice should last: long against the clock's resolution, short against a
  /// time slice of the scheduler.
  static let sliceLength = 1e6

  /// - Parameters:
  ///   - operations: What one call of `ours` counts as, and one of `reference`.
  init(
    ours: () -> Void, operations oursCount: Double = 1,
    reference: () -> Void, operations referenceCount: Double = 1
  ) {
    let oursCalls = Self.callsPerSlice(ours)
    let referenceCalls = Self.callsPerSlice(reference)
    var best = (Double.infinity, Double.infinity)
    for _ in 0..<Self.slices {
      best.0 = Double.minimum(best.0, Self.time(ours, calls: oursCalls))
      best.1 = Double.minimum(best.1, Self.time(reference, calls: referenceCalls))
    }
    self.ours = best.0 / oursCount
    self.reference = best.1 / referenceCount
  }

  private static func callsPerSlice(_ kernel: () -> Void) -> Int {
    var calls = 1
    // The first call also warms the caches.
    kernel()
    while calls < 1 << 24 {
      let length = time(kernel, calls: calls) * Double(calls)
      if length >= sliceLength { break }
      calls *= length < sliceLength / 8 ? 8 : 2
    }
    return calls
  }

  /// Nanoseconds of this thread's processor time a call.
  private static func time(_ kernel: () -> Void, calls: Int) -> Double {
    let begin = threadNanoseconds()
    for _ in 0..<calls { kernel() }
    return (threadNanoseconds() - begin) / Double(calls)
  }

  private static func threadNanoseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}
