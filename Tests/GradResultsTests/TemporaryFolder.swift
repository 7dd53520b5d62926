import Foundation
import GradResults

/// A folder of its own for one test, removed at the end.
struct TemporaryFolder: ~Copyable {
  let path = FileManager.default.temporaryDirectory
    .appending(path: "gradbench-\(UUID().uuidString)").path

  func runFolder() throws -> RunFolder { try RunFolder.create(at: path + "/run") }

  /// A file of the run folder.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/run/" + name)), as: UTF8.self)
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/run").sorted()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Reads CSV by RFC 4180, so that the writer is checked against other code.
func parseCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        field.unicodeScalars.append(scalar)
      } else if scalars.first == "\"" {
        field.unicodeScalars.append(scalars.removeFirst())
      } else {
        isQuoted = false
      }
      continue
    }
    switch scalar {
    case "\"": isQuoted = true
    case ",":
      row.append(field)
      field = ""
    case "\n":
      rows.append(row + [field])
      row = []
      field = ""
    default: field.unicodeScalars.append(scalar)
    }
  }
  return rows
}
