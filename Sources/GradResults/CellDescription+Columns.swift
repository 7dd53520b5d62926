public import GradCore
import GradText

extension CellDescription {
  /// The CSV fields that say which cell a row is of, from `problem` to `backend`, each followed by
  /// its separator: ready for ``CSVWriter/prepared(_:)``.
  public var fields: [UInt8] {
    CSVWriter.fields([problem]) + CSVWriter.fields([instance, dimension])
      + CSVWriter.fields([optimizer, hyperparameters, learningRate.map(shortestText) ?? ""])
      + CSVWriter.fields([schedule, batchSize, backend])
  }

  /// Whether the target has a meaning on this problem: a fraction or a gap needs the minimum.
  public func defines(_ target: Target) -> Bool {
    if case .gradientNorm = target { return true }
    return target.threshold(minimum: minimum, scale: scale) != nil
  }

  /// The learning rate lies at or above the method's stability edge, where it does not converge; nil
  /// where theory names none.
  public var isBeyondEdge: Bool? {
    guard let edge, let learningRate else { return nil }
    return learningRate >= edge.rate
  }
}

extension TrialRecord {
  /// The known point that the trial came to, if any.
  public func reachedPoint(of cell: CellDescription) -> String? {
    cell.knownPoints.indices.contains(Int(reached)) ? cell.knownPoints[Int(reached)] : nil
  }
}
