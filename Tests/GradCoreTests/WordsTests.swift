import Foundation
import Testing

/// The page of words against the names of public types.
@Suite struct WordsTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func page() throws -> String {
    try String(
      contentsOf: root.appending(path: "Sources/GradCore/Documentation.docc/Words.md"),
      encoding: .utf8)
  }

  /// Names of public types, of all modules.
  private static func publicTypes() throws -> Set<String> {
    let declaration =
      #/^ *(public|package)( final| indirect)? (struct|enum|class|protocol|actor|typealias) ([A-Z]\w*)/#
    let files = try #require(
      FileManager.default.enumerator(
        at: root.appending(path: "Sources"), includingPropertiesForKeys: nil))
    var names: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if let match = line.firstMatch(of: declaration) { names.insert(String(match.4)) }
      }
    }
    #expect(names.count > 200)
    return names
  }

  /// `TrialRecord` in its words.
  private static func words(of name: String) -> [String] {
    name.matches(of: /[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/).map { String($0.0) }
  }

  @Test func typesThatThePageNamesAreThere() throws {
    let types = try Self.publicTypes()
    let rows = try Self.page().split(separator: "\n").filter { $0.hasPrefix("| ") }
    let named = rows.flatMap { row in
      row.split(separator: "|").dropFirst().first?.matches(of: /`([A-Z]\w*)`/).map {
        String($0.1)
      } ?? []
    }
    #expect(named.count > 10)
    for name in named { #expect(types.contains(name), "\(name)") }
  }

  @Test func wordsThatNoNameHasAreInNone() throws {
    let page = try Self.page()
    let start = try #require(page.range(of: "## Words that no name has"))
    let banned = page[start.upperBound...].matches(of: /`([A-Z]\w*)`/).map { String($0.1) }
    #expect(banned.count == 9)
    for name in try Self.publicTypes() {
      for word in banned { #expect(!name.contains(word), "\(name)") }
    }
  }

  /// Names that hold a word of the page for another idea would tell a reader something false.
  @Test(arguments: [
    // One invocation, and what runs one.
    ("Run", "Run"), ("Comparison", "Comparison"),
  ])
  func wordsOfOneIdeaBeginTheirNames(word: String, prefix: String) throws {
    for name in try Self.publicTypes() where Self.words(of: name).contains(word) {
      #expect(name.hasPrefix(prefix), "\(name)")
    }
  }
}
