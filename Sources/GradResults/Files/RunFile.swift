public import Foundation
import GradCore

/// The layout of `run.json`.
public struct RunFile: Sendable, Codable {
  public struct Suite: Sendable, Codable, Equatable {
    public var name: String
    public var description: String
    /// The suite file's name without its folder.
    public var file: String
    /// The whole suite, comments and all, so that the run can be made again.
    public var text: String
  }

  /// A pair that was left out of the plan.
  public struct Pair: Sendable, Codable, Equatable {
    public var problem: String
    public var with: String
    public var reason: String
  }

  public struct Counts: Sendable, Codable, Equatable {
    public var cells: Int
    public var planned: Int
    public var finished: Int
    public var outcomes: [String: Int]
    public var findings: [String: Int]
  }

  public var format = RunFolder.format
  public var suite: Suite
  public var toolVersion: String
  public var gitCommit: String?
  public var machine: Machine
  public var options: [String: String]
  public var lowered: [RunInformation.LoweredValue]
  public var leftOut: [Pair]
  public var trials: Counts
  public var targets: [String]
  public var gates: [RunInformation.Gate]
  public var unmetExpectations: [String]
  public var start: Date
  public var end: Date
  public var wallSeconds: Double
  public var cpuSeconds: Double

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

  /// Reads `run.json` of a finished run.
  ///
  /// - Throws: ``StoredRunError`` where there is no folder or no such file, where the run did not
  ///   end, where the format is another one, and where the content is not what a run writes.
  public static func read(folder: String) throws(StoredRunError) -> RunFile {
    let path = (folder as NSString).appendingPathComponent("run.json")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw .missing(folder: folder) }
    guard !RunFolder.isUnfinished(folder) else { throw .unfinished(folder: folder) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .incomplete(folder: folder, file: "run.json")
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // The format first: another one may well have another layout.
    let found: Int
    do {
      found = try decoder.decode(Format.self, from: data).format
    } catch {
      throw .damaged(file: path, line: 0, what: "it is not the JSON of a run")
    }
    guard found == RunFolder.format else { throw .format(folder: folder, found: "\(found)") }
    do {
      return try decoder.decode(RunFile.self, from: data)
    } catch {
      throw .damaged(file: path, line: 0, what: words(of: error))
    }
  }

  private struct Format: Decodable { var format: Int }

  /// Which value of the file is wrong.
  private static func words(of error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return "\(place(context.codingPath + [key])) is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      return "\(place(context.codingPath)) is not what a run writes"
    default: return "it is not the JSON of a run"
    }
  }
}
