import Foundation
import GradCore
import GradTestSupport
import Testing

@testable import GradReport
@testable import GradResults

/// A run folder read back.
@Suite struct RunReadingTests {
  @Test func everythingThatWasWrittenIsReadBack() throws {
    let run = SyntheticRun.convex.run
    let stored = try StoredFolder(run).read()
    #expect(stored.cells.count == run.cells.count)
    #expect(stored.trials == run.trials)
    #expect(stored.targets == run.targets)
    #expect(stored.leftOut == run.leftOut)
    for (index, record) in run.records.enumerated() {
      let record = try #require(record)
      let read = try #require(stored.records[index])
      #expect(read.isSame(as: record))
      #expect(stored.reason(of: index) == run.reason(of: index))
      #expect(Array(stored.hits(of: index)) == Array(run.hits(of: index)))
    }
    for (read, cell) in zip(stored.cells, run.cells) {
      #expect(read.problem == cell.problem)
      #expect(read.problem.facts == cell.problem.facts)
      #expect(read.setting == cell.setting)
      #expect(read.learningRate == cell.learningRate)
      #expect(read.batch == cell.batch)
      #expect(read.backend == cell.backend)
      #expect(read.edge == cell.edge)
      #expect(read.isDefaultRate == cell.isDefaultRate)
    }
  }

  /// A report is made from what was read as from what was run, without a problem.
  @Test(arguments: DegenerateRun.allCases)
  func reportOfAReadRunHasTheSameBytes(run: DegenerateRun) throws {
    try checkReport(of: run.run)
  }

  @Test func reportOfAReadConvexRunHasTheSameBytes() throws {
    try checkReport(of: SyntheticRun.convex.run)
  }

