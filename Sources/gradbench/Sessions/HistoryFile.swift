import Foundation
import GradCommandLine
import GradCore
import GradReport
import GradResults
import GradText

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
    _ comparison: Comparison, baseline: Run, run: Run
  ) throws(CommandError) {
    var table = TextTable(Self.columns.map { TableColumn($0) })
    for metric in Metric.allCases {
      guard let counts = comparison.counts[metric] else { continue }
      table.append(
        [
          TableCell(run.information?.start.formatted(.iso8601)), .text(run.suite.name),
          TableCell(run.information?.gitCommit), TableCell(baseline.information?.gitCommit),
          .text(metric.rawValue),
        ]
          + [Change.regression, .improvement, .unchanged, .inconclusive, .new, .gone].map {
            .integer(counts[$0])
          } + [TableCell(comparison.ratios[metric])])
    }
    try append(table.text(format: .csv))
  }

  /// The file is read, and written whole under another name beside itself: it never holds half a
  /// line, and what is not a file is never written to.
  private func append(_ text: String) throws(CommandError) {
    let heading = Self.columns.joined(separator: ",")
    let place = try resolvedPath()
    var content = Data(text.utf8)
    var mode: mode_t?
    if let existing = try regularFile(place) {
      mode = existing.mode
      if !existing.content.isEmpty {
        guard existing.content.prefix(while: { $0 != UInt8(ascii: "\n") }) == Data(heading.utf8)
        else {
          throw error(
            "the first line is not that of a history. Name another file with '--history'.",
            .dataError)
        }
        content = existing.content
        if content.last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
        content += Data(text.utf8.dropFirst(heading.utf8.count + 1))
      }
    }
    try replace(place, by: content, mode: mode)
  }

  /// Where the path leads, through links; a link to nothing yet leads to where it will be.
  private func resolvedPath() throws(CommandError) -> String {
    var place = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place) else {
        return place
      }
      place =
        next.hasPrefix("/")
        ? next
        : ((place as NSString).deletingLastPathComponent as NSString)
          .appendingPathComponent(next)
    }
    throw error("it is a link that never ends.", .cannotCreate)
  }

  /// The content and the permissions of the file; nil where there is none.
  private func regularFile(
    _ place: String
  ) throws(CommandError) -> (content: Data, mode: mode_t)? {
    var status = stat()
    guard stat(place, &status) == 0 else {
      guard errno == ENOENT else { throw unwritable(systemErrorText()) }
      return nil
    }
    // A device or a pipe would be read for ever, or be replaced by a file.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw error("it is not a regular file. Name one with '--history'.", .cannotCreate)
    }
    guard access(place, W_OK) == 0 else { throw unwritable(systemErrorText()) }
    do {
      let content = try Data(contentsOf: URL(filePath: place))
      return (content, status.st_mode & 0o7777)
    } catch {
      throw self.error("the history cannot be read.", .cannotCreate)
    }
  }

  private func replace(_ place: String, by content: Data, mode: mode_t?) throws(CommandError) {
    do throws(FileError) {
      // Two comparisons may end at once.
      try WholeFile.write(
        Array(content), to: place, permissions: mode.map { UInt32($0) }, writers: .several)
    } catch {
      throw unwritable(error.reason)
    }
  }

  private func unwritable(_ reason: String) -> CommandError {
    error("the history cannot be written: \(reason).", .cannotCreate)
  }

  private func error(_ words: String, _ code: ExitCode) -> CommandError {
    CommandError("\(printable(path, limit: 300)): \(words)", exitCode: code)
  }
}
