import Foundation
import GradCore
import GradReport
import GradResults
import Testing

/// Reports as their readers get them. `RECORD_SNAPSHOTS=1` rewrites the files under
/// `Tests/Snapshots` and fails, so that a recording cannot pass unseen.
@Suite struct ReportSnapshotTests {
  @Test func convexReportIsUnchanged() throws {
    var run = SyntheticRun.convex.run
    run.information = Self.information
    let report = Report(run, summary: Summary(run)).markdown
    try check(report, snapshot: "convexReport.md")
  }

  @Test func terminalSummaryIsUnchanged() throws {
    var run = SyntheticRun.convex.run
    run.information = Self.information
    let report = Report(run, summary: Summary(run))
    let summary = TerminalSummary.document(report, folder: "results/convex/now")
    try check(TerminalWriter().text(of: summary), snapshot: "terminalSummary.txt")
  }

  @Test(arguments: DegenerateRun.allCases)
  func degenerateReportIsUnchanged(run: DegenerateRun) throws {
    let results = run.run
    let report = Report(results, summary: Summary(results)).markdown
    try check(report, snapshot: "\(run)Report.md")
    #expect(!report.contains("nan"))
    #expect(!report.contains("inf "))
  }

  private static let information = RunInformation(
    toolVersion: "0.1.0", gitCommit: "0123abc",
    machine: Machine(
      cores: 2, operatingSystem: "Linux", processor: "Example processor",
      architecture: "x86_64", swiftVersion: "6.3"),
    options: [.init(name: "jobs", value: "2")],
    start: Date(timeIntervalSince1970: 1_800_000_000),
    end: Date(timeIntervalSince1970: 1_800_000_012), wallSeconds: 12.345, cpuSeconds: 23.456)
}

func check(
  _ text: String, snapshot name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  let lines = (
    text.split(separator: "\n", omittingEmptySubsequences: false),
    expected.split(separator: "\n", omittingEmptySubsequences: false)
  )
  if let line = zip(lines.0, lines.1).enumerated().first(where: { $0.element.0 != $0.element.1 }) {
    Issue.record(
      "\(name):\(line.offset + 1): \(line.element.0)\nexpected: \(line.element.1)",
      sourceLocation: sourceLocation)
  }
  #expect(text == expected, sourceLocation: sourceLocation)
}
