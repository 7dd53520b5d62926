import GradCommandLine
import GradCore
import GradNumerics
import GradText

/// Inner products as `--metric` writes them.
enum MetricText {
  /// nil for the Euclidean one.
  static func innerProduct(
    _ text: String?, dimension: Int, _ arguments: ParsedArguments
  ) throws(CommandError) -> InnerProduct? {
    guard let text, text != "euclidean" else { return nil }
    if text.hasPrefix("diagonal:") {
      let weights = try NumberList.parse(
        text.dropFirst("diagonal:".count), of: "--metric", arguments)
      return try checked(dimension, arguments) { () throws(InnerProductError) in
        try .diagonal(weights)
      }
    }
    guard text.hasPrefix("matrix:") else {
      throw arguments.usageError(
        "--metric must be euclidean, diagonal:… or matrix:FILE, but is \(quoted(text)).")
    }
    let path = String(text.dropFirst("matrix:".count))
    let matrix = try matrix(path: path, arguments)
    return try NumberList.inFile(path) { () throws(CommandError) in
      try checked(dimension, arguments) { () throws(InnerProductError) in try .matrix(matrix) }
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

  private static func matrix(
    path: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> Matrix {
    let text = try NumberList.text(ofFile: path)
    return try NumberList.inFile(path) { () throws(CommandError) in
      var rows: [[Double]] = []
      for line in text.split(whereSeparator: \.isNewline) {
        rows.append(try NumberList.parse(line, of: "row \(rows.count + 1)", arguments))
      }
      do {
        return try Matrix(rows: rows)
      } catch {
        throw CommandError("\(error)", exitCode: .dataError)
      }
    }
  }
}
