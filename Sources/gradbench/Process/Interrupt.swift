import Foundation
import GradCommandLine
import GradCore
import Synchronization

/// Signals that ask a command to end: the interrupt key (INT), a scheduler or `timeout` (TERM), a
/// closed terminal (HUP).
///
/// The first sets a flag that workers read; what is finished is then written, and the command exits
/// with 130, 143 or 129. Schedulers, shells and `timeout` send their signals twice and mix them, so
/// that none of them loses what is being written, but for the interrupt key pressed again a second
/// or more after its message.
///
/// What was ignored when the process was started (`nohup`, `&` in a script) stays ignored.
struct Interrupt {
  /// The signals, with the exit codes that tell of them.
  private static let codes: [Int32: ExitCode] = [
    SIGINT: .interrupted, SIGTERM: .terminated, SIGHUP: .hungUp,
  ]

  init() {
    // Made here, and not for the first time inside a handler.
    _ = signals
    for number in Self.codes.keys where Surroundings.isIgnored(signal(number, receive)) {
      signal(number, SIG_IGN)
    }
  }

  var stopFlag: StopFlag { signals.stopFlag }

  /// What the command exits with; nil as long as no signal came.
  var exitCode: ExitCode? { Self.codes[signals.first.load(ordering: .relaxed)] }
}

/// What handlers write to: a signal knows of nothing but what is global.
private final class ReceivedSignals: Sendable {
  let stopFlag = StopFlag()
  /// 0: none yet.
  let first = Atomic<Int32>(0)
  /// When the message of the interrupt key was written, in nanoseconds; 0: not yet.
  let pressed = Atomic<Int>(0)
}

private let signals = ReceivedSignals()

/// The handler. It may have stopped any instruction of any thread, so it takes no memory and no lock.
private func receive(_ number: Int32) {
  let errorBefore = errno
  defer { errno = errorBefore }
  let isFirst = signals.first.compareExchange(
    expected: 0, desired: number, ordering: .relaxed
  ).exchanged
  signals.stopFlag.interrupt()
  switch number {
  case SIGINT:
    let now = nanoseconds()
    let (isFirstPress, pressed) = signals.pressed.compareExchange(
      expected: 0, desired: now, ordering: .relaxed)
    if isFirstPress {
      tell("\nInterrupted: writing what is finished; press again to lose it.\n")
    } else if now - pressed > 1_000_000_000 {
      _exit(ExitCode.interrupted.rawValue)
    }
  case SIGTERM where isFirst: tell("\nEnded by TERM: writing what is finished.\n")
  case SIGHUP where isFirst: tell("\nEnded by HUP: writing what is finished.\n")
  default: break
  }
}

/// Writes to standard error, unless that would have to wait for a reader.
private func tell(_ message: StaticString) {
  var request = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
  if poll(&request, 1, 0) > 0 { _ = write(2, message.utf8Start, message.utf8CodeUnitCount) }
}

private func nanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
