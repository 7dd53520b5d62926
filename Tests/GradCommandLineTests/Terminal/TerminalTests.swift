import Foundation
import Synchronization
import Testing

@testable import GradCommandLine

@Suite struct TerminalTests {
  private func terminal(
    _ isTerminal: Bool, columns: Int? = nil, _ environment: [String: String] = [:]
  ) -> Terminal {
    Terminal(
      fileDescriptor: 1, isTerminal: isTerminal, columns: columns,
      environment: { environment[$0] })
  }

  @Test func widthIsThatOfTheTerminal() {
    #expect(terminal(true, columns: 132).width == 132)
    #expect(terminal(true).width == 80)
    #expect(terminal(false, columns: 132).width == 80)
    #expect(terminal(false, ["COLUMNS": "100"]).width == 100)
    #expect(terminal(true, columns: 132, ["COLUMNS": "100"]).width == 100)
  }

  @Test(arguments: ["", "0", "-5", "wide", "99999999999999999999"])
  func columnsThatAreNoWidthAreIgnored(text: String) {
    #expect(terminal(true, columns: 90, ["COLUMNS": text]).width == 90)
  }

  @Test func colourNeedsATerminalThatWantsIt() {
    #expect(terminal(true).allowsColor)
    #expect(!terminal(false).allowsColor)
    #expect(!terminal(true, ["NO_COLOR": "1"]).allowsColor)
    #expect(terminal(true, ["NO_COLOR": ""]).allowsColor)
    #expect(!terminal(true, ["TERM": "dumb"]).allowsColor)
  }

  @Test func progressIsShownWhereItWasAskedFor() {
    let screen = terminal(true, columns: 70)
    let dumb = terminal(true, ["TERM": "dumb"])
    let file = terminal(false)
    #expect(ProgressDisplay.style(for: .auto, on: screen) == .redrawn(width: 70))
    #expect(ProgressDisplay.style(for: .always, on: screen) == .redrawn(width: 70))
    #expect(ProgressDisplay.style(for: .auto, on: file) == .hidden)
    #expect(ProgressDisplay.style(for: .auto, on: dumb) == .hidden)
    #expect(ProgressDisplay.style(for: .always, on: file) == .lines)
    #expect(ProgressDisplay.style(for: .always, on: dumb) == .lines)
    #expect(ProgressDisplay.style(for: .never, on: screen) == .hidden)
  }

  @Test func aLongTextPassesThroughAPipeWhole() throws {
    // Far more than a pipe holds, so that write(2) takes it in many pieces.
    let text = String(repeating: "0123456789äöü\n", count: 50_000)
    let pipe = Pipe()
    let reader = PipeReader(pipe)
    let terminal = Terminal(fileDescriptor: pipe.fileHandleForWriting.fileDescriptor)
    let outcome = terminal.write(text)
    try pipe.fileHandleForWriting.close()
    #expect(outcome == .written)
    #expect(reader.wait() == Data(text.utf8))
    #expect(!terminal.isTerminal)
  }

  @Test func aPipeThatDoesNotWaitIsWaitedFor() throws {
    let text = String(repeating: "x", count: 400_000)
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let reader = PipeReader(pipe)
    #expect(Terminal(fileDescriptor: descriptor).write(text) == .written)
    try pipe.fileHandleForWriting.close()
    #expect(reader.wait().count == 400_000)
  }

  @Test func aClosedPipeIsReportedQuietly() throws {
    Terminal.ignoreClosedPipes()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let terminal = Terminal(fileDescriptor: pipe.fileHandleForWriting.fileDescriptor)
    #expect(terminal.write("text\n") == .closed)
    #expect(terminal.write("") == .written)
  }

  @Test func aFailedWriteTellsItsReason() throws {
    let terminal = Terminal(fileDescriptor: -1)
    guard case .failed(let code, let reason) = terminal.write("text") else {
      Issue.record("writing to no file succeeded")
      return
    }
    #expect(code == EBADF)
    #expect(!reason.isEmpty)
  }

  #if os(Linux)
    @Test(.enabled(if: access("/dev/ptmx", R_OK | W_OK) == 0))
    func aTerminalTellsItsWidth() throws {
      // What posix_openpt, unlockpt and ptsname do; the system's headers hide them from Swift.
      let unlock: UInt = 0x4004_5431
      let getNumber: UInt = 0x8004_5430
      let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      try #require(controller >= 0)
      defer { close(controller) }
      var locked: Int32 = 0
      try #require(ioctl(controller, unlock, &locked) == 0)
      var number: Int32 = -1
      try #require(ioctl(controller, getNumber, &number) == 0)
      let name = "/dev/pts/\(number)"
      let screen = open(name, O_RDWR | O_NOCTTY)
      try #require(screen >= 0)
      defer { close(screen) }
      var size = winsize(ws_row: 24, ws_col: 117, ws_xpixel: 0, ws_ypixel: 0)
      try #require(ioctl(screen, UInt(TIOCSWINSZ), &size) == 0)
      let terminal = Terminal(
        fileDescriptor: screen, isTerminal: SystemCalls.isTerminal(screen),
        columns: SystemCalls.terminalColumns(screen), environment: { _ in nil })
      #expect(terminal.isTerminal)
      #expect(terminal.width == 117)
      #expect(terminal.allowsRedraw)
    }

    @Test func aFullDiskIsAFailure() throws {
      let file = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      guard case .failed(let code, _) = Terminal(fileDescriptor: file.fileDescriptor).write("x")
      else {
        Issue.record("writing to a full disk succeeded")
        return
      }
      #expect(code == ENOSPC)
    }
  #endif

  @Test func theReporterWritesItsLastLine() throws {
    let pipe = Pipe()
    let terminal = Terminal(fileDescriptor: pipe.fileHandleForWriting.fileDescriptor)
    let reporter = ProgressReporter(mode: .always, total: 3, unit: "trials", terminal: terminal)
    reporter.update(done: 1)
    reporter.print("Warning: one.")
    reporter.finish(done: 3, detail: "1 diverged")
    try pipe.fileHandleForWriting.close()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.hasPrefix("Warning: one.\n3/3 trials  100 %  1 diverged  0:"))
    #expect(text.hasSuffix(" elapsed\n"))
  }
}

/// Reads a pipe to its end on a thread of its own.
///
/// Not a task: tests that block in `write(2)` hold threads of the pool, and with few cores none
/// would be left to read.
private final class PipeReader: Sendable {
  private let data = Mutex(Data())
  private let finished = DispatchSemaphore(value: 0)

  init(_ pipe: Pipe) {
    let thread = Thread {
      let all = pipe.fileHandleForReading.readDataToEndOfFile()
      self.data.withLock { $0 = all }
      self.finished.signal()
    }
    thread.start()
  }

  func wait() -> Data {
    finished.wait()
    return data.withLock { $0 }
  }
}
