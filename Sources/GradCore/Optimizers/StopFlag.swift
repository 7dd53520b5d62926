import Synchronization

/// What ends trials from outside: raised once, by an interrupt, and looked at by every loop.
public final class StopFlag: Sendable {
  private let interrupted = Atomic<Bool>(false)

  public init() {}

  public func interrupt() { interrupted.store(true, ordering: .relaxed) }
  public var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }
}
