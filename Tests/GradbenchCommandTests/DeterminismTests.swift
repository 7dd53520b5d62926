import Foundation
import Testing

/// Equal bytes whatever the number of workers and with lanes or without.
@Suite struct DeterminismTests {
  @Test func filesOfSmokeAreEqualAtAnyJobsAndLanes() throws {
    let workspace = try Workspace()
    try workspace.run(Tool.suite("smoke"), to: "reference", ["--jobs", "1"])
    let variants = [
      ["--jobs", "2"], ["--jobs", "8"], ["--jobs", "1", "--lanes", "off"],
      ["--jobs", "8", "--lanes", "off"],
    ]
    for (index, options) in variants.enumerated() {
      try workspace.run(Tool.suite("smoke"), to: "\(index)", options)
      for file in ["trials", "targets", "traces", "summary"] {
        #expect(
          try workspace.data("\(index)/\(file).csv") == workspace.data("reference/\(file).csv"),
          "\(file).csv with \(options)")
      }
      #expect(
        try stable(workspace.text("\(index)/report.md"))
          == stable(workspace.text("reference/report.md")))
    }
  }

  /// A report without its last section, `Machine`, which tells of time.
  private func stable(_ report: String) throws -> String {
    try #require(report.components(separatedBy: "\n## Machine\n").first)
  }
}
