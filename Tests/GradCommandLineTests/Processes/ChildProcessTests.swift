import Foundation
import GradCommandLine
import Testing

@Suite struct ChildProcessTests {
  /// Longer means that something hangs: these programs take milliseconds.
  private static let patience = 60.0

  private func shell(
    _ words: String, environment: [String: String] = [:], output: Int32? = nil,
    resetsSignals: Bool = false
  ) throws -> ChildProcess {
    try ChildProcess(
      "/bin/sh", ["-c", words], environment: environment, output: output,
      resetsSignals: resetsSignals)
  }

  @Test(arguments: [0, 1, 73, 255] as [Int32])
  func exitCodeIsTold(code: Int32) throws {
    #expect(try shell("exit \(code)").wait(atMost: Self.patience) == .exited(code))
    #expect(try shell("exit \(code)").wait() == .exited(code))
  }

  @Test(arguments: [SIGTERM, SIGKILL, SIGHUP])
  func signalThatKilledIsTold(signal: Int32) throws {
    let process = try shell("kill -\(signal) $$; sleep 60", resetsSignals: true)
    #expect(process.identifier > 0)
    #expect(process.wait(atMost: Self.patience) == .killed(signal: signal))
  }

  @Test func deadlineEndsTheWaitingAndNotTheProgram() throws {
    let process = try shell("sleep 60", resetsSignals: true)
    #expect(process.wait(atMost: 0.05) == nil)
    #expect(process.wait(atMost: Self.patience, while: { false }) == nil)
    process.send(SIGTERM)
    #expect(process.wait(atMost: Self.patience) == .killed(signal: SIGTERM))
  }

  @Test func programThatDoesNotGiveWayIsKilled() throws {
    let process = try shell("trap '' TERM; while :; do sleep 1; done")
    // Until the shell has got as far as its trap.
    #expect(process.wait(atMost: 0.5) == nil)
    process.end()
    // Its end was waited for, so there is nobody of that number any more.
    #expect(kill(process.identifier, 0) != 0)
  }

  @Test func environmentAndOutputAreThoseGiven() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer {
      close(file)
      unlink(path)
    }
    // Standard input is empty, and standard error leads nowhere.
    let process = try shell(
      "cat; echo \"$WORD$HOME\"; echo lost >&2", environment: ["WORD": "a  'b'=\n"], output: file)
    #expect(process.wait(atMost: Self.patience) == .exited(0))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a  'b'=\n\n")
  }

  /// The mask is that of the thread that starts the program, and Dispatch's threads block all.
  @Test func programStartedFromAThreadOfDispatchTakesSignals() async throws {
    let ending = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try ChildProcess(
              "/bin/sh", ["-c", "kill -TERM $$; exit 1"], environment: [:], resetsSignals: true
            ).wait(atMost: Self.patience)
          })
      }
    }
    #expect(ending == .killed(signal: SIGTERM))
  }

  @Test func missingProgramIsAnErrorWithTheReason() {
    let error = #expect(throws: ChildProcessError.self) {
      try ChildProcess("/no/such/program", [], environment: [:])
    }
    #expect(error?.description == "/no/such/program cannot be started: No such file or directory")
  }

  @Test func nullInAWordIsRefused() {
    #expect(throws: ChildProcessError.self) {
      try ChildProcess("/bin/sh", ["-c", "exit\u{0} 1"], environment: [:])
    }
  }
}
