import GradCore
public import GradNumerics
import GradResults

extension Plan {
  /// Where a trial begins.
  ///
  /// Random starts are keyed by base seed, problem, parameters, instance and seed alone: equal
  /// seeds give every optimizer, rate and backend the same ones.
  ///
  /// - Parameter trial: Index into ``trials``.
  public func start(of trial: Int) -> [Double] {
    let identity = trials[trial]
    let cell = cells[Int(identity.cell)]
    let problem = problems[cell.problem]
    let standard = problem.facts.start
    let seed = identity.seed.map(Int.init)
    switch cell.starts {
    case .standard: return standard
    case .points: return cell.starts.point(ofSeed: seed) ?? standard
    case .around(let radius):
      guard let seed, seed != 1 else { return standard }
      var stream = RandomStream(randomKey(of: problem, seed: seed).child("start"))
      let size = standard.reduce(1) { Double.maximum($0, $1.magnitude) }
      return standard.map { $0 + radius * size * stream.uniform(in: -1...1) }
    case .box:
      guard let box = problem.facts.box else { return standard }
      var stream = RandomStream(randomKey(of: problem, seed: seed ?? 1).child("start"))
      return box.map { stream.uniform(in: $0) }
    }
  }

  /// The key of a trial's batches, which every optimizer, rate and batch size shares.
  ///
  /// - Parameter trial: Index into ``trials``.
  public func batchKey(of trial: Int) -> RandomKey {
    let identity = trials[trial]
    let problem = problems[cells[Int(identity.cell)].problem]
    return randomKey(of: problem, seed: identity.seed.map(Int.init) ?? 1).child("batches")
  }

  /// Base seed, problem with all its parameters, instance, seed.
  private func randomKey(of problem: ProblemInstance, seed: Int) -> RandomKey {
    RandomKey(seed: UInt64(bitPattern: Int64(baseSeed))).child(problem.randomName)
      .child(problem.dimension).child(problem.instance).child(seed)
  }

  /// Work of one trial of a cell, in no unit: what the longest first are chosen by.
  public func estimatedCost(of cell: PlannedCell) -> Double {
    let problem = problems[cell.problem]
    let gradient = gradients[cell.gradient]
    let examples = cell.batch?.batchSize ?? problem.objective.sampleCount ?? 1
    let dimension = Double(problem.dimension)
    // A dual gradient is n/8 values and more, a difference n + 1: both grow with n once more.
    let evaluations =
      gradient.backend.id == "dual"
      ? dimension / 8 + 1 : Double(gradient.backend.costPerGradient(problem.dimension))
    return Double(cell.iterationLimit + 1) * dimension * Double(examples) * evaluations
  }
}
