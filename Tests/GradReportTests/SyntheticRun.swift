import Foundation
import GradCore
import GradResults
import GradTestSupport
import GradText

/// A run without a harness: gradient descent and heavy ball on diagonal quadratics, iterated as
/// their scalar recurrences, so that every cost is a real one.
struct SyntheticRun {
  var cells: [Cell] = []
  var trials: [TrialIdentity] = []
  var records: [TrialRecord?] = []
  var hits: [TargetHit] = []
  var leftOut: [LeftOut] = []
  var targets: [Target] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8].map(Target.fraction)
  var budget = 10_000

  var run: Run {
    Run(
      suite: RunSuite(
        name: "synthetic", description: "Which learning rates reach the bottom of a bowl?",
        file: "synthetic.json", text: "{}"),
      cells: cells, trials: trials, targets: targets, records: records, hits: hits,
      leftOut: leftOut)
  }

  /// Adds a trial of the newest cell.
  mutating func add(seed: Int32?, record: TrialRecord, hits: [TargetHit]) {
    let id = UInt64(trials.count + 1) &* 0x9E37_79B9_7F4A_7C15
    trials.append(TrialIdentity(id: id, cell: Int32(cells.count - 1), seed: seed))
    records.append(record)
    self.hits += hits
  }

  /// f = ½ Σ λᵢ xᵢ² with λ = 1/κ and 1, started near (1, 1): heavy ball with factor `momentum`,
  /// gradient descent for 0. The largest eigenvalue is 1, so rates are multiples of 1/L.
  mutating func addQuadratic(
    condition: Double, problem: String, optimizer: String, momentum: Double, rates: [Double],
    seeds: Int, backend: String = "analytic", defaultRate: Double = 1e-3, isKnown: Bool = true
  ) {
    let edge =
      momentum == 0
      ? StabilityEdge(rate: 2, formula: "2/L", isLocal: false)
      : StabilityEdge(rate: 2 * (1 + momentum), formula: "2(1+β)/L", isLocal: false)
    for rate in rates {
      cells.append(
        Cell(
          problem: problem, instance: 1, dimension: 2, optimizer: optimizer,
          hyperparameters: momentum == 0 ? "weightDecay=0" : "momentum=0.9;weightDecay=0",
          learningRate: rate, schedule: "constant", batchSize: "", backend: backend,
          isDefaultRate: rate == defaultRate, minimum: isKnown ? 0 : nil,
          scale: isKnown ? 0.5 * (1 / condition + 1) : nil, lipschitzConstant: 1,
          conditionNumber: condition, isConvex: true, edge: edge, knownPoints: ["(0, 0)"]))
      for seed in 1...seeds {
        let start = 1 + 0.1 * Double(seed - 1)
        addDescent(
          eigenvalues: [1 / condition, 1], start: [start, 1 / start], rate: rate,
          momentum: momentum, seed: Int32(seed))
      }
    }
  }

  private mutating func addDescent(
    eigenvalues: [Double], start: [Double], rate: Double, momentum: Double, seed: Int32
  ) {
    let problem = cells[cells.count - 1].problem
    let facts = problem.facts
    // Scalars, since a debug build pays for every array access.
    let (a, b) = (eigenvalues[0], eigenvalues[1])
    var (x, y, u, v) = (start[0], start[1], 0.0, 0.0)
    func value() -> Double { 0.5 * (a * x * x + b * y * y) }
    let thresholds = targets.map {
      $0.threshold(minimum: facts.minimum, scale: facts.scale) ?? -.infinity
    }
    var next = 0
    let initial = value()
    var best = initial
    var hits = targets.map { problem.defines($0) ? TargetHit.missed : .undefined }
    var record = TrialRecord(outcome: .budgetSpent)
    record.evidence = .budget(fall: .nan)
    var half = initial
    for k in 0...budget {
      let f = value()
      best = min(best, f)
      if k == budget / 2 { half = f }
      record.iterations = k
      record.cost = k + 1
      while next < thresholds.count, f <= thresholds[next] {
        hits[next] = TargetHit(iteration: Int32(k), held: true, cost: k + 1)
        next += 1
      }
      if next > 0, next == thresholds.count {
        record.outcome = .targetHit
        record.evidence = .targetHit(target: targets.count - 1, iteration: k)
        break
      }
      if !f.isFinite || f > 1e8 * initial {
        record.outcome = .diverged
        record.evidence = .grew(factor: f / initial, growth: .nan, iteration: k)
        break
      }
      if k == budget { break }
      u = momentum * u + a * x
      v = momentum * v + b * y
      x -= rate * u
      y -= rate * v
    }
    if record.iterations == budget, record.outcome == .budgetSpent {
      record.evidence = .budget(fall: 1 - value() / half)
    }
    record.initialObjective = initial
    record.finalObjective = value()
    record.bestObjective = best
    record.gap = facts.minimum == nil ? .nan : value()
    record.objectiveEvaluations = 0
    record.gradientEvaluations = record.cost
    add(seed: seed, record: record, hits: hits)
  }

  /// One-dimensional stochastic gradient descent in the mean: the gap contracts by (1 − η)² a step
  /// to the floor η/(2B(2 − η)), looked at every pass over 64 examples.
  mutating func addFiniteSum(batchSizes: [Int], rates: [Double], seeds: Int, passes: Int) {
    for batchSize in batchSizes {
      let plan = BatchPlan(sampleCount: 64, batchSize: batchSize, sampling: .replacement)
      for rate in rates {
        cells.append(
          Cell(
            problem: "least-squares", instance: 1, dimension: 1, optimizer: "gradient-descent",
            hyperparameters: "weightDecay=0", learningRate: rate, schedule: "constant",
            batchSize: batchSize == 64 ? "full" : "\(batchSize)", backend: "analytic", minimum: 0,
            scale: 0.5, conditionNumber: 1, isConvex: true,
            edge: StabilityEdge(rate: 2, formula: "2/L", isLocal: false), batch: plan))
        let floor = batchSize == 64 ? 0 : 0.05 * rate / (2 * Double(batchSize) * (2 - rate))
        if batchSize < 64, rate < 2 { cells[cells.count - 1].floor = floor }
        for seed in 1...seeds {
          let initial = 0.5 * (1 + 0.1 * Double(seed))
          let steps = 64 / batchSize
          var hits = Array(repeating: TargetHit.missed, count: targets.count)
          var gap = initial
          for pass in 0...passes {
            let k = pass * steps
            gap = initial * pow(1 - rate, Double(2 * k)) + floor
            for (index, target) in targets.enumerated() where !hits[index].isHit {
              if let threshold = target.threshold(minimum: 0, scale: 0.5), gap <= threshold {
                hits[index] = TargetHit(iteration: Int32(k), held: true, cost: k + 1)
              }
            }
          }
          var record = TrialRecord(outcome: rate >= 2 ? .diverged : .budgetSpent)
          if rate >= 2 {
            record.evidence = .notFinite(.objective, iteration: 300)
            hits = hits.map { _ in .missed }
            gap = .nan
          } else if hits.last?.isHit == true {
            record.outcome = .targetHit
            record.evidence = .targetHit(
              target: targets.count - 1, iteration: Int(hits[targets.count - 1].iteration))
          } else {
            record.evidence = .budget(fall: .nan)
            record.findings.insert(.noiseFloor)
          }
          record.iterations = passes * steps
          record.cost = record.iterations + 1
          record.dataPasses = Double(passes)
          record.gap = gap
          if batchSize < 64 { record.floor = gap }
          record.finalObjective = gap
          add(seed: Int32(seed), record: record, hits: hits)
        }
      }
    }
  }

  /// Multiples of 1/L by a factor of two, with the default rate.
  static let rates = [1e-3] + (-5...2).map { pow(2, Double($0)) }

  /// What a small suite of convex problems would give.
  static let convex: SyntheticRun = {
    var run = SyntheticRun()
    for condition in [10.0, 1000] {
      for rotation in ["", ",rotation=true"] {
        for (optimizer, momentum) in [("gradient-descent", 0.0), ("momentum", 0.9)] {
          run.addQuadratic(
            condition: condition,
            problem: "quadratic:conditionNumber=\(shortestText(condition))\(rotation)",
            optimizer: optimizer, momentum: momentum, rates: rates, seeds: 5)
          if condition == 10, rotation.isEmpty {
            run.addQuadratic(
              condition: condition, problem: "quadratic:conditionNumber=10", optimizer: optimizer,
              momentum: momentum, rates: rates, seeds: 5, backend: "dual")
          }
        }
      }
    }
    run.addFiniteSum(batchSizes: [1, 8, 64], rates: Array(rates.dropFirst()), seeds: 5, passes: 50)
    run.leftOut = [
      LeftOut(problem: "bowl", with: "backend analytic", reason: "a formula has no gradient code")
    ]
    return run
  }()
}

extension TargetHit {
  /// Another cost of the same hit of a deterministic trial.
  mutating func change(cost: Int) {
    self.cost = cost
    heldCost = cost
  }
}
