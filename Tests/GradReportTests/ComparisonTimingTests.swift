import Foundation
import GradCore
import GradNumerics
import GradTestSupport
import GradText
import Testing

@testable import GradReport
@testable import GradResults

/// How `compare` judges seconds and instructions.
@Suite struct ComparisonTimingTests {
  private static let optimizers = ["adam", "momentum"]

  /// `timings.csv` of two cells whose samples scatter by 1 %.
  private static func timings(
    scale: [String: Double] = [:], reference: Double = 1.5e-5, instructions: Double? = nil,
    seed: Int = 1, count: Int = 21
  ) -> String {
    var text = Table<CellTiming>.timings.header.joined(separator: ",") + "\n"
    for optimizer in optimizers {
      var stream = RandomStream(RandomKey(seed: UInt64(seed)).child(optimizer))
      let samples = (0..<count).map { _ in
        1e-7 * (scale[optimizer] ?? 1) * (1 + 0.01 * stream.uniform(in: -1...1))
      }
      text += "sphere,1,2,\(optimizer),,constant,,analytic,00000000000000ab,\(count),64,1e-9,2e-9,"
      text += "3e-9,1e-7,1e-9,1e-7,1e-7,1e-7,\(reference),"
      text += (instructions.map { shortestText($0 * (scale[optimizer] ?? 1)) } ?? "") + ","
      text += samples.map { shortestText($0) }.joined(separator: ";") + "\n"
    }
    return text
  }

