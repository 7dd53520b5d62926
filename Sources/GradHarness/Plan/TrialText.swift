import GradCore
import GradResults
import GradText

/// The canonical text of a trial, whose hash is its id.
///
/// Lines `key=value`, sorted by key, each ended by a line feed, with every default written out:
///
///     backend=analytic
///     baseSeed=0
///     batchSize=
///     hyperparameter.clipNorm=0
///     hyperparameter.clipValue=0
///     hyperparameter.weightDecay=0
///     instance=1
///     learningRate=0.1
///     optimizer=gradient-descent
///     parameter.dimension=2
///     problem=sphere
///     sampling=
///     schedule=constant
///     seed=
///     start=standard
///
/// Budget, targets, names and paths are not in it. A schedule enters with its lengths in
/// iterations, so a cosine over the budget is the cosine of that length. The sampling is empty
/// where every gradient is full, the learning rate where the method has none.
enum TrialText {
  /// Lines of parameters, sorted by name.
  static func lines(of values: ParameterValues, prefix: String, without hidden: String = "")
    -> String
  {
    values.sorted.filter { $0.name != hidden }
      .map { "\(prefix).\($0.name)=\($0.value)\n" }.joined()
  }

  /// The lines of a problem: its parameters and id.
  static func parameterLines(of problem: ProblemInstance) -> String {
    lines(of: problem.values, prefix: "parameter") + "problem=\(problem.id)\n"
  }

  /// All lines of a cell's trials before the seed's.
  ///
  /// - Parameters:
  ///   - method: The lines of the hyperparameters, the learning rate not among them.
  ///   - problem: As ``parameterLines(of:)`` makes them.
  static func prefix(
    backend: Configuration, baseSeed: Int, batchSize: BatchSize, method: String, instance: Int,
    learningRate: Double?, optimizer: String, problem: String, batch: BatchPlan?,
    schedule: Schedule
  ) -> String {
    let rate = learningRate.map(shortestText) ?? ""
    return "backend=\(backend.text)\nbaseSeed=\(baseSeed)\nbatchSize=\(batchSize)\n\(method)"
      + "instance=\(instance)\nlearningRate=\(rate)\noptimizer=\(optimizer)\n\(problem)"
      + "sampling=\(batch.map(\.sampling.rawValue) ?? "")\nschedule=\(text(of: schedule))\n"
  }

  static func text(of schedule: Schedule) -> String {
    switch schedule {
    case .constant: "constant"
    case .step(let every, let factor): "step:every=\(every),factor=\(shortestText(factor))"
    case .cosine(let period, let minimum):
      "cosine:minimum=\(shortestText(minimum)),period=\(period)"
    case .inverseTime(let decay): "inverse-time:decay=\(shortestText(decay))"
    case .inverseSquareRoot: "inverse-square-root"
    }
  }

  /// Where a seed starts.
  static func text(of starts: StartRule, seed: Int?) -> String {
    switch starts {
    case .standard: "standard"
    case .around(let radius): "around:\(shortestText(radius))"
    case .box: "box"
    case .points(let points):
      "point:"
        + (starts.point(ofSeed: seed) ?? points.first ?? []).map(shortestText)
        .joined(separator: ",")
    }
  }
}

/// The ids of the trials of one cell: the cell's part of the text is hashed once.
struct TrialIdentifier {
  private let hash: SHA256
  private let starts: StartRule
  private let startEnd: [UInt8]?
  private var end: [UInt8] = []

  /// - Parameter prefix: All lines before the seed's.
  init(prefix: String, starts: StartRule) {
    var hash = SHA256()
    hash.update(prefix.utf8)
    self.hash = hash
    self.starts = starts
    if case .points = starts {
      startEnd = nil
    } else {
      startEnd = Array("\nstart=\(TrialText.text(of: starts, seed: nil))\n".utf8)
    }
  }

  /// What tells this cell from others, the rule of its starts included.
  var cellBits: UInt64 {
    hash.leadingBits(appending: Array("starts=\(starts.fingerprint)\n".utf8))
  }

  mutating func id(seed: Int?) -> UInt64 {
    end.removeAll(keepingCapacity: true)
    end += Self.seedKey
    if let seed { append(seed) }
    if let startEnd {
      end += startEnd
    } else {
      end += "\nstart=\(TrialText.text(of: starts, seed: seed))\n".utf8
    }
    return hash.leadingBits(appending: end)
  }

  private static let seedKey = Array("seed=".utf8)

  private mutating func append(_ number: Int) {
    let first = end.count
    var rest = number.magnitude
    repeat {
      end.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if number < 0 { end.append(UInt8(ascii: "-")) }
    end[first...].reverse()
  }
}

extension StartRule {
  /// The point that a list gives to a seed, from 1; one point is for all seeds.
  func point(ofSeed seed: Int?) -> [Double]? {
    guard case .points(let points) = self else { return nil }
    if points.count == 1 { return points[0] }
    guard let seed, points.indices.contains(seed - 1) else { return nil }
    return points[seed - 1]
  }

  /// The whole rule in text.
  var fingerprint: String {
    guard case .points(let points) = self else { return TrialText.text(of: self, seed: nil) }
    return points.map { "(" + $0.map(shortestText).joined(separator: ",") + ")" }.joined()
  }
}
