public import GradCore

/// One cell of a run: all of a trial but its seed, as values, with what theory says of it.
public struct Cell: Sendable {
  public var problem: RunProblem
  public var setting: Setting
  /// The configured rate; nil for methods that have none.
  public var learningRate: Double?
  public var batchSize: BatchSize
  public var backend: Configuration

  /// The optimizer's default rate is this cell's.
  public var isDefaultRate = false
  /// The rate as a multiple of 1/L where the suite gave it so.
  public var relativeRate: Double?
  /// The method's stability edge on this problem where theory names one; of batches smaller than the
  /// data that of the batch size.
  public var edge: StabilityEdge?
  /// The mean gap at which theory says that noise stops the rate; nil where it says nothing.
  public var floor: Double?
  /// Examples a batch and in all, for data passes; nil for a deterministic problem.
  public var batch: BatchPlan?
  /// The most iterations that the budget leaves a trial; nil where it is not known.
  public var iterationLimit: Int?

  public init(
    problem: RunProblem, setting: Setting, learningRate: Double?, batchSize: BatchSize,
    backend: Configuration
  ) {
    self.problem = problem
    self.setting = setting
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.backend = backend
  }

  /// Whether iterates are noisy: batches smaller than the data.
  public var isNoisy: Bool {
    if case .examples = batchSize { return true }
    return false
  }

  public var optimizer: String { setting.optimizer }

  /// The learning rate lies at or above the method's stability edge, where it does not converge; nil
  /// where theory names none.
  public var isBeyondEdge: Bool? {
    guard let edge, let learningRate else { return nil }
    return learningRate >= edge.rate
  }
}

/// Examples of one gradient, as the column `batch_size` has it.
public enum BatchSize: Sendable, Hashable, CustomStringConvertible {
  /// The problem is no finite sum.
  case deterministic
  /// All of them.
  case full
  case examples(Int)

  /// Empty, `full`, `32`.
  public var description: String {
    switch self {
    case .deterministic: ""
    case .full: "full"
    case .examples(let count): "\(count)"
    }
  }

  /// Reads ``description`` back; nil for other texts.
  public init?(text: String) {
    switch text {
    case "": self = .deterministic
    case "full": self = .full
    default:
      guard let count = Int(text), count > 0 else { return nil }
      self = .examples(count)
    }
  }
}
