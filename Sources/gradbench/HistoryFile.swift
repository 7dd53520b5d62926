import Foundation
import GradCommandLine
import GradCore
import GradReport
import GradResults

/// A CSV file that grows by one line a metric with every comparison: the nights, side by side.
struct HistoryFile {
  let path: String

  static let columns = [
    "time", "suite", "commit", "baseline_commit", "metric", "regression", "improvement",
    "unchanged", "inconclusive", "new", "gone", "ratio",
  ]

  /// Appends the comparison's metrics. `time` is when the run began; `ratio` the geometric mean of
  /// after ÷ before. The file is made with its heading where it is missing.
  func append(
    _ comparison: Comparison, baseline: StoredRun, run: StoredRun
  ) throws(CommandError) {
    var table = TextTable(Self.columns.map { TableColumn($0) })
    for metric in Metric.allCases {
      guard let counts = comparison.counts[metric] else { continue }
      table.append(
        [
          .text(run.file.start.formatted(.iso8601)), .text(run.file.suite.name),
          TableCell(run.file.gitCommit), TableCell(baseline.file.gitCommit),
          .text(metric.rawValue),
        ]
          + [Change.regression, .improvement, .unchanged, .inconclusive, .new, .gone].map {
            .integer(counts[$0])
          } + [TableCell(comparison.ratios[metric])])
    }
    let text = table.text(format: .csv)
    let heading = Self.columns.joined(separator: ",")
    if let existing = FileManager.default.contents(atPath: path), !existing.isEmpty {
      guard existing.starts(with: Data((heading + "\n").utf8)) else {
        throw CommandError(
          "\(printable(path, limit: 300)): the first line is not that of a history. Name another "
            + "file with '--history'.", exitCode: .dataError)
      }
      let rows = text.dropFirst(heading.count + 1)
      guard let handle = FileHandle(forWritingAtPath: path) else { throw unwritable }
      defer { try? handle.close() }
      do {
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(rows.utf8))
      } catch {
        throw unwritable
      }
    } else if !FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) {
      throw unwritable
    }
  }

  private var unwritable: CommandError {
    CommandError(
      "\(printable(path, limit: 300)): the history cannot be written.", exitCode: .cannotCreate)
  }
}
