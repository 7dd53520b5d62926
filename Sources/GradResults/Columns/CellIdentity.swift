public import GradCore
import GradText

/// The nine columns that tell which cell a row is of, as every table of a run folder has them.
public struct CellIdentity: Sendable, Equatable {
  public var problem = ""
  public var instance = 1
  public var dimension = 1
  public var optimizer = ""
  public var hyperparameters = ""
  public var learningRate: Double?
  public var schedule = ""
  public var batchSize = BatchSize.deterministic
  public var backend = ""

  public init() {}

  public init(_ cell: Cell) {
    problem = cell.problem.label
    instance = cell.problem.instance
    dimension = cell.problem.dimension
    optimizer = cell.setting.optimizer
    hyperparameters = cell.setting.hyperparameters
    learningRate = cell.learningRate
    schedule = cell.setting.schedule.text
    batchSize = cell.batchSize
    backend = cell.backend.text
  }

  /// From `problem` to `backend`.
  package static let columns: [Column<CellIdentity>] = [
    .text(
      "problem", "Id, or the name of a formula, and the parameters that are not at their defaults",
      \.problem, { $0.problem = $1 }),
    .count("instance", "Which data, shift and rotation; 1 is the literature's", \.instance) {
      $0.instance = $1
    },
    Column(
      "dimension", .integer, "Length of x",
      write: { $1.integer($0.dimension) },
      read: { reader, at, row throws(CSVError) in
        row.dimension = try reader.count(at)
        guard row.dimension > 0 else { throw reader.mistake(at, "at least 1") }
      }),
    .text("optimizer", "Id of the method", \.optimizer, { $0.optimizer = $1 }),
    Column(
      "hyperparameters", .text,
      "All of the method's but the learning rate, sorted, and clipping where it is on",
      write: { $1.text($0.hyperparameters) },
      read: { reader, at, row throws(CSVError) in
        row.hyperparameters = reader.text(at)
        guard [NamedValue](text: row.hyperparameters, separator: ";") != nil else {
          throw reader.mistake(at, "name=value with ';' between them")
        }
      }),
    Column(
      "learning_rate", .number, "The configured rate; empty where the method has none",
      write: { $1.number($0.learningRate) },
      read: { reader, at, row throws(CSVError) in
        row.learningRate = try reader.number(at)
        guard row.learningRate.map({ $0 > 0 && $0.isFinite }) ?? true else {
          throw reader.mistake(at, "a finite number above 0, or empty")
        }
      }),
    .text(
      "schedule", "How the rate changes, with the parameters that are not at their defaults",
      \.schedule, { $0.schedule = $1 }),
    .word(
      "batch_size", "Examples of one gradient: a number, full, or empty for no finite sum",
      expected: "a number above 0, 'full', or empty", { $0.batchSize.description },
      parse: BatchSize.init(text:), { $0.batchSize = $1 }),
    .text(
      "backend", "How gradients are computed, with the parameters that are not at their defaults",
      \.backend, { $0.backend = $1 }),
  ]

  /// Those that a timing has: all but the learning rate.
  package static let columnsWithoutRate = columns.filter { $0.name != "learning_rate" }

  /// The cell of these columns; of its problem nothing else is known.
  public var cell: Cell {
    cell(of: RunProblem(label: problem, instance: instance, dimension: dimension))
  }

  /// The cell of these columns on a problem that is known.
  func cell(of problem: RunProblem) -> Cell {
    Cell(
      problem: problem,
      setting: Setting(
        optimizer: optimizer,
        values: [NamedValue](text: hyperparameters, separator: ";") ?? [],
        schedule: Configuration(text: schedule)),
      learningRate: learningRate, batchSize: batchSize, backend: Configuration(text: backend))
  }
}
