import Foundation
import GradCommandLine
import GradCore
import GradNumerics

/// Inner products as `--metric` writes them.
enum MetricText {
  /// nil for the Euclidean one.
  static func innerProduct(
    _ text: String?, dimension: Int, _ arguments: ParsedArguments
  ) throws(CommandError) -> InnerProduct? {
    guard let text, text != "euclidean" else { return nil }
    let metric: InnerProduct
    do throws(InnerProductError) {
      if text.hasPrefix("diagonal:") {
        metric = try .diagonal(try numbers(text.dropFirst("diagonal:".count), arguments))
      } else if text.hasPrefix("matrix:") {
        metric = try .matrix(
          try matrix(path: String(text.dropFirst("matrix:".count)), arguments))
      } else {
        throw arguments.usageError(
          "--metric must be euclidean, diagonal:… or matrix:FILE, but is \(quoted(text)).")
      }
      try metric.check(dimension: dimension)
    } catch let error as CommandError {
      throw error
    } catch {
      throw arguments.usageError("--metric: \(error)")
    }
    return metric
  }

  private static func numbers(
    _ text: Substring, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double] {
    var values: [Double] = []
    for word in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      guard let value = Double(word), value.isFinite else {
        throw arguments.usageError("--metric: \(quoted(String(word))) is not a finite number.")
      }
      values.append(value)
    }
    return values
  }

  private static func matrix(
    path: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> Matrix {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path) is missing or unreadable.", exitCode: .noInput)
    }
    var rows: [[Double]] = []
    for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
      rows.append(try numbers(line, arguments))
    }
    do {
      return try Matrix(rows: rows)
    } catch {
      throw CommandError("\(path): \(error)", exitCode: .dataError)
    }
  }
}