  private func checkReport(of run: Run) throws {
    let stored = try StoredFolder(run)
    let read = try Run.read(folder: stored.path, depth: .report)
    var made = run
    made.information = read.information
    #expect(
      Report(read, summary: Summary(read)).markdown == Report(made, summary: Summary(made)).markdown
    )
  }

  @Test func hostileTextsOfCellsComeBack() throws {
    var run = SyntheticRun()
    run.cells = ["=cmd|' /C calc'!A0", "a\"b,c\nd", "'quoted", "-1", "@x", "ünïcode"].map {
      Cell(
        problem: $0, instance: 1, dimension: 1, optimizer: "adam", hyperparameters: "",
        learningRate: nil, schedule: "constant", batchSize: "", backend: "analytic")
    }
    for index in run.cells.indices {
      run.trials.append(TrialIdentity(id: UInt64(index), cell: Int32(index), seed: nil))
      run.records.append(TrialRecord(outcome: .budgetSpent))
      run.hits += run.targets.map { _ in .missed }
    }
    let stored = try StoredFolder(run.run).read()
    #expect(stored.cells.map(\.problem.label) == run.cells.map(\.problem.label))
  }

  /// What may have happened to a folder, and what its reader says.
  @Test(arguments: [
    ("trials.csv", "", "trials.csv:1: the file is empty"),
    ("trials.csv", "trial,suite\n", "trials.csv:1: column 3 must be problem, but is missing"),
    ("trials.csv", "x", "trials.csv:1: column 1 must be trial, but is x"),
    (
      "targets.csv",
      "trial,target,hit,iterations,cost,data_passes,held,held_iterations,held_cost,held_data_passes\n",
      "targets.csv: 93 bytes cannot hold the 8 targets of run.json for "
    ),
    ("run.json", "{", "it is not the JSON of a run"),
    (
      "targets.csv", "trial,target,hit,iterations,cost,data_passes,held\n",
      "column 8 must be held_iterations, but is missing"
    ),
    ("run.json", #"{"format": 5}"#, "was written in format 5; this tool reads 1, 2, 3 and 4"),
    ("run.json", #"{"format": 1}"#, "suite is missing"),
    ("run.json", #"{"format": 2}"#, "suite is missing"),
    ("timings.csv", "problem,instance\n", "column 3 must be dimension"),
  ])
  func damagedFileIsNamedWithItsLine(file: String, text: String, words: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
    try folder.write(file, text)
    let error = #expect(throws: RunReadingError.self) { try folder.read() }
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
    let folder = try StoredFolder(SyntheticRun.convex.run)
    var lines = try folder.text("trials.csv").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    var fields = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    fields[column] = text
    lines[1] = fields.joined(separator: ",")
    try folder.write("trials.csv", lines.joined(separator: "\n"))
    let error = #expect(throws: RunReadingError.self) { try folder.read() }
    let words = "trials.csv:2: \(Table<TrialRow>.trials.header[column]) must be "
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// One field of the first hit's row spoilt, one at a time.
  @Test(arguments: [
    (0, "0000000000000000"), (1, "0.3"), (2, "2"), (3, "-1"), (3, "4294967296"), (4, "-1"),
    (4, "99999"), (5, "-2"), (5, "nan"), (6, "x"), (7, "0"), (7, "4294967296"), (7, ""), (8, "1"),
    (8, "99999"), (8, ""), (9, "-2"),
  ])
  func damagedHitIsNamedWithItsColumn(column: Int, text: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
    var lines = try folder.text("targets.csv").split(separator: "\n").map(String.init)
    let row = try #require(lines.dropFirst().firstIndex { $0.split(separator: ",")[2] == "1" })
    var fields = lines[row].split(separator: ",", omittingEmptySubsequences: false)
      .map(String.init)
    fields[column] = text
    lines[row] = fields.joined(separator: ",")
    try folder.write("targets.csv", lines.joined(separator: "\n"))
    let error = #expect(throws: RunReadingError.self) { try folder.read() }
    let words = "targets.csv:\(row + 1): \(Table<TargetRow>.targets.header[column]) must be "
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  /// `"gradient-descent"GARBAGE` was read as `gradient-descent`.
  @Test func textBehindAClosingQuoteIsRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
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
      let error = #expect(throws: RunReadingError.self) { try folder.read() }
      #expect(
        error?.description.contains("trials.csv:2: there is text behind a closing quote") == true)
    }
  }

  /// No memory is taken for targets that `run.json` names and `targets.csv` cannot hold.
  @Test func targetsThatTheFileCannotHoldAreRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
    let names = (1...100_000).map { "\"\($0)\"" }.joined(separator: ", ")
    let json = try folder.text("run.json")
    let list = try #require(json.firstRange(of: #/"targets" : \[[^\]]*\]/#))
    try folder.write(
      "run.json", json.replacingCharacters(in: list, with: "\"targets\": [\(names)]"))
    let error = #expect(throws: RunReadingError.self) { try folder.read() }
    let trials = SyntheticRun.convex.trials.count
    #expect(
      error?.description.contains(
        "bytes cannot hold the 100000 targets of run.json for \(trials) trials") == true,
      "\(error?.description ?? "")")
  }

  /// A copy that was broken off anywhere is never read as a smaller run.
  @Test(arguments: ["trials.csv", "targets.csv"])
  func truncatedFileIsRefused(name: String) throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
    let text = try folder.text(name)
    for share in [0.1, 0.37, 0.5, 0.9, 0.999] {
      try folder.write(name, String(text.prefix(Int(Double(text.count) * share))))
      #expect(throws: RunReadingError.self) { try folder.read() }
    }
  }

  @Test func missingFilesAndUnfinishedRunsAreRefused() throws {
    #expect(throws: RunReadingError.missing(folder: "/no/such")) {
      try Run.read(folder: "/no/such")
    }
    for name in ["run.json", "trials.csv", "targets.csv"] {
      let folder = try StoredFolder(SyntheticRun.convex.run)
      try folder.remove(name)
      #expect(throws: RunReadingError.incomplete(folder: folder.path, file: name)) {
        try folder.read()
      }
    }
    let open = try StoredFolder(SyntheticRun.convex.run, finishes: false)
    #expect(throws: RunReadingError.unfinished(folder: open.path)) { try open.read() }
  }

  /// Format 2 did not tell from when on noisy trials hold a target: those count that no later look was
  /// beyond, and the report says so.
  @Test func folderOfFormat2IsReadForReports() throws {
    var run = SyntheticRun()
    run.addFiniteSum(batchSizes: [1, 64], rates: [0.25, 0.5], seeds: 3, passes: 50)
    // A trial that left its first target again, and held it later.
    run.hits[0] = TargetHit(iteration: 4, cost: 5, heldIteration: 9, heldCost: 10)
    let folder = try StoredFolder(run.run)
    for (file, last) in [
      ("trials.csv", "reason"), ("targets.csv", "held"), ("cells.csv", "sampling"),
    ] {
      var rows = try folder.text(file).split(separator: "\n").map(String.init)
      let columns = rows[0].split(separator: ",").firstIndex { $0 == last } ?? 0
      for row in rows.indices {
        // No field of this run has a comma within.
        let fields = rows[row].split(separator: ",", omittingEmptySubsequences: false)
        rows[row] = fields.prefix(columns + 1).joined(separator: ",")
      }
      // Held was what no later look was beyond.
      if file == "targets.csv" { rows[1].replace(/1$/, with: "0") }
      try folder.write(file, rows.joined(separator: "\n") + "\n")
    }
    let json = try folder.text("run.json").replacing(
      "\"format\" : \(RunFolder.format)", with: "\"format\" : 2")
    let list = try #require(json.firstRange(of: #/"tables" : \[[^\]]*\]/#))
    try folder.write("run.json", json.replacingCharacters(in: list, with: "\"tables\": []"))
    let read = try Run.read(folder: folder.path, depth: .report)
    #expect(read.lacksHeldCosts)
    #expect(read.hits[0] == TargetHit(iteration: 4, cost: 5))
    #expect(Array(read.hits.dropFirst()) == Array(run.hits.dropFirst()))
    let note = "written before noisy trials told from when on they hold a target"
    #expect(Report(read, summary: Summary(read)).markdown.contains(note))
    #expect(!Report(run.run, summary: Summary(run.run)).markdown.contains(note))
  }

  @Test func oneTrialTwiceIsRefused() throws {
    let folder = try StoredFolder(SyntheticRun.convex.run)
    let lines = try folder.text("trials.csv").split(separator: "\n").map(String.init)
    try folder.write(
      "trials.csv", ([lines[0], lines[1], lines[1]] + lines[2...]).joined(separator: "\n"))
    #expect(throws: RunReadingError.self) { try folder.read() }
  }
}

extension TrialRecord {
  /// Whether every column that tells of the trial is the same; an empty field is NaN, whatever the
  /// NaN was.
  fileprivate func isSame(as other: TrialRecord) -> Bool {
    func same(_ number: KeyPath<TrialRecord, Double>) -> Bool {
      self[keyPath: number].bitPattern == other[keyPath: number].bitPattern
        || (self[keyPath: number].isNaN && other[keyPath: number].isNaN)
    }
    let numbers: [KeyPath<TrialRecord, Double>] = [
      \.dataPasses, \.initialObjective, \.finalObjective, \.bestObjective, \.gap,
      \.initialGradientNorm, \.finalGradientNorm, \.smallestGradientNorm, \.largestGradientNorm,
    ]
    return outcome == other.outcome && findings == other.findings && pointKind == other.pointKind
      && reached == other.reached && iterations == other.iterations && cost == other.cost
      && objectiveEvaluations == other.objectiveEvaluations
      && gradientEvaluations == other.gradientEvaluations
      && hessianEvaluations == other.hessianEvaluations
      && monitorEvaluations == other.monitorEvaluations && numbers.allSatisfy(same)
  }
}
