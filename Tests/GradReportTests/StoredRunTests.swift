import Foundation
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
    (
      "targets.csv", "trial,target,hit,iterations,cost,data_passes,held\n",
      "targets.csv: 50 bytes cannot hold the 8 targets of run.json for "
    ),
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
    // Numbers that are some, and that no run has.
    (1, "another"), (4, "0"), (7, "0"), (7, "-0.1"), (7, "nan"), (7, "inf"), (14, "-1"), (15, "-5"),
    (19, "-1"), (19, "nan"), (19, "inf"),
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

  /// One field of the first hit's row spoilt, one at a time.
  @Test(arguments: [
    (0, "0000000000000000"), (1, "0.3"), (2, "2"), (3, "-1"), (3, "4294967296"), (4, "-1"),
    (4, "99999"), (5, "-2"), (5, "nan"), (6, "x"),
  ])
  func damagedHitIsNamedWithItsColumn(column: Int, text: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    var lines = try folder.text("targets.csv").split(separator: "\n").map(String.init)
    let row = try #require(lines.dropFirst().firstIndex { $0.split(separator: ",")[2] == "1" })
    var fields = lines[row].split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    fields[column] = text
    lines[row] = fields.joined(separator: ",")
    try folder.write("targets.csv", lines.joined(separator: "\n"))
    let error = #expect(throws: StoredRunError.self) { try folder.read() }
    let words = "targets.csv:\(row + 1): \(RunFolder.targetColumns[column]) must be "
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// `"gradient-descent"GARBAGE` was read as `gradient-descent`.
  @Test func textBehindAClosingQuoteIsRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    let text = try folder.text("trials.csv")
    func spoilt(_ field: String) -> String {
      text.replacing(",gradient-descent,", with: ",\(field),", maxReplacements: 1)
    }
    for end in ["\n", "\r\n"] {
      try folder.write(
        "trials.csv", spoilt("\"gradient-descent\"").replacing("\n", with: end))
      #expect(try folder.read().cells[0].optimizer == "gradient-descent")
    }
    for tail in ["GARBAGE", " ", "\r", "\"x\""] {
      // Of two quotes the second is text, and the field goes on.
      try folder.write("trials.csv", spoilt("\"gradient-descent\" \(tail)"))
      let error = #expect(throws: StoredRunError.self) { try folder.read() }
      #expect(
        error?.description.contains("trials.csv:2: there is text behind a closing quote") == true)
    }
  }

  /// No memory is taken for targets that `run.json` names and `targets.csv` cannot hold.
  @Test func targetsThatTheFileCannotHoldAreRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.results)
    let names = (1...100_000).map { "\"\($0)\"" }.joined(separator: ", ")
    let json = try folder.text("run.json")
    let list = try #require(json.firstRange(of: #/"targets" : \[[^\]]*\]/#))
    try folder.write(
      "run.json", json.replacingCharacters(in: list, with: "\"targets\": [\(names)]"))
    let error = #expect(throws: StoredRunError.self) { try folder.read() }
    let trials = SyntheticRun.convex.trials.count
    #expect(
      error?.description.contains(
        "bytes cannot hold the 100000 targets of run.json for \(trials) trials") == true,
      "\(error?.description ?? "")")
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
