import GradCore

extension Suite.Budget {
  /// The iterations that the budget allows at one gradient each, at most ``mostIterations``: the
  /// default length of schedules, and what parts of the budget are parts of.
  ///
  ///     cost        cost per gradient · (k + 1) ≤ cost; of a finite sum, in batches or not, · k ≤ cost
  ///     data passes the last k whose batches make at most so many passes
  ///
  /// What a trial really asks for is counted against the cost while it runs
  /// (``GradCore/TrialRules/costLimit``), and seconds are watched.
  ///
  /// - Parameters:
  ///   - costPerGradient: 1 or the points of a finite difference.
  ///   - batch: nil where every gradient is full.
  ///   - isFiniteSum: Whether data passes mean something: a full gradient is one.
  func iterationLimit(costPerGradient: Int, batch: BatchPlan?, isFiniteSum: Bool) -> Int {
    var limits: [Int] = []
    if let cost {
      let gradients = cost / max(costPerGradient, 1)
      // Other trials also pay for the look at their last iterate.
      limits.append(isFiniteSum ? gradients : max(gradients - 1, 0))
    }
    if let dataPasses, isFiniteSum {
      limits.append(Self.iterations(in: dataPasses, batch))
    }
    if limitsIterations || limits.isEmpty { limits.append(iterations) }
    return min(limits.min() ?? iterations, Self.mostIterations)
  }

  private static func iterations(in passes: Double, _ batch: BatchPlan?) -> Int {
    let most = Double(mostIterations)
    guard let batch else { return Int(min(passes.rounded(.down), most)) }
    let size = Double(batch.batchSize)
    let count = Double(batch.sampleCount)
    // 0.1 passes of 30 examples by 3 are 1 iteration, whatever 0.1 · 30 / 3 rounds to.
    let slack = 1 + 1e-12
    if batch.sampling == .replacement {
      return Int(min((passes * count / size * slack).rounded(.down), most))
    }
    let whole = passes.rounded(.down)
    let rest = ((passes - whole) * count / size * slack).rounded(.down)
    return Int(min(whole * Double(batch.batchesPerEpoch) + rest, most))
  }
}
