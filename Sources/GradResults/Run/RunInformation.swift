public import Foundation

/// What `run.json` says beside the results: what ran, with which options, where and for how long.
/// The only part of a run folder that differs when the same run is made again.
public struct RunInformation: Sendable, Codable, Equatable {
  /// One option of the command with its value: `jobs`, `8`.
  public struct Option: Sendable, Codable, Equatable {
    public var name: String
    public var value: String
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A value of the suite that a limit made smaller.
  public struct LoweredValue: Sendable, Codable, Equatable {
    /// Where it stands: `trace.rows`.
    public var name: String
    public var from: Double
    public var to: Double
    public var reason: String
    public init(name: String, from: Double, to: Double, reason: String) {
      self.name = name
      self.from = from
      self.to = to
      self.reason = reason
    }
  }

  /// What `compare` will ask of a later run: kept as the suite says it.
  public struct Gate: Sendable, Codable, Equatable {
    public var metric: String
    public var tolerance: Double
    public init(metric: String, tolerance: Double) {
      self.metric = metric
      self.tolerance = tolerance
    }
  }

  public var toolVersion: String
  public var gitCommit: String?
  public var machine: Machine
  public var options: [Option]
  public var lowered: [LoweredValue]
  public var gates: [Gate]
  /// Expectations of the suite that were not met, one sentence each.
  public var unmetExpectations: [String]
  public var start: Date
  public var end: Date
  public var wallSeconds: Double
  public var cpuSeconds: Double

  public init(
    toolVersion: String, gitCommit: String? = nil,
    machine: Machine = .current, options: [Option] = [], lowered: [LoweredValue] = [],
    gates: [Gate] = [], unmetExpectations: [String] = [], start: Date, end: Date,
    wallSeconds: Double, cpuSeconds: Double
  ) {
    self.toolVersion = toolVersion
    self.gitCommit = gitCommit
    self.machine = machine
    self.options = options
    self.lowered = lowered
    self.gates = gates
    self.unmetExpectations = unmetExpectations
    self.start = start
    self.end = end
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
  }

  /// The value of an option, if it was given.
  public func option(_ name: String) -> String? { options.first { $0.name == name }?.value }
}
