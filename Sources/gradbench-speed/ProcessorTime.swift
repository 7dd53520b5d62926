import Foundation

/// Processor seconds, user and system, and memory, as the system counts them.
enum ProcessorTime {
  static var ofThisProcess: Double { seconds(usage(ofChildren: false)) }
  static var ofChildren: Double { seconds(usage(ofChildren: true)) }

  /// The largest resident size of any child so far, in megabytes.
  static var peakMegabytesOfChildren: Double {
    let size = Double(usage(ofChildren: true).ru_maxrss)
    #if canImport(Darwin)
      return size / 1e6
    #else
      return size * 1024 / 1e6
    #endif
  }

  // The constants are an enum's cases in one C library and integers in the others.
  #if canImport(Glibc)
    private static let itself = RUSAGE_SELF.rawValue
    private static let children = RUSAGE_CHILDREN.rawValue
  #else
    private static let itself = RUSAGE_SELF
    private static let children = RUSAGE_CHILDREN
  #endif

  private static func usage(ofChildren: Bool) -> rusage {
    var usage = rusage()
    getrusage(.init(ofChildren ? children : itself), &usage)
    return usage
  }

  private static func seconds(_ usage: rusage) -> Double {
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
