import Foundation
import GradCommandLine

/// Whole runs of the built `gradbench`, which lies beside this program.
enum ProcessRows {
  static let suite = SweepSuite(trials: 100_000)

  static func add(to table: inout SpeedTable) throws {
    let tool = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("gradbench")
    guard FileManager.default.isExecutableFile(atPath: tool.path) else {
      throw UnexpectedRun("no \(tool.path): build it first, as scripts/speed.sh does")
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gradbench-speed-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let startUp = try (0..<20).map { _ in try start(tool, ["--version"]).wallSeconds }.min() ?? .nan
    table.add(
      "gradbench --version, dynamic libraries", measured: startUp * 1e3, unit: "ms", atMost: 5)

    let one = try sweep(tool, folder, iterations: 1_000, jobs: 1)
    let peak = ProcessorTime.peakMegabytesOfChildren
    let long = try sweep(tool, folder, iterations: 2_000, jobs: 1)
    let two = try sweep(tool, folder, iterations: 1_000, jobs: 2)
    let perStep = (long.processorSeconds - one.processorSeconds) / Double(long.steps - one.steps)
    let outside = one.processorSeconds - perStep * Double(one.steps)
    let name = "sweep of 100,000 trials x 1,000 steps"
    table.add("\(name): a step", measured: perStep * 1e9, unit: "ns", atMost: nil)
    table.add(
      "\(name): a trial outside stepping, with files",
      measured: outside / Double(suite.trials) * 1e6, unit: "us", atMost: 10)
    table.add("\(name): peak memory", measured: peak, unit: "MB", atMost: 300)
    table.add(
      "\(name): two workers to one (on a quiet machine)",
      measured: one.wallSeconds / two.wallSeconds, unit: "x", atLeast: 1.9)
  }

  private struct Cost {
    var processorSeconds = Double.infinity
    var wallSeconds = Double.infinity
    var steps = 0
  }

  /// The cheapest of three runs.
  private static func sweep(
    _ tool: URL, _ folder: URL, iterations: Int, jobs: Int
  ) throws -> Cost {
    let file = folder.appendingPathComponent("sweep-\(iterations).json")
    try Data(suite.text(iterations: iterations).utf8).write(to: file)
    var best = Cost()
    for attempt in 0..<3 {
      let output = folder.appendingPathComponent("run-\(iterations)-\(jobs)-\(attempt)")
      let cost = try start(
        tool,
        [
          "run", file.path, "--output", output.path, "--trace", "none", "--no-timings",
          "--progress", "never", "--quiet", "--jobs", "\(jobs)",
        ])
      best.processorSeconds = Double.minimum(best.processorSeconds, cost.processorSeconds)
      best.wallSeconds = Double.minimum(best.wallSeconds, cost.wallSeconds)
      best.steps = try steps(in: output.appendingPathComponent("trials.csv"))
      try FileManager.default.removeItem(at: output)
    }
    return best
  }

  private static func start(_ tool: URL, _ arguments: [String]) throws -> Cost {
    let before = ProcessorTime.ofChildren
    let clock = ContinuousClock.now
    let process = try ChildProcess(
      tool.path, arguments, environment: ProcessInfo.processInfo.environment, error: 2)
    let ending = process.wait()
    guard ending == .exited(0) else {
      throw UnexpectedRun("gradbench \(arguments.joined(separator: " ")): \(ending)")
    }
    return Cost(
      processorSeconds: ProcessorTime.ofChildren - before,
      wallSeconds: (ContinuousClock.now - clock) / .seconds(1))
  }

  /// The sum of the column `iterations`, before which no field is quoted.
  private static func steps(in file: URL) throws -> Int {
    let lines = try String(contentsOf: file, encoding: .utf8).utf8.split { $0 == 10 || $0 == 13 }
    let comma = UInt8(ascii: ",")
    guard let header = lines.first,
      let column = header.split(separator: comma, omittingEmptySubsequences: false)
        .firstIndex(where: { $0.elementsEqual("iterations".utf8) })
    else { throw UnexpectedRun("\(file.path) has no column iterations") }
    var sum = 0
    for line in lines.dropFirst() {
      let fields = line.split(
        separator: comma, maxSplits: column + 1, omittingEmptySubsequences: false)
      guard fields.count > column, let count = Int(String(Substring(fields[column]))) else {
        throw UnexpectedRun("\(file.path) has a row without iterations")
      }
      sum += count
    }
    guard lines.count - 1 == suite.trials else {
      throw UnexpectedRun("\(lines.count - 1) trials instead of \(suite.trials)")
    }
    return sum
  }
}
