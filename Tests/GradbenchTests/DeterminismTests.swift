import Foundation
import GradHarness
import GradReport
import GradResults
import Testing

/// Equal seeds give equal bytes, whatever the number of workers and however trials are packed.
@Suite struct DeterminismTests {
  static let files = [
    "trials.csv", "targets.csv", "traces.csv", "summary.csv", "comparisons.csv",
  ]

  static let suites = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "suites")

  /// A suite in which lanes are refilled, starts and batches are random and schedules differ.
  static let busy = """
    {"name": "busy", "budget": {"iterations": 150}, "trace": {"rows": 20},
     "sweeps": [
       {"problems": [{"id": "strict-saddle", "offset": [0, 1e-6]}, "himmelblau",
                     {"id": "gaussian-well", "distance": 6}],
        "optimizers": ["gradient-descent", {"id": "adam", "beta1": [0.5, 0.9]}],
        "learningRates": [0.01, 0.1, 0.4], "schedules": ["constant", "cosine"],
        "starts": {"around": 0.3}, "seeds": 3},
       {"problems": [{"id": "least-squares", "dimension": 3, "sampleCount": 12}],
        "optimizers": ["momentum"], "learningRates": [0.01, 0.03, 10],
        "batchSizes": [1, 5, "full"], "sampling": "replacement", "seeds": 3}]}
    """

  /// The bytes of all CSV files of a run.
  static func bytes(_ plan: Plan, jobs: Int, usesLanes: Bool) throws -> [String: Data] {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var folder = try RunFolder.create(at: path)
    let spill = try TraceSpill(in: folder, trialCount: plan.trials.count)
    let results = plan.run(jobs: jobs, usesLanes: usesLanes, trace: .sampled) { trial, trace in
      spill.append(
        trial: trial, rows: trace.rows, points: trace.points, dimension: trace.dimension)
    }
    try folder.writeCells(results)
    try folder.writeTrials(results)
    try folder.writeTargets(results)
    try folder.writeTraces(results, from: spill)
    let summary = Summary(results)
    try summary.write(results, to: &folder)
    try Report(results, summary: summary).writeComparisons(to: &folder)
    var all: [String: Data] = [:]
    for name in files { all[name] = try Data(contentsOf: URL(filePath: folder.file(name))) }
    return all
  }

  static func expectEqualBytes(_ plan: Plan) throws {
    let reference = try bytes(plan, jobs: 1, usesLanes: false)
    for name in files {
      // A header and at least a row a trial, a cell, a pair of optimizer settings.
      let lines = try #require(reference[name]).count { $0 == UInt8(ascii: "\n") }
      let rows =
        switch name {
        case "summary.csv": plan.cells.count
        case "comparisons.csv": 1
        default: plan.trials.count
        }
      #expect(lines > rows)
    }
    for (jobs, usesLanes) in [(1, true), (2, true), (8, true), (8, false)] {
      let other = try bytes(plan, jobs: jobs, usesLanes: usesLanes)
      for name in files {
        #expect(other[name] == reference[name], "\(name), \(jobs) jobs, lanes \(usesLanes)")
      }
    }
  }

  @Test func smokeHasTheSameBytesWithAnyJobsAndLanes() throws {
    let path = Self.suites.appending(path: "smoke.json").path
    try Self.expectEqualBytes(SuiteLoader(catalogs: .standard).load(path: path))
  }

  @Test func refilledLanesAndSharedBatchesHaveTheSameBytes() throws {
    try Self.expectEqualBytes(Plan.of(Self.busy))
  }

  @Test func otherBaseSeedGivesOtherBytes() throws {
    let plans = try [0, 1].map { seed in
      try SuiteLoader(catalogs: .standard, options: PlanOptions(baseSeed: seed))
        .load(bytes: Array(Self.busy.utf8), name: "busy.json")
    }
    let bytes = try plans.map { try Self.bytes($0, jobs: 1, usesLanes: true) }
    #expect(bytes[0]["trials.csv"] != bytes[1]["trials.csv"])
  }
}
