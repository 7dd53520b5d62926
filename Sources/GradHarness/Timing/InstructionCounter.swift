import CCounters

/// The processor's own count of this thread's instructions.
final class InstructionCounter {
  private let descriptor: Int32
  /// What was counted between the last start and stop; nil where it could not be read.
  private(set) var count: Int64?

  /// nil where the system does not let a process ask, as in most virtual machines.
  init?() {
    descriptor = ccounters_open()
    if descriptor < 0 { return nil }
    start()
    stop()
    guard let count, count > 0 else { return nil }
  }

  deinit { if descriptor >= 0 { ccounters_close(descriptor) } }

  func start() { ccounters_start(descriptor) }

  func stop() {
    let found = ccounters_stop(descriptor)
    count = found >= 0 ? found : nil
  }
}
