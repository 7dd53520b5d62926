import Foundation

/// When a command began, and how long it has taken since.
struct SessionClock {
  let begin = Date()
  private let clock = ContinuousClock.now
  private let processor = SessionClock.processSeconds()

  var wallSeconds: Double { (ContinuousClock.now - clock) / .seconds(1) }
  /// Processor seconds of the whole process.
  var processorSeconds: Double { Self.processSeconds() - processor }

  #if canImport(Darwin)
    private static let thisProcess = RUSAGE_SELF
  #else
    private static let thisProcess = __rusage_who_t(RUSAGE_SELF.rawValue)
  #endif

  private static func processSeconds() -> Double {
    var usage = rusage()
    getrusage(Self.thisProcess, &usage)
    func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
