import Foundation

/// Processor time of this thread and time of the wall clock, in seconds.
struct Stopwatch {
  struct Reading {
    var processor = 0.0
    var wall = 0.0
  }

  private var begun = Reading()
  private(set) var elapsed = Reading()

  // The processor's clock is a system call and takes longer to read, so it is read innermost.
  mutating func start() {
    begun.wall = Self.seconds(of: CLOCK_MONOTONIC)
    begun.processor = Self.seconds(of: CLOCK_THREAD_CPUTIME_ID)
  }

  mutating func stop() {
    elapsed.processor = Self.seconds(of: CLOCK_THREAD_CPUTIME_ID) - begun.processor
    elapsed.wall = Self.seconds(of: CLOCK_MONOTONIC) - begun.wall
  }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
