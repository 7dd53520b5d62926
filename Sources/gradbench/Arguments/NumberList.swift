import Foundation
import GradCommandLine
import GradSymbolic
import GradText

/// Numbers as options and files write them: separated by commas or white space.
enum NumberList {
  /// Finite numbers. Between two commas there is one, so that a forgotten coordinate is told.
  ///
  /// - Parameter source: What is read, for the error: `--at`, or the name of a file.
  static func parse(
    _ text: some StringProtocol, of source: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Double] {
    var values: [Double] = []
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let words = part.split(whereSeparator: \.isWhitespace)
      if words.isEmpty, parts.count > 1 {
        throw arguments.usageError(
          "\(source): a number is missing \(index == 0 ? "before the first" : "behind") comma"
            + "\(index == 0 ? "" : " \(index)").")
      }
      for word in words {
        guard let value = Double(word), value.isFinite else {
          throw arguments.usageError("\(source): \(quoted(String(word))) is not a finite number.")
        }
        values.append(value)
      }
    }
    return values
  }

  /// The text of a file of numbers.
  static func text(ofFile path: String) throws(CommandError) -> String {
    guard !path.isEmpty, let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(
        "\(quoted(path)) is missing or unreadable: name a file of numbers.", exitCode: .noInput)
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Does something with what a file holds; what is wrong with it is told with its name and is 65.
  static func inFile<Result>(
    _ path: String, _ body: () throws(CommandError) -> Result
  ) throws(CommandError) -> Result {
    do {
      return try body()
    } catch {
      throw CommandError(
        error.messages.map { "\(printable(path, limit: 300)): \($0)" }, exitCode: .dataError)
    }
  }
}
