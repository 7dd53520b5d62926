import Foundation
import GradCore
import GradReport
import GradResults
import GradTestSupport
import Testing

/// What the ranking says, read from the report as its reader does.
@Suite struct RankingTests {
  private func ranking(_ run: SyntheticRun) -> [[String]] {
    let results = run.run
    let lines = Report(results, summary: Summary(results)).markdown.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("## Ranking") }) else { return [] }
    return lines[(start + 3)...].prefix { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Adds one cell whose trials hit the only target at the given costs; nil: missed.
  private func add(
    _ run: inout SyntheticRun, optimizer: String, problem: String = "p", rate: Double,
    isDefault: Bool = false, costs: [Int?]
  ) {
    run.targets = [.fraction(1e-3)]
    run.cells.append(
      Cell(
        problem: problem, instance: 1, dimension: 2, optimizer: optimizer, hyperparameters: "",
        learningRate: rate, schedule: "constant", batchSize: "", backend: "analytic",
        isDefaultRate: isDefault, minimum: 0, scale: 1))
    for (index, cost) in costs.enumerated() {
      var record = TrialRecord(outcome: cost == nil ? .budgetSpent : .targetHit)
      record.cost = cost ?? 500
      record.gap = cost == nil ? 1 : 0
      record.finalObjective = record.gap
      run.add(
        seed: Int32(index + 1), record: record,
        hits: [
          cost.map { TargetHit(iteration: Int32($0 - 1), held: true, cost: $0) } ?? .missed
        ])
    }
  }

  @Test func ratesAreChosenOnTheFirstSeedsAndReportedOnTheOthers() {
    var run = SyntheticRun()
    // A lottery: the first rate wins on seeds 1 to 3 and fails on 4 and 5.
    add(&run, optimizer: "lucky", rate: 0.1, costs: [5, 5, 5, nil, nil])
    add(&run, optimizer: "lucky", rate: 0.2, costs: [50, 50, 50, 50, 50])
    add(&run, optimizer: "steady", rate: 0.1, isDefault: true, costs: [60, 60, 60, 60, 60])
    let rows = ranking(run)
    #expect(rows[0][1] == "`steady`")
    #expect(rows[0][2] == "2/2")
    #expect(rows[0][4] == "2/2")
    #expect(rows[1][1] == "`lucky`")
    #expect(rows[1][2] == "0/2")
    #expect(rows[1][4] == "not run")
  }

  @Test func costsWithinFivePercentShareARank() {
    var run = SyntheticRun()
    add(&run, optimizer: "a", rate: 0.1, costs: [100])
    add(&run, optimizer: "b", rate: 0.1, costs: [105])
    add(&run, optimizer: "c", rate: 0.1, costs: [106])
    add(&run, optimizer: "d", rate: 0.1, costs: [nil])
    #expect(ranking(run).map { $0[0] } == ["1", "1=", "3", "–"])
  }

  @Test func oneRateTakesTheNearestOfEachGridWithinAFactorOfRootTwo() {
    var run = SyntheticRun()
    add(&run, optimizer: "a", problem: "p", rate: 0.1, costs: [10])
    add(&run, optimizer: "a", problem: "p", rate: 1, costs: [5])
    add(&run, optimizer: "a", problem: "q", rate: 0.12, costs: [10])
    add(&run, optimizer: "a", problem: "q", rate: 2, costs: [nil])
    let row = ranking(run)[0]
    #expect(row[2] == "2/2")
    #expect(row[3] == "0.1: 2/2")
  }

  @Test func rotationIsComparedOnPairsOfProblems() {
    var run = SyntheticRun()
    add(&run, optimizer: "a", problem: "quadratic:conditionNumber=10", rate: 1, costs: [10])
    add(
      &run, optimizer: "a", problem: "quadratic:conditionNumber=10,rotation=true", rate: 1,
      costs: [380])
    #expect(ranking(run)[0][6] == "**38× (1)**")
  }

  @Test func optimizersAreRankedOnTheProblemsThatAllRan() {
    var run = SyntheticRun()
    add(&run, optimizer: "wide", problem: "p", rate: 1, costs: [10])
    add(&run, optimizer: "wide", problem: "q", rate: 1, costs: [nil])
    add(&run, optimizer: "narrow", problem: "p", rate: 1, costs: [20])
    let rows = ranking(run)
    #expect(rows.map { $0[1] } == ["`wide`", "`narrow`"])
    #expect(rows.map { $0[2] } == ["1/1", "1/1"])
    #expect(rows[1][5] == "2 (1)")
  }

  /// Two rates on a problem that the others did not run: no 0/0, and not without rates.
  @Test func settingOfOtherProblemsAloneSaysSo() {
    var run = SyntheticRun()
    for problem in ["p", "q", "r"] {
      add(&run, optimizer: "a", problem: problem, rate: 1, costs: [10])
      add(&run, optimizer: "b", problem: problem, rate: 1, costs: [20])
    }
    add(&run, optimizer: "c", problem: "s", rate: 1, isDefault: true, costs: [30])
    add(&run, optimizer: "c", problem: "s", rate: 2, costs: [40])
    let rows = ranking(run)
    #expect(rows[2] == ["–", "`c`", "1 other problem", "–", "–", "–", "–", "2"])
    var whole = run.run
    whole.information = RunInformation(
      toolVersion: "", start: .distantPast, end: .distantPast, wallSeconds: 0, cpuSeconds: 0)
    let written = Report(whole, summary: Summary(whole))
    let report = written.markdown
    #expect(
      report.contains("- **other problems**: the ranking counts those that every setting ran"))
    #expect(!report.contains("0/0"))
    let terminal = TerminalWriter().text(of: TerminalSummary.document(written, folder: "out"))
    #expect(terminal.split(separator: "\n").contains { $0.contains(#/ c +1 other problem/#) })
    #expect(!terminal.contains("0/0"))
  }

  /// What the section on failures says of trials that all came to rest.
  private func failures(minimum: [Double?]) -> [String] {
    var run = SyntheticRun()
    for (index, minimum) in minimum.enumerated() {
      add(&run, optimizer: "a", problem: "p\(index)", rate: 1, costs: [minimum == nil ? nil : 10])
      run.cells[index].problem = RunProblem(
        label: "p\(index)", dimension: 2,
        facts: RunProblemFacts(minimum: minimum, scale: minimum.map { _ in 1 }))
      if minimum == nil {
        run.records[index]?.outcome = .converged
        run.hits[index] = .undefined
      }
    }
    let results = run.run
    let lines = Report(results, summary: Summary(results)).markdown.split(separator: "\n")
    guard let start = lines.firstIndex(where: { $0.hasPrefix("## What failed") }) else { return [] }
    return lines[(start + 1)...].prefix { !$0.hasPrefix("##") && !$0.hasPrefix("<") }
      .map(String.init)
  }

  @Test func trialsThatNoTargetCouldJudgeHaveNotHitIt() {
    #expect(
      failures(minimum: [nil])
        == ["No target could be judged: none has a meaning on these problems."])
    #expect(
      failures(minimum: [0, nil])
        == ["Nothing: every finished trial hit its last target, where one could be judged."])
    #expect(failures(minimum: [0, 0]) == ["Nothing: every finished trial hit its last target."])
  }

  /// Rates are chosen on the first half of four seeds; the ranking sees the others.
  private var threeOnFourSeeds: SyntheticRun {
    var run = SyntheticRun()
    add(&run, optimizer: "a", rate: 0.1, costs: [100, 100, 100, 100])
    // 15 % dearer, but cheaper on one of the seeds: drawn twice, that one makes it the cheaper one.
    add(&run, optimizer: "b", rate: 0.1, costs: [110, 110, 90, 140])
    add(&run, optimizer: "c", rate: 0.1, costs: [120, 120, 110, 125])
    return run
  }

  @Test func costsWhoseRatioMayBeOneShareARank() {
    let rows = ranking(threeOnFourSeeds)
    #expect(rows.map { $0[0] } == ["1", "1=", "3"])
    // Of the seeds drawn, 90 and 140 alone or both: a costs 100/90, 1, 1 times the best of the draw,
    // b 1, 1.15, 1.4 and c 110/90, 1.175, 1.25.
    #expect(rows.map { $0[5] } == ["1 [1–1.1] (1)", "1.2 [1–1.4] (1)", "1.2 [1.2–1.3] (1)"])
  }

  /// The rows of `comparisons.csv`, heading and all.
  private func comparisons(_ run: SyntheticRun) throws -> [[String]] {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var folder = try RunFolder.create(at: path)
    let results = run.run
    try Report(results, summary: Summary(results)).writeComparisons(to: &folder)
    let file = URL(filePath: folder.file("comparisons.csv"))
    return String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Costs 2 : 3 and 3 : 2 are as far apart: one rank, shared, whoever won. Of the logarithms of the
  /// two quotients one is larger in the last bit.
  @Test func ratiosOfOneSizeShareARankWhoeverWins() throws {
    #expect(log(2.0 / 3) != -log(3.0 / 2))
    var run = SyntheticRun()
    add(&run, optimizer: "a", rate: 0.1, costs: [20, 30, 46])
    add(&run, optimizer: "b", rate: 0.1, costs: [30, 20, 23])
    let row = try #require(comparisons(run).last)
    // b comes first. Ranks 1.5 and 1.5 and, for the quotient of 2, 3; a is cheaper in one pair.
    #expect(Array(row[7...10]) == ["3", "2", "1", "0"])
    #expect(row[14] == "1.5")
  }

  @Test func comparisonsFileHasEveryPair() throws {
    var run = threeOnFourSeeds
    add(&run, optimizer: "d", rate: 0.1, costs: [80, 80, nil, 80])
    let rows = try comparisons(run)
    #expect(
      rows[0].joined(separator: ", ")
        == """
        target, optimizer_a, hyperparameters_a, schedule_a, optimizer_b, hyperparameters_b, \
        schedule_b, pairs, wins_a, wins_b, ties, ratio, ratio_low, ratio_high, statistic, p, p_holm
        """)
    #expect(rows.count == 7)
    #expect(rows.allSatisfy { $0.count == 17 })
    let first = try #require(rows.first { $0[1] == "a" && $0[4] == "c" })
    // Two pairs, both won: ratio 100/√(110·125), drawn from 100/125 to 100/110; p = 2/2².
    #expect(Array(first[7...10]) == ["2", "2", "0", "0"])
    let numbers = first[11...].map { Double($0) ?? .nan }
    let expected = [100 / 13750.0.squareRoot(), 100 / 125.0, 100 / 110.0, 0, 0.5, 1]
    // Through a logarithm and back.
    #expect(zip(numbers, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    let missed = try #require(rows.first { $0[1] == "a" && $0[4] == "d" })
    // d misses one and wins the other; one pair that both hit has a ratio, but no interval.
    #expect(Array(missed[7...13]) == ["2", "1", "1", "0", "1.25", "", ""])
  }
}
