import Foundation
import GradCore
import GradText

/// The layout of `run.json`: what a run folder says beside its tables.
///
/// Format 1 had no problems, tables, budget, timing and criterion, and its folder no `cells.csv`; it
/// can be compared and replayed, but no report can be made from it. Formats 2 and 3 have the same
/// layout, without what is told of confirming trials.
struct RunFile: Sendable, Codable {
  struct Counts: Sendable, Codable, Equatable {
    var cells: Int
    var planned: Int
    var finished: Int
    var outcomes: [String: Int]
    var findings: [String: Int]
    /// Confirming trials, which all ended; none in older formats.
    var confirming: Int?
  }

  /// A problem with what is known of it.
  struct Problem: Sendable, Codable {
    var id: String
    var label: String
    var parameters: [String: ParameterValue]
    var features: [String]
    var instance: Int
    var dimension: Int
    var family: String
    var facts: RunProblemFacts
  }

  /// What is told of the timing phase beside `timings.csv`.
  struct Timing: Sendable, Codable {
    var samplesAsked: Int
    var samples: Int
    var quietShare: Double
    var countsInstructions: Bool
    var wholeCells: [WholeCellTiming]
  }

  var format = RunFolder.format
  var criterion: Int?
  var suite: RunSuite
  var toolVersion: String
  var gitCommit: String?
  var machine: Machine
  var options: [String: String]
  var lowered: [RunInformation.LoweredValue]
  var leftOut: [LeftOut]
  var trials: Counts
  var targets: [String]
  var budget: RunBudget?
  var gates: [RunInformation.Gate]
  var unmetExpectations: [String]
  var start: Date
  var end: Date
  var wallSeconds: Double
  var cpuSeconds: Double
  var problemList: [Problem]?
  var timing: Timing?
  var tables: [TableDigest]?
  var ranking: RunRanking?
  /// Fresh seeds of a cell that is confirmed.
  var confirm: Int?

  enum CodingKeys: String, CodingKey {
    case format, criterion, suite, toolVersion, gitCommit, machine, options, lowered, leftOut
    case trials, targets, budget, gates, unmetExpectations, start, end, wallSeconds, cpuSeconds
    case problemList = "problems"
    case timing, tables, ranking, confirm
  }
}

// MARK: From a run, and back

extension RunFile {
  init(_ run: Run, _ information: RunInformation, tables: [TableDigest]) {
    criterion = Run.criterion
    suite = run.suite
    toolVersion = information.toolVersion
    gitCommit = information.gitCommit
    machine = information.machine
    options = Dictionary(
      information.options.map { ($0.name, $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
    lowered = information.lowered
    leftOut = run.leftOut
    var outcomes: [String: Int] = [:]
    for outcome in Outcome.allCases { outcomes[outcome.rawValue] = 0 }
    var findings: [String: Int] = [:]
    for case let record? in run.records[run.sweepTrials] {
      outcomes[record.outcome.rawValue, default: 0] += 1
      for finding in record.findings.findings { findings[finding.name, default: 0] += 1 }
    }
    trials = Counts(
      cells: run.cells.count, planned: run.sweepCount, finished: run.finishedCount,
      outcomes: outcomes, findings: findings,
      confirming: run.records[run.confirmingTrials].count { $0 != nil })
    targets = run.targets.map(\.text)
    budget = run.budget
    gates = information.gates
    unmetExpectations = information.unmetExpectations
    start = information.start
    end = information.end
    wallSeconds = information.wallSeconds
    cpuSeconds = information.cpuSeconds
    problemList = run.problems.map(Problem.init)
    timing = run.timings.map(Timing.init)
    self.tables = tables
    ranking = run.ranking
    confirm = run.confirmSeeds
  }

  var information: RunInformation {
    RunInformation(
      toolVersion: toolVersion, gitCommit: gitCommit, machine: machine,
      options: options.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) },
      lowered: lowered, gates: gates, unmetExpectations: unmetExpectations, start: start,
      end: end, wallSeconds: wallSeconds, cpuSeconds: cpuSeconds)
  }

  /// nil where an older version kept none.
  var problems: [RunProblem]? { problemList?.map(\.problem) }

  func targetValues(_ path: String) throws(RunReadingError) -> [Target] {
    var values: [Target] = []
    for text in targets {
      guard let target = Target(text: text) else {
        throw .damaged(file: path, line: 0, what: "targets holds \(quoted(text)), no target")
      }
      values.append(target)
    }
    return values
  }
}

extension RunFile.Problem {
  init(_ problem: RunProblem) {
    id = problem.id
    label = problem.label
    parameters = Dictionary(
      problem.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    features = problem.features.map(\.text)
    instance = problem.instance
    dimension = problem.dimension
    family = problem.family
    facts = problem.facts
  }

  var problem: RunProblem {
    RunProblem(
      id: id, configuration: Configuration(text: label),
      parameters: parameters.sorted { $0.key < $1.key }
        .map { NamedValue(name: $0.key, value: $0.value) },
      features: features.map(Configuration.init(text:)), instance: instance,
      dimension: dimension, facts: facts)
  }
}

extension RunFile.Timing {
  init(_ timings: Timings) {
    samplesAsked = timings.samplesAsked
    samples = timings.samples
    quietShare = timings.quietShare
    countsInstructions = timings.countsInstructions
    wholeCells = timings.wholeCells
  }

  /// Without the cells, which stand in `timings.csv`.
  var timings: Timings {
    var timings = Timings()
    timings.samplesAsked = samplesAsked
    timings.samples = samples
    timings.quietShare = quietShare
    timings.countsInstructions = countsInstructions
    timings.wholeCells = wholeCells
    return timings
  }
}

// MARK: Text

extension RunFile {
  /// The bytes of `run.json`: pretty, with sorted keys, doubles as JSON numbers and the non-finite
  /// ones as `"inf"`, `"-inf"`, `"nan"`.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// Reads `run.json` of a finished run.
  ///
  /// - Throws: ``RunReadingError`` where there is no folder or no such file, where the run did not
  ///   end, where the format is unknown, and where the content is not what a run writes.
  static func read(folder: String) throws(RunReadingError) -> RunFile {
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
    guard RunFolder.readableFormats.contains(found) else {
      throw .format(folder: folder, found: "\(found)")
    }
    let file: RunFile
    do {
      file = try decoder.decode(RunFile.self, from: data)
    } catch {
      throw .damaged(file: path, line: 0, what: words(of: error))
    }
    guard 0...mostTrials ~= file.trials.planned,
      0...file.trials.planned ~= file.trials.finished,
      0...(mostTrials - file.trials.planned) ~= file.trials.confirming ?? 0,
      found >= 4 || file.trials.confirming ?? 0 == 0
    else {
      throw .damaged(
        file: path, line: 0,
        what: "trials.planned, trials.finished and trials.confirming are no counts of a run")
    }
    guard 0...mostTrials ~= file.confirm ?? 0 else {
      throw .damaged(file: path, line: 0, what: "confirm is no count of seeds")
    }
    guard found == 1 || (file.problemList != nil && file.tables != nil) else {
      throw .damaged(
        file: path, line: 0, what: file.tables == nil ? "tables is missing" : "problems is missing")
    }
    return file
  }

  private struct Format: Decodable { var format: Int }

  /// Ids of trials are kept in 32 bits.
  private static let mostTrials = Int(Int32.max)

  /// Which value of the file is wrong.
  private static func words(of error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined().trimmingPrefix(
        "."
      )
      .description
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

extension ParameterValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? container.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    case .text(let text): try container.encode(text)
    }
  }
}
