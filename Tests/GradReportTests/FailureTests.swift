import Foundation
import GradCore
import GradResults
import Testing

@testable import GradReport

/// Failures are found once: the table, the JSON and the notes tell the same of them.
@Suite struct FailureTests {
  private static func report() -> Report {
    let run = SyntheticRun.convex.run
    return Report(run, summary: Summary(run))
  }

  /// Counted here by another way, from the outcomes of the records.
  @Test func countsAreThoseOfTheRecords() {
    let report = Self.report()
    let diverged = report.run.records.count { $0?.outcome == .diverged }
    let spent = report.run.records.count { $0?.outcome == .budgetSpent }
    #expect(diverged > 0 && spent > 0)
    func count(_ outcome: Outcome) -> Int {
      report.failures.reduce(0) { $0 + ($1.kind.outcome == outcome ? $1.count : 0) }
    }
    #expect(count(.diverged) == diverged)
    #expect(count(.budgetSpent) == spent)
    #expect(count(.targetHit) == 0)
    for failure in report.failures {
      #expect(failure.shares.reduce(0) { $0 + $1.count } == failure.count)
      #expect(failure.hitsBefore <= failure.count)
      #expect(report.markdown.contains("| \(failure.kind.name) | "))
      let ended = report.run.records[failure.example]?.outcome
      #expect(ended == failure.kind.outcome)
    }
  }

  @Test func bugsComeFirst() throws {
    var run = SyntheticRun.convex.run
    let last = try #require(run.records.indices.last)
    run.records[last]?.outcome = .failed
    let report = Report(run, summary: Summary(run))
    #expect(report.failures.first?.kind == .ended(.failed, nil))
    #expect(report.failures.first?.count == 1)
    #expect(ReportNotes(report).notes.first?.plain == "1 trial failed: a bug")
    #expect(report.markdown.contains("| **failed (a bug)** | 1 | "))
  }

  @Test func jsonTellsTheAnswerAndTheFailuresOfThePage() throws {
    struct Page: Decodable {
      struct Failure: Decodable {
        let what: String
        let trials: Int
        let optimizers: [String: Int]
        let example: String
      }
      let answer: [String]
      let failures: [Failure]
    }
    let report = Self.report()
    let page = try JSONDecoder().decode(Page.self, from: Data(report.json.utf8))
    #expect(page.answer == report.answer.map(\.plain))
    let markdown = report.markdown
    #expect(
      markdown.replacing("`", with: "")
        .contains("**Answer.** " + page.answer.joined(separator: " ") + "\n"))
    #expect(page.failures.map(\.what) == report.failures.map(\.kind.name))
    for failure in page.failures {
      #expect(failure.optimizers.values.reduce(0, +) == failure.trials)
      #expect(markdown.contains("| `\(failure.example)` |"))
    }
  }
}
