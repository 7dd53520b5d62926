import GradText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that this one started and waits for.
///
/// By the system's own calls: Foundation's `Process` wakes itself through the loopback interface,
/// and hangs for ever where there is none, as in build sandboxes.
public struct ChildProcess: Sendable {
  /// How a program ended.
  public enum Ending: Sendable, Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    /// Something else in this process waited for it.
    case unknown
  }

  /// The number by which the system knows it.
  public let identifier: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path; the search path is not looked at.
  ///   - arguments: Without the program's own name.
  ///   - environment: The whole of it.
  ///   - input: An open file that becomes standard input; nil: there is none to read.
  ///   - output: An open file that becomes standard output; nil: what is printed is lost.
  ///   - error: As `output`, of standard error.
  ///   - resetsSignals: Whether signals that this process was told to ignore end the program.
  /// - Throws: ``ChildProcessError`` where the system refuses.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String],
    input: Int32? = nil, output: Int32? = nil, error: Int32? = nil, resetsSignals: Bool = false
  ) throws(ChildProcessError) {
    let texts = [program] + arguments
    let assignments = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    guard !(texts + assignments).contains(where: { $0.utf8.contains(0) }) else {
      throw ChildProcessError(program: program, reason: systemErrorText(EINVAL))
    }
    let (code, identifier) = Self.withPointers(to: texts) { words in
      Self.withPointers(to: assignments) { variables in
        Self.spawn(
          program, words, variables, streams: [input, output, error], resetsSignals: resetsSignals)
      }
    }
    guard code == 0 else {
      throw ChildProcessError(program: program, reason: systemErrorText(code))
    }
    self.identifier = identifier
  }

  /// Sends a signal to the program.
  public func send(_ signal: Int32) { _ = kill(identifier, signal) }

  /// Waits for the end of the program, however long that takes.
  public func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) != identifier {
      guard errno == EINTR else { return .unknown }
    }
    return Self.ending(status)
  }

  /// Waits for the end of the program, and no longer than a deadline.
  ///
  /// - Parameters:
  ///   - seconds: From now on.
  ///   - goesOn: Asked some fifty times a second; false ends the waiting.
  /// - Returns: nil if the program still runs.
  public func wait(atMost seconds: Double, while goesOn: () -> Bool = { true }) -> Ending? {
    let begin = ContinuousClock.now
    // Short programs end within milliseconds, and nobody counts those of long ones.
    var pause = 0.0005
    while true {
      var status: Int32 = 0
      let ended = waitpid(identifier, &status, WNOHANG)
      if ended == identifier { return Self.ending(status) }
      if ended < 0, errno != EINTR { return .unknown }
      guard goesOn(), (ContinuousClock.now - begin) / .seconds(1) < seconds else { return nil }
      usleep(UInt32(pause * 1e6))
      pause = min(pause * 1.25, 0.02)
    }
  }

  /// Ends the program: it is asked to, and killed if it goes on for another second.
  public func end() {
    send(SIGTERM)
    if wait(atMost: 1) == nil {
      send(SIGKILL)
      _ = wait(atMost: 10)
    }
  }
}

/// Why a program could not be started.
public struct ChildProcessError: Error, Sendable, Equatable, CustomStringConvertible {
  public var program: String
  /// The system's words.
  public var reason: String

  public var description: String { "\(program) cannot be started: \(reason)" }
}

extension ChildProcess {
  /// What the macros of `sys/wait.h` do, which Swift does not see.
  private static func ending(_ status: Int32) -> Ending {
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal: signal)
  }

  /// A list of C strings that ends with a null.
  private static func withPointers<R>(
    to texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
  ) -> R {
    var pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    return body(pointers)
  }

  private static func spawn(
    _ program: String, _ words: [UnsafeMutablePointer<CChar>?],
    _ variables: [UnsafeMutablePointer<CChar>?], streams: [Int32?], resetsSignals: Bool
  ) -> (code: Int32, identifier: Int32) {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (number, stream) in zip(Int32(0)..., streams) {
      if let stream {
        posix_spawn_file_actions_adddup2(&actions, stream, number)
      } else {
        posix_spawn_file_actions_addopen(
          &actions, number, "/dev/null", number == 0 ? O_RDONLY : O_WRONLY, 0)
      }
    }
    // Dispatch blocks all signals on its threads, and a program inherits that from the thread which
    // starts it.
    var flags = Int16(POSIX_SPAWN_SETSIGMASK)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    if resetsSignals {
      flags |= Int16(POSIX_SPAWN_SETSIGDEF)
      var reset = sigset_t()
      sigemptyset(&reset)
      for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ] {
        sigaddset(&reset, signal)
      }
      posix_spawnattr_setsigdefault(&attributes, &reset)
    }
    posix_spawnattr_setflags(&attributes, flags)
    var identifier: pid_t = 0
    let code = posix_spawn(&identifier, program, &actions, &attributes, words, variables)
    return (code, identifier)
  }
}
