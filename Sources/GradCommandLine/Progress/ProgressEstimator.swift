#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Seconds until the end, from a throughput that follows the last ones more than the first.
///
///     rate ← rate + (1 − e^(−Δt/τ)) (Δdone/Δt − rate),   τ = 10 s
///
/// The weights are those of elapsed time, so the estimate does not depend on how often it is fed.
/// In its first τ seconds the rate is the plain mean since the start: one slow first trial should
/// not frighten anyone for a minute.
public struct ProgressEstimator: Sendable {
  private static let timeConstant = 10.0

  private let startDone: Int
  private var lastDone: Int
  private var lastSeconds = 0.0
  private var rate: Double?

  /// - Parameter done: What was done before time 0, when a run is resumed.
  public init(done: Int = 0) {
    startDone = done
    lastDone = done
  }

  /// Takes in what is done `seconds` after the start. A time before the last one is ignored.
  public mutating func update(done: Int, at seconds: Double) {
    let time = seconds - lastSeconds
    guard time > 0, seconds.isFinite else { return }
    let recent = (Double(done) - Double(lastDone)) / time
    let mean = (Double(done) - Double(startDone)) / seconds
    if seconds <= Self.timeConstant {
      rate = mean
    } else {
      let old = rate ?? mean
      rate = old + (1 - exp(-time / Self.timeConstant)) * (recent - old)
    }
    lastDone = done
    lastSeconds = seconds
  }

  /// Seconds until `total` are done; `nil` before anything is.
  public func remainingSeconds(total: Int) -> Double? {
    guard let rate, rate > 0 else { return nil }
    return max(Double(total) - Double(lastDone), 0) / rate
  }
}
