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
    if text.hasPrefix("diagonal:") {
      let weights = try numbers(text.dropFirst("diagonal:".count), arguments)
      return try checked(dimension, arguments) { () throws(InnerProductError) in
        try .diagonal(weights)
      }
    }
    guard text.hasPrefix("matrix:") else {
      throw arguments.usageError(
        "--metric must be euclidean, diagonal:… or matrix:FILE, but is \(quoted(text)).")
    }
    let matrix = try matrix(path: String(text.dropFirst("matrix:".count)), arguments)
    return try checked(dimension, arguments) { () throws(InnerProductError) in
      try .matrix(matrix)
    }
  }

  private static func checked(
    _ dimension: Int, _ arguments: ParsedArguments,
    _ make: () throws(InnerProductError) -> InnerProduct
  ) throws(CommandError) -> InnerProduct {
    do {
      let metric = try make()
      try metric.check(dimension: dimension)
      return metric
    } catch {
      throw arguments.usageError("--metric: \(error)")
    }
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
