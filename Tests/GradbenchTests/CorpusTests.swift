import Foundation
import GradFuzzing
import Testing

/// What the fuzzers start from and what they ever found, through the same functions: a fault that was
/// mended stays mended.
@Suite struct CorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus")

  static func files(_ name: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: name), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  /// In a debug build: what takes more is a way to stall the tool.
  static let mostSeconds = 5.0

  @Test(arguments: ["formula", "suite"])
  func everyInputKeepsThePromises(name: String) throws {
    let files = try Self.files(name)
    #expect(files.count > 15)
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: file))
      let begin = ContinuousClock.now
      if name == "formula" { FuzzTarget.formula(bytes) } else { FuzzTarget.suite(bytes) }
      let taken = ContinuousClock.now - begin
      #expect(taken < .seconds(Self.mostSeconds), "\(file.lastPathComponent): \(taken)")
    }
  }
}