  /// Trials of the two cells, which no test here looks at.
  private static let results: Run = {
    var run = SyntheticRun()
    for optimizer in optimizers {
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: optimizer, momentum: 0, rates: [1], seeds: 1)
    }
    for index in run.cells.indices {
      run.cells[index].setting = Setting(
        optimizer: run.cells[index].optimizer, values: [],
        schedule: run.cells[index].setting.schedule)
    }
    return run.run
  }()

  private static func compare(
    _ before: [String: String], _ after: [String: String], machine: Machine = .current,
    options: [RunInformation.Option] = []
  ) throws -> Comparison {
    let folders = (
      try StoredFolder(results), try StoredFolder(results, machine: machine, options: options)
    )
    for (name, text) in before { try folders.0.write(name, text) }
    for (name, text) in after { try folders.1.write(name, text) }
    return try Comparison(baseline: try folders.0.read(), run: try folders.1.read())
  }

  private static func counts(_ comparison: Comparison) throws -> ChangeCounts {
    try #require(comparison.counts[.secondsPerIteration])
  }

  /// k of n = 10 … 41 at 99 %, from tables of the binomial distribution.
  @Test(arguments: [(8, 1), (10, 1), (15, 3), (20, 4), (21, 5), (30, 8), (40, 12)])
  func orderStatisticsHoldTheMedianAtTheirLevel(count: Int, k: Int) throws {
    let interval = try #require(MedianInterval((1...count).map(Double.init)))
    #expect(interval.lower == Double(k))
    #expect(interval.upper == Double(count + 1 - k))
    #expect(interval.median == Double(count + 1) / 2)
  }

  /// k of more than 1074 samples, whose 2^−n is 0 as a double: of SciPy 1.17's `binom.cdf`.
  @Test(arguments: [
    (1074, 495), (1075, 495), (2000, 942), (10_000, 4871), (100_000, 49593), (1_000_000, 498_712),
  ])
  func manySamplesNarrowTheInterval(count: Int, k: Int) {
    #expect(MedianInterval.rank(count: count, level: 0.99) == k)
  }

  /// The largest k with 2 · P(Binomial(n, ½) < k) ≤ 0.01, that is 200 · Σ C(n, i) ≤ 2ⁿ over i < k, in
  /// whole numbers of any length.
  @Test func ranksAreThoseOfTheExactBinomialDistribution() {
    for count in Array(1...120) + Array(stride(from: 131, through: 1000, by: 79)) + [999, 1000] {
      var limit = WholeNumber(1)
      for _ in 0..<count { limit.multiply(by: 2) }
      var term = WholeNumber(1)
      var sum = WholeNumber(0)
      var k = 0
      while k < count / 2 {
        sum.add(term)
        var scaled = sum
        scaled.multiply(by: 200)
        if limit < scaled { break }
        term.multiply(by: UInt(count - k))
        term.divide(by: UInt(k + 1))
        k += 1
      }
      #expect(MedianInterval.rank(count: count, level: 0.99) == k, "n = \(count)")
    }
  }

  @Test func scatterAloneIsNoChange() throws {
    for seed in 2...40 {
      let comparison = try Self.compare(
        ["timings.csv": Self.timings()], ["timings.csv": Self.timings(seed: seed)])
      #expect(try Self.counts(comparison)[.unchanged] == 2)
    }
  }

  @Test(arguments: optimizers)
  func tenPercentOfOneOptimizerAreFoundInItsCellAlone(optimizer: String) throws {
    let comparison = try Self.compare(
      ["timings.csv": Self.timings()],
      ["timings.csv": Self.timings(scale: [optimizer: 1.1], seed: 2)])
    let found = comparison.differences
    #expect(found.map(\.change) == [.regression])
    #expect(found.first?.cell?.optimizer == optimizer)
    #expect(found.first?.note.hasPrefix("between 1.0") == true)
    // The other way round it is an improvement.
    let back = try Self.compare(
      ["timings.csv": Self.timings(scale: [optimizer: 1.1])],
      ["timings.csv": Self.timings(seed: 2)])
    #expect(back.differences.map(\.change) == [.improvement])
  }

  @Test func secondsOfAnotherMachineOrASlowerHourProveNothing() throws {
    var machine = Machine.current
    machine.processor = "another"
    let slow = Self.timings(scale: ["adam": 2])
    let other = try Self.compare(
      ["timings.csv": Self.timings()], ["timings.csv": slow], machine: machine)
    #expect(try Self.counts(other)[.inconclusive] == 1)
    #expect(other.differences.first?.note == "another machine")
    let drifted = try Self.compare(
      ["timings.csv": Self.timings()],
      ["timings.csv": Self.timings(scale: ["adam": 2], reference: 1.8e-5)])
    #expect(try Self.counts(drifted)[.inconclusive] == 1)
    #expect(drifted.differences.first?.note == "the machine ran 1.2× as long")
  }

  @Test func wideIntervalsLeaveASlowdownInconclusive() throws {
    // Three samples: their whole range is the interval, 10 % apart from neighbours that scatter by 5.
    func row(_ samples: String) -> String {
      Table<CellTiming>.timings.header.joined(separator: ",") + "\n"
        + "sphere,1,2,adam,,constant,,analytic,00000000000000ab,3,64,1e-9,2e-9,3e-9,1e-7,1e-9,"
        + "1e-7,1e-7,1e-7,1.5e-5,,\(samples)\n"
    }
    let comparison = try Self.compare(
      ["timings.csv": row("9.5e-8;1e-7;1.05e-7")], ["timings.csv": row("1.05e-7;1.1e-7;1.15e-7")])
    #expect(try Self.counts(comparison)[.inconclusive] == 1)
  }

  @Test func timingsThatVanishedAreGoneInOneLine() throws {
    let comparison = try Self.compare(["timings.csv": Self.timings(instructions: 1000)], [:])
    #expect(comparison.differences.map(\.change) == [.gone])
    #expect(comparison.differences.first?.metric == .secondsPerIteration)
    #expect(comparison.differences.first?.cell == nil)
    #expect(comparison.lines().lines.map(\.problem) == ["all cells"])
    #expect(comparison.circumstances.map(\.name) == ["timings", "instructions"])
    // The other way round nothing is lost.
    let back = try Self.compare([:], ["timings.csv": Self.timings()])
    #expect(back.differences.isEmpty)
  }

  @Test func runWithoutTimingsOnPurposeHasLostNothing() throws {
    let comparison = try Self.compare(
      ["timings.csv": Self.timings(instructions: 1000)], [:],
      options: [.init(name: "no-timings", value: "yes")])
    #expect(comparison.differences.isEmpty)
    let timings = try #require(comparison.circumstances.first { $0.name == "timings" })
    #expect(timings.before == "taken")
    #expect(timings.after == "left out (--no-timings)")
  }

  @Test func oneTimingThatVanishedIsGoneInItsCell() throws {
    let whole = Self.timings(instructions: 1000)
    var lines = whole.split(separator: "\n")
    lines.remove(at: 1)
    let comparison = try Self.compare(
      ["timings.csv": whole], ["timings.csv": lines.joined(separator: "\n") + "\n"])
    #expect(comparison.differences.map(\.change) == [.gone, .gone])
    #expect(
      comparison.differences.map(\.metric)
        == [.secondsPerIteration, .instructionsPerIteration])
    #expect(comparison.differences.allSatisfy { $0.cell?.optimizer == "adam" })
  }

  /// Of several processes the fastest counts, cell by cell.
  @Test func aSlowProcessIsForgivenByAFasterOne() throws {
    let comparison = try Self.compare(
      ["timings.csv": Self.timings()],
      [
        "timings.csv": Self.timings(scale: ["adam": 1.3]),
        "timings-2.csv": Self.timings(scale: ["momentum": 1.3], seed: 3),
      ])
    #expect(try Self.counts(comparison)[.unchanged] == 2)
  }

  @Test func instructionsAreJudgedTightly() throws {
    for (factor, change) in [(1.004, Change.unchanged), (1.006, .regression), (0.99, .improvement)]
    {
      let comparison = try Self.compare(
        ["timings.csv": Self.timings(instructions: 1000)],
        ["timings.csv": Self.timings(scale: ["adam": factor], instructions: 1000)])
      #expect(comparison.counts[.instructionsPerIteration]?[change] ?? 0 >= 1, "\(factor)")
      #expect(comparison.counts[.instructionsPerIteration]?[.unchanged] ?? 0 >= 1)
    }
  }

  @Test(arguments: ["", "0", "-1e-9", "1e-9;x", "inf", "nan"])
  func damagedSamplesAreRefused(samples: String) throws {
    let folder = try StoredFolder(Self.results)
    let text = Self.timings().split(separator: "\n").enumerated().map { index, line in
      guard index == 1, let comma = line.lastIndex(of: ",") else { return String(line) }
      return line[...comma] + samples
    }.joined(separator: "\n")
    try folder.write("timings.csv", text + "\n")
    if samples.isEmpty {
      // No sample is no timing, and no damage.
      #expect(try folder.read().fastestTimings.count == 2)
    } else {
      #expect(throws: RunReadingError.self) { try folder.read() }
    }
  }
}

