#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few calls of the operating system that the terminal needs, named alike on every platform.
enum SystemCalls {
  /// What became of one call of `write(2)`.
  enum WriteStep: Equatable {
    case wrote(Int)
    case interrupted
    case notReady
    case failed(Int32)
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> WriteStep {
    #if canImport(Glibc)
      let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
    if count >= 0 { return .wrote(count) }
    switch errno {
    case EINTR: return .interrupted
    case EAGAIN: return .notReady
    default: return .failed(errno)
    }
  }

  /// Sleeps until the descriptor takes bytes again, or is broken.
  static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static func terminalColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  static func message(for code: Int32) -> String { String(cString: strerror(code)) }

  static let brokenPipe = EPIPE
  /// Of a terminal: it was closed.
  static let inputOutputError = EIO
}
