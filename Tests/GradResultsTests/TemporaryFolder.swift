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
