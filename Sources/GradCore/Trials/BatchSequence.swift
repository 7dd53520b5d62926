public import GradNumerics

/// The batches of one noisy trial, in order.
///
/// Each epoch is a permutation keyed by the seed, the problem, the instance and the epoch alone, cut
/// into consecutive slices: the same examples come in the same order whatever the optimizer, the
/// learning rate or the batch size.
public struct BatchSequence {
  public let plan: BatchPlan
  private let key: RandomKey
  private var epoch = -1
  private var order: [Int32]
  private var position: Int

  public init(_ plan: BatchPlan, key: RandomKey) {
    self.plan = plan
    self.key = key
    order = Array(0..<Int32(plan.sampleCount))
    position = plan.sampleCount
  }

  /// The examples of the next batch.
  public mutating func next() -> ArraySlice<Int32> {
    if plan.sampling == .replacement { return draw() }
    if position >= plan.sampleCount {
      epoch += 1
      position = 0
      if plan.sampling == .reshuffle {
        var stream = RandomStream(key.child(epoch))
        order = stream.permutation(count: plan.sampleCount)
      }
    }
    let end = Swift.min(position + plan.batchSize, plan.sampleCount)
    defer { position = end }
    return order[position..<end]
  }

  private mutating func draw() -> ArraySlice<Int32> {
    epoch += 1
    var stream = RandomStream(key.child(epoch))
    for i in 0..<plan.batchSize { order[i] = Int32(stream.integer(below: plan.sampleCount)) }
    return order[0..<plan.batchSize]
  }
}
