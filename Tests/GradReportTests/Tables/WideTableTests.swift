import GradCore
import GradResults
import GradText
import Testing

@testable import GradReport

/// Tables of more rows and columns than anyone reads.
@Suite struct WideTableTests {
  @Test func rowsBeyondTheLimitAreCountedAndNotMade() {
    var made = 0
    var table = TextTable.report([TableColumn("a", .left)], limit: 3)
    func row(_ number: Int) -> [TableCell] {
      made += 1
      return [.integer(number)]
    }
    #expect(table.isEmpty)
    for number in 0..<1_000 { table.append(row(number)) }
    #expect(made == 3)
    #expect(!table.isEmpty)
    #expect(
      MarkdownWriter().text(of: Document([.table(TableBlock(table))])) == """
        | a |
        | --- |
        | 0 |
        | 1 |
        | 2 |

        Here are the first 3 of 1,000 rows; all are in `summary.csv`.

        """)
  }

  /// Sixty columns, six a table; who is best is still a matter of all.
  @Test func problemsAreShownForTheFirstSettings() throws {
    var run = SyntheticRun()
    for problem in ["sphere", "quadratic:conditionNumber=2"] {
      for setting in 0..<70 {
        run.addQuadratic(
          condition: 2, problem: problem, optimizer: "method-\(setting)", momentum: 0,
          rates: [setting == 69 ? 1 : 0.5], seeds: 1)
      }
    }
    let results = run.run
    let report = Report(results, summary: Summary(results)).markdown
    let start = try #require(report.range(of: "By problem: expected cost"))
    let section = report[start.upperBound...].prefix { $0 != "#" }
    let end = try #require(section.range(of: "</details>"))
    let lines = section[..<end.lowerBound].split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("| problem") } == 10)
    #expect(lines.contains("Here are the first 60 of 70 entrants; all are in `summary.csv`."))
    #expect(lines.count { $0.hasPrefix("| sphere") && $0.contains("| `method-69` ") } == 10)
  }
}
