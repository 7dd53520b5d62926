import Foundation
import GradCore
import Testing

/// The lists of `suite.schema.json` that the code decides. `RECORD_SNAPSHOTS=1` rewrites them and
/// fails, so that a recording cannot pass unseen.
@Suite(.serialized) struct SchemaListTests {
  /// Where a list begins and ends in the file, and what stands between.
  static let lists: [(begin: String, end: String, text: String)] = [
    (
      "    \"diagnosis\": {\n", "\n    },\n",
      """
            "description": "Thresholds of the rules that end and judge a trial.",
            "type": ["object", "null"],
            "additionalProperties": false,
            "properties": {
      \(Thresholds.parameters.map(property).joined(separator: ",\n"))
            }
      """
    ),
    ("    \"outcome\": {\"enum\": [", "]},\n", quoted(Outcome.allCases.map(\.rawValue))),
    ("    \"finding\": {\"enum\": [", "]},\n", quoted(Finding.allCases.map(\.name))),
  ]

  private static func quoted(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func property(_ parameter: Parameter) -> String {
    let text = "\(parameter.summary); \(parameter.requirement). Default \(parameter.defaultValue)."
    let type =
      switch parameter.kind {
      case .integer: "integer"
      case .number, .flag, .choice: "number"
      }
    return "        \"\(parameter.name)\": {\"description\": \"\(text)\", "
      + "\"type\": [\"\(type)\", \"null\"]}"
  }

  @Test(arguments: lists.indices)
  func schemaListsWhatTheCodeKnows(list: Int) throws {
    let (begin, end, text) = Self.lists[list]
    let file = SuiteFolderTests.folder.appendingPathComponent("suite.schema.json")
    let schema = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let start = try #require(schema.range(of: begin)).upperBound
    let stop = try #require(schema.range(of: end, range: start..<schema.endIndex)).lowerBound
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data((schema[..<start] + text + schema[stop...]).utf8).write(to: file)
      Issue.record("recorded a list of suite.schema.json")
      return
    }
    #expect(schema[start..<stop] == text)
  }
}
