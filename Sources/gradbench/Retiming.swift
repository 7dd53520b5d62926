import Foundation
import GradCommandLine
import GradHarness
import GradReport
import GradResults

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
  static func add(
    to folder: String, of source: SuiteSource, _ arguments: ParsedArguments
  ) {
    for number in 2...(processes + 1) {
      // A link of that name would lead out of the folder.
      try? FileManager.default.removeItem(atPath: "\(folder)/.timing")
      do {
        try time(source, into: "\(folder)/.timing", arguments)
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
    _ source: SuiteSource, into folder: String, _ arguments: ParsedArguments
  ) throws {
    guard let tool = Bundle.main.executableURL else { throw CocoaError(.executableNotLoadable) }
    let process = Process()
    process.executableURL = tool
    process.arguments =
      ["time", "-", "--samples", "\(samples)", "--progress", "never", "--output", folder]
      + SuiteSource.options.flatMap { option in
        arguments.list(option.long).flatMap { ["--\(option.long)", $0] }
      }
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The tool reads all of its input before it does anything else.
    try input.fileHandleForWriting.write(contentsOf: Data(source.plan.suite.text.utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
  }
}