/// A whole number of any length, from its lowest word on.
private struct WholeNumber: Comparable {
  private var words: [UInt]

  init(_ value: UInt) { words = [value] }

  mutating func add(_ other: WholeNumber) {
    var carry: UInt = 0
    for index in 0..<max(words.count, other.words.count) {
      if index == words.count { words.append(0) }
      let word = index < other.words.count ? other.words[index] : 0
      let (first, overflowsFirst) = words[index].addingReportingOverflow(word)
      let (second, overflowsSecond) = first.addingReportingOverflow(carry)
      words[index] = second
      carry = overflowsFirst || overflowsSecond ? 1 : 0
    }
    if carry > 0 { words.append(carry) }
  }

  mutating func multiply(by factor: UInt) {
    var carry: UInt = 0
    for index in words.indices {
      let (high, low) = words[index].multipliedFullWidth(by: factor)
      let (sum, overflows) = low.addingReportingOverflow(carry)
      words[index] = sum
      carry = high + (overflows ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  /// Drops the remainder.
  mutating func divide(by divisor: UInt) {
    var remainder: UInt = 0
    for index in words.indices.reversed() {
      (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    while words.count > 1, words.last == 0 { words.removeLast() }
  }

  static func < (a: WholeNumber, b: WholeNumber) -> Bool {
    a.words.count != b.words.count
      ? a.words.count < b.words.count
      : a.words.reversed().lexicographicallyPrecedes(b.words.reversed())
  }
}
