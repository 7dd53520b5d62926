public import GradCore

extension CellDescription {
  /// The columns that say which cell a row is of, from `problem` to `backend`, as texts.
  public var columns: [String] {
    [
      problem, String(instance), String(dimension), optimizer, hyperparameters,
      learningRate.map(shortestText) ?? "", schedule, batchSize, backend,
    ]
  }

  /// Whether the target has a meaning on this problem: a fraction or a gap needs the minimum.
  public func defines(_ target: Target) -> Bool {
    if case .gradientNorm = target { return true }
    return target.threshold(minimum: minimum, scale: scale) != nil
  }

  /// The learning rate lies above the method's stability edge; nil where theory names none.
  public var isAboveEdge: Bool? {
    guard let edge, let learningRate else { return nil }
    return learningRate > edge.rate
  }
}

extension TrialRecord {
  /// The known point that the trial came to, if any.
  public func reachedPoint(of cell: CellDescription) -> String? {
    cell.knownPoints.indices.contains(Int(reached)) ? cell.knownPoints[Int(reached)] : nil
  }
}
