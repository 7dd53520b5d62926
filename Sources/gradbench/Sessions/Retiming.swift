import Foundation
import GradCommandLine
import GradCore
import GradHarness
import GradReport
import GradResults
import GradText

/// Times the cells of a run again, in processes of their own, before a slower one is believed.
///
/// Where the memory of a process happens to lie can make a cell slow in all its samples: one binary
/// differed from itself by 1.9 times. Of several processes the fastest counts for each cell.
enum Retiming {
  /// Processes beside that of the run.
  static let processes = 2
  /// Samples a cell in each; the quickest that are judged.
  static let samples = 7

  /// Whether a comparison found a slower cell.
  static func isWanted(by comparison: Comparison) -> Bool {
    (comparison.counts[.secondsPerIteration]?[.regression] ?? 0) > 0
  }

  /// Adds `timings-2.csv` and `timings-3.csv` to a run folder; fewer where a process fails, which is
  /// told, since the run and its first timings are whole without.
  ///
  /// - Parameter patience: Seconds that a process may take.
  static func add(
    to folder: String, of source: SuiteSource, patience: Double, stopFlag: StopFlag,
    _ arguments: ParsedArguments
  ) {
    for number in 2...(processes + 1) where !stopFlag.isInterrupted {
      // A link of that name would lead out of the folder.
      try? FileManager.default.removeItem(atPath: "\(folder)/.timing")
      do {
        try time(source, into: "\(folder)/.timing", patience, stopFlag, arguments)
        try FileManager.default.moveItem(
          atPath: "\(folder)/.timing/timings.csv", toPath: "\(folder)/timings-\(number).csv")
      } catch {
        Terminal.standardError.write(
          "Warning: the cells could not be timed again, so slower ones are told by one process: "
            + "\(error.localizedDescription)\n")
      }
      try? FileManager.default.removeItem(atPath: "\(folder)/.timing")
    }
  }

  private static func time(
    _ source: SuiteSource, into folder: String, _ patience: Double, _ stopFlag: StopFlag,
    _ arguments: ParsedArguments
  ) throws {
    guard let tool = Bundle.main.executableURL else { throw CocoaError(.executableNotLoadable) }
    let input = try unnamedFile(holding: source.plan.suite.text, beside: folder)
    defer { close(input) }
    let process = try ChildProcess(
      tool.path,
      ["time", "-", "--samples", "\(samples)", "--progress", "never", "--output", folder]
        + SuiteSource.options.flatMap { option in
          arguments.list(option.long).flatMap { ["--\(option.long)", $0] }
        },
      environment: ProcessInfo.processInfo.environment, input: input)
    switch process.wait(atMost: patience, while: { !stopFlag.isInterrupted }) {
    case .exited(0): break
    case nil:
      process.end()
      throw Failure(
        description: stopFlag.isInterrupted
          ? "interrupted" : "a process did not end within \(roundedText(patience)) s")
    case .exited(let code): throw Failure(description: "a process ended with \(code)")
    case .killed(let signal): throw Failure(description: "a process was killed by signal \(signal)")
    case .unknown: throw Failure(description: "a process was lost")
    }
  }

  /// A file that nobody else can open, to be read from its beginning: unlike a pipe it takes all of a
  /// suite whether or not anyone reads.
  private static func unnamedFile(holding text: String, beside folder: String) throws -> Int32 {
    let path = folder + ".suite"
    unlink(path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    unlink(path)
    do {
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
      try file.write(contentsOf: Data(text.utf8))
      try file.seek(toOffset: 0)
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Why a process gave no timings.
  private struct Failure: LocalizedError {
    var description: String
    var errorDescription: String? { description }
  }
}
