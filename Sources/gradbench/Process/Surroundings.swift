import Foundation
import GradCommandLine

/// What a process inherits from whoever started it, made such that nothing stumbles over it.
enum Surroundings {
  /// Call it first of all, before any file is opened.
  static func prepare() {
    openStandardStreams()
    Terminal.ignoreClosedPipes()
    // Found out now: of a terminal that was closed meanwhile nobody can tell that it was one.
    _ = (Terminal.standardOutput, Terminal.standardError)
    // A file that may not grow further is an error of writing, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    // The runtime writes a backtrace of all threads for ten seconds before it gives way.
    if isIgnored(signal(SIGQUIT, SIG_DFL)) { signal(SIGQUIT, SIG_IGN) }
    // Where it is ignored nobody can wait for a program.
    signal(SIGCHLD, SIG_DFL)
  }

  /// Whether what `signal` returned says that the signal was ignored before.
  static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Daemons are started with closed streams: the next file that is opened would become one of them,
  /// and be written into.
  private static func openStandardStreams() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free, which is this one.
      if open("/dev/null", O_RDWR) < 0 { _ = open("/", O_RDONLY) }
    }
  }
}
