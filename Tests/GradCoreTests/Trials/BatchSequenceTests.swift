import GradCore
import GradNumerics
import Testing

@Suite struct BatchSequenceTests {
  static func batches(
    _ count: Int, samples: Int, size: Int, _ sampling: BatchPlan.Sampling, seed: UInt64 = 1
  ) -> [[Int]] {
    var sequence = BatchSequence(
      BatchPlan(sampleCount: samples, batchSize: size, sampling: sampling),
      key: RandomKey(seed: seed))
    return (0..<count).map { _ in sequence.next().map { Int($0) } }
  }

  @Test(arguments: [1, 3, 4, 7, 10])
  func everyEpochIsAPermutation(size: Int) {
    let perEpoch = (10 + size - 1) / size
    let batches = Self.batches(3 * perEpoch, samples: 10, size: size, .reshuffle)
    var epochs: [[Int]] = []
    for epoch in 0..<3 {
      let slices = batches[epoch * perEpoch..<(epoch + 1) * perEpoch]
      #expect(slices.dropLast().allSatisfy { $0.count == size })
      #expect(slices.last?.count == 10 - size * (perEpoch - 1))
      epochs.append(slices.flatMap(\.self))
      #expect(epochs[epoch].sorted() == Array(0..<10))
    }
    #expect(epochs[0] != epochs[1])
    #expect(epochs[1] != epochs[2])
  }

  @Test(arguments: [2, 3, 7, 10])
  func orderDoesNotDependOnTheBatchSize(size: Int) {
    let perEpoch = (10 + size - 1) / size
    let single = Self.batches(40, samples: 10, size: 1, .reshuffle).flatMap(\.self)
    #expect(
      Self.batches(4 * perEpoch, samples: 10, size: size, .reshuffle).flatMap(\.self) == single)
  }

  @Test func seedDecidesTheOrder() {
    let first = Self.batches(5, samples: 20, size: 4, .reshuffle, seed: 1)
    #expect(Self.batches(5, samples: 20, size: 4, .reshuffle, seed: 1) == first)
    #expect(Self.batches(5, samples: 20, size: 4, .reshuffle, seed: 2) != first)
  }

  @Test func sequentialBatchesKeepTheOrderOfTheData() {
    #expect(
      Self.batches(5, samples: 5, size: 2, .sequential)
        == [[0, 1], [2, 3], [4], [0, 1], [2, 3]])
  }

  @Test func replacementDrawsEveryExampleEquallyOften() {
    let draws = Self.batches(500, samples: 10, size: 8, .replacement)
    #expect(draws.allSatisfy { $0.count == 8 && $0.allSatisfy((0..<10).contains) })
    #expect(draws.contains { Set($0).count < 8 })
    // 4000 draws of chance 1/10: standard deviation 19, so five of them are 95.
    for example in 0..<10 {
      let count = draws.reduce(0) { $0 + $1.filter { $0 == example }.count }
      #expect((count - 400).magnitude < 95)
    }
  }

  @Test(arguments: [
    (BatchPlan.Sampling.reshuffle, 0, 0.0), (.reshuffle, 1, 0.4), (.reshuffle, 2, 0.8),
    (.reshuffle, 3, 1.0), (.reshuffle, 7, 2.4), (.sequential, 3, 1.0), (.replacement, 3, 1.2),
    (.replacement, 5, 2.0),
  ])
  func dataPassesCountExamples(sampling: BatchPlan.Sampling, batches: Int, passes: Double) {
    let plan = BatchPlan(sampleCount: 10, batchSize: 4, sampling: sampling)
    // One rounding of a quotient and one of a sum.
    #expect((plan.dataPasses(afterBatches: batches) - passes).magnitude < 1e-15)
    #expect(plan.batchesPerEpoch == 3)
  }

  @Test func batchSizeIsHeldWithinTheData() {
    #expect(BatchPlan(sampleCount: 10, batchSize: 99, sampling: .reshuffle).batchSize == 10)
    #expect(BatchPlan(sampleCount: 10, batchSize: 0, sampling: .reshuffle).batchSize == 1)
    #expect(BatchPlan(sampleCount: 10, batchSize: 10, sampling: .reshuffle).isFull)
    #expect(!BatchPlan(sampleCount: 10, batchSize: 10, sampling: .replacement).isFull)
    #expect(!BatchPlan(sampleCount: 10, batchSize: 9, sampling: .sequential).isFull)
  }
}
