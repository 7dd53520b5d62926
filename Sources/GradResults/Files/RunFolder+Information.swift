import Foundation
import GradCore

extension RunFolder {
  /// The format of the folder's files; a reader refuses those it does not know.
  public static let format = 1

  /// Writes `run.json`: pretty, with sorted keys, doubles as JSON numbers and the non-finite ones
  /// as `"inf"`, `"-inf"`, `"nan"`.
  public func writeInformation(
    _ information: RunInformation, results: RunResults
  ) throws(RunFolderError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let bytes: Data
    do {
      bytes = try encoder.encode(RunFile(information, results: results))
    } catch {
      throw .cannotWrite(path: file("run.json"), reason: "\(error)")
    }
    try write("run.json", bytes: Array(bytes) + [UInt8(ascii: "\n")])
  }
}

/// The layout of `run.json`.
private struct RunFile: Encodable {
  struct Suite: Encodable {
    var name: String
    var description: String
    var file: String
    /// The whole suite, comments and all, so that the run can be made again.
    var text: String
  }
  struct Pair: Encodable {
    var problem: String
    var with: String
    var reason: String
  }
  struct Counts: Encodable {
    var cells: Int
    var planned: Int
    var finished: Int
    var outcomes: [String: Int]
    var findings: [String: Int]
  }

  var format = RunFolder.format
  var suite: Suite
  var toolVersion: String
  var gitCommit: String?
  var machine: Machine
  var options: [String: String]
  var lowered: [RunInformation.LoweredValue]
  var leftOut: [Pair]
  var trials: Counts
  var targets: [String]
  var gates: [RunInformation.Gate]
  var unmetExpectations: [String]
  var start: Date
  var end: Date
  var wallSeconds: Double
  var cpuSeconds: Double

  init(_ information: RunInformation, results: RunResults) {
    suite = Suite(
      name: results.suite, description: results.suiteDescription, file: information.suiteFile,
      text: information.suiteText)
    toolVersion = information.toolVersion
    gitCommit = information.gitCommit
    machine = information.machine
    options = Dictionary(
      information.options.map { ($0.name, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
    lowered = information.lowered
    leftOut = results.leftOut.map { Pair(problem: $0.problem, with: $0.with, reason: $0.reason) }
    var outcomes: [String: Int] = [:]
    for outcome in Outcome.allCases { outcomes[outcome.rawValue] = 0 }
    var findings: [String: Int] = [:]
    var finished = 0
    for case let record? in results.records {
      finished += 1
      outcomes[record.outcome.rawValue, default: 0] += 1
      for finding in record.findings.findings { findings[finding.name, default: 0] += 1 }
    }
    trials = Counts(
      cells: results.cells.count, planned: results.trials.count, finished: finished,
      outcomes: outcomes, findings: findings)
    targets = results.targets.map(\.text)
    gates = information.gates
    unmetExpectations = information.unmetExpectations
    start = information.start
    end = information.end
    wallSeconds = information.wallSeconds
    cpuSeconds = information.cpuSeconds
  }
}
