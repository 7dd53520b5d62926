/// How a finite sum's examples are cut into batches.
public struct BatchPlan: Sendable, Hashable {
  /// How the examples of a batch are chosen.
  public enum Sampling: String, Sendable, CaseIterable {
    /// A new permutation each epoch, cut into consecutive slices; the last may be shorter.
    case reshuffle
    /// Independent draws with replacement.
    case replacement
    /// The order of the data, every epoch.
    case sequential
  }

  public let sampleCount: Int
  /// Examples a batch, from 1 to `sampleCount`.
  public let batchSize: Int
  public let sampling: Sampling

  public init(sampleCount: Int, batchSize: Int, sampling: Sampling) {
    self.sampleCount = sampleCount
    self.batchSize = min(max(batchSize, 1), sampleCount)
    self.sampling = sampling
  }

  public var isFull: Bool { batchSize == sampleCount && sampling != .replacement }
  public var batchesPerEpoch: Int { (sampleCount + batchSize - 1) / batchSize }

  /// Passes over the data that the first `iterations` batches make: by when iterate `iterations` is
  /// looked at, of a full batch too.
  public func dataPasses(afterBatches iterations: Int) -> Double {
    if sampling == .replacement {
      return Double(iterations) * Double(batchSize) / Double(sampleCount)
    }
    let (epochs, rest) = iterations.quotientAndRemainder(dividingBy: batchesPerEpoch)
    return Double(epochs) + Double(rest * batchSize) / Double(sampleCount)
  }
}
