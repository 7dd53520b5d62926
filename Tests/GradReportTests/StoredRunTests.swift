import GradCore
import GradResults
import Testing

@testable import GradReport

/// A run folder read back.
@Suite struct StoredRunTests {
  @Test func everythingThatWasWrittenIsReadBack() throws {
    let results = SyntheticRun.convex.results
    let stored = try StoredFolder(results).read()
    #expect(stored.cells.count == results.cells.count)
    #expect(stored.trials == results.trials)
    #expect(stored.targets == results.targets.map(\.text))
    for (index, record) in results.records.enumerated() {
      let record = try #require(record)
      let read = stored.records[index]
      #expect(read.outcome == record.outcome)
      #expect(read.cost == record.cost)
      #expect(read.iterations == record.iterations)
      #expect(read.finalObjective.bitPattern == record.finalObjective.bitPattern)
      // An empty field is NaN, whatever the NaN was.
      #expect(read.gap == record.gap || (read.gap.isNaN && record.gap.isNaN))
      #expect(
        read.dataPasses == record.dataPasses
          || (read.dataPasses.isNaN && record.dataPasses.isNaN))
      for target in results.targets.indices {
        let hit = try #require(stored.hit(trial: index, target: target))
        let original = results.hits[index * results.targets.count + target]
        #expect(hit.isHit == original.isHit)
        if hit.isHit { #expect(hit == original) }
      }
    }
    // The verdicts are made again from what was read, by the rules of the summary.
    let summary = Summary(results)
    let pairing = CellPairing(stored, stored)
    let judgements = Judgements(pairing, stored, .after)
    // Paired with itself a run has its cells in their own order.
    #expect(pairing.pairs.map(\.after) == Array(stored.cells.indices))
    for cell in results.cells.indices {
      #expect(stored.cells[cell].problem == results.cells[cell].problem)
      #expect(stored.cells[cell].learningRate == results.cells[cell].learningRate)
      #expect(stored.cells[cell].minimum == results.cells[cell].minimum)
      for target in results.targets.indices {
        let row = summary.row(cell: cell, target: target)
        let judgement = judgements[cell, target]
        #expect(judgement.verdict == row.verdict)
        #expect(judgement.isBest == row.isBest)
        #expect(judgement.expectedCost == row.expectedCost)
      }
    }
  }

  @Test func hostileTextsOfCellsComeBack() throws {
    var run = SyntheticRun()
    run.cells = ["=cmd|' /C calc'!A0", "a\"b,c\nd", "'quoted", "-1", "@x", "ünïcode"].map {
      CellDescription(
        problem: $0, instance: 1, dimension: 1, optimizer: "adam", hyperparameters: "",
        learningRate: nil, schedule: "constant", batchSize: "", backend: "analytic")
    }
    for index in run.cells.indices {
      run.trials.append(TrialIdentity(id: UInt64(index), cell: Int32(index), seed: nil))
      run.records.append(TrialRecord(outcome: .budgetSpent))
      run.hits += run.targets.map { _ in .missed }
    }
    let stored = try StoredFolder(run.results).read()
    #expect(stored.cells.map(\.problem) == run.cells.map(\.problem))
  }

  /// What may have happened to a folder, and what its reader says.
  @Test(arguments: [
    ("trials.csv", "", "trials.csv:1: the file is empty"),
    ("trials.csv", "trial,suite\n", "trials.csv:1: column 3 must be problem, but is missing"),
    ("trials.csv", "x", "trials.csv:1: column 1 must be trial, but is x"),
    ("targets.csv", "trial,target,hit,iterations,cost,data_passes,held\n", "are cut"),
    ("run.json", "{", "it is not the JSON of a run"),
    ("run.json", #"{"format": 2}"#, "was written in format 2; this tool reads 1"),
    ("run.json", #"{"format": 1}"#, "suite is missing"),
    ("timings.csv", "problem,instance\n", "column 3 must be dimension"),
  ])
  func damagedFileIsNamedWithItsLine(file: String, text: String, words: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    try folder.write(file, text)
    let error = #expect(throws: StoredRunError.self) { try folder.read() }
    let description = error?.description ?? ""
    #expect(description.contains(words), "\(description)")
    #expect(description.hasPrefix(folder.path), "\(description)")
  }

  /// One field of the first trial's row spoilt, one at a time.
  @Test(arguments: [
    (0, "00zz"), (3, "x"), (4, "-1"), (7, "fast"), (11, "9999999999"), (12, "won"), (14, "1.5"),
    (15, ""), (15, "99999999999999999999"), (25, "1e"),
  ])
  func damagedFieldIsNamedWithItsColumn(column: Int, text: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    var lines = try folder.text("trials.csv").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    fields[column] = text
    lines[1] = fields.joined(separator: ",")
    try folder.write("trials.csv", lines.joined(separator: "\n"))
    let error = #expect(throws: StoredRunError.self) { try folder.read() }
    let words = "trials.csv:2: \(RunFolder.trialColumns[column]) must be "
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// A copy that was broken off anywhere is never read as a smaller run.
  @Test(arguments: ["trials.csv", "targets.csv"])
  func truncatedFileIsRefused(name: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    let text = try folder.text(name)
    for share in [0.1, 0.37, 0.5, 0.9, 0.999] {
      try folder.write(name, String(text.prefix(Int(Double(text.count) * share))))
      #expect(throws: StoredRunError.self) { try folder.read() }
    }
  }

  @Test func missingFilesAndUnfinishedRunsAreRefused() throws {
    #expect(throws: StoredRunError.missing(folder: "/no/such")) {
      try StoredRun(folder: "/no/such")
    }
    for name in ["run.json", "trials.csv", "targets.csv"] {
      let folder = try StoredFolder(SyntheticRun.convex.results)
      try folder.remove(name)
      #expect(throws: StoredRunError.incomplete(folder: folder.path, file: name)) {
        try folder.read()
      }
    }
    let open = try StoredFolder(SyntheticRun.convex.results, finishes: false)
    #expect(throws: StoredRunError.unfinished(folder: open.path)) { try open.read() }
  }

  @Test func oneTrialTwiceIsRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    let lines = try folder.text("trials.csv").split(separator: "\n").map(String.init)
    try folder.write(
      "trials.csv", ([lines[0], lines[1], lines[1]] + lines[2...]).joined(separator: "\n"))
    #expect(throws: StoredRunError.self) { try folder.read() }
  }
}
