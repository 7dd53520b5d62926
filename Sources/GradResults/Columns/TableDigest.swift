import GradText

/// The digest of one table, as `run.json` has it.
struct TableDigest: Sendable, Equatable, Codable {
  /// `trials.csv`.
  var name: String
  var digest: CSVDigest
}
