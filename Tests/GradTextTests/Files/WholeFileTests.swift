import Foundation
import GradText
import Testing

@Suite struct WholeFileTests {
  private static let words = Array("words".utf8)

  @Test(arguments: [WholeFile.Writers.one, .several])
  func fileAppearsWholeOrNotAtAll(writers: WholeFile.Writers) throws {
    let folder = TemporaryFolder()
    do {
      var file = try WholeFile(path: folder.file("a.txt"), writers: writers)
      try Self.words.withUnsafeBytes { try file.write($0) }
      #expect(try folder.names().count == 1)
      #expect(!FileManager.default.fileExists(atPath: folder.file("a.txt")))
    }
    #expect(try folder.names().isEmpty)
    try WholeFile.write(Self.words, to: folder.file("a.txt"), writers: writers)
    #expect(try folder.text("a.txt") == "words")
    #expect(try folder.names() == ["a.txt"])
  }

  @Test func severalWritersDoNotMeet() throws {
    let folder = TemporaryFolder()
    let first = try WholeFile(path: folder.file("a.txt"), writers: .several)
    var second = try WholeFile(path: folder.file("a.txt"), writers: .several)
    try Self.words.withUnsafeBytes { try second.write($0) }
    try first.commit()
    #expect(try folder.text("a.txt") == "")
    try second.commit()
    #expect(try folder.text("a.txt") == "words")
    #expect(try folder.names() == ["a.txt"])
  }

  @Test func linkIsReplacedAndItsEndKept() throws {
    let folder = TemporaryFolder()
    try WholeFile.write(Self.words, to: folder.file("precious"))
    for name in ["a.txt", ".a.txt.partial"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: folder.file("precious"))
    }
    try WholeFile.write([], to: folder.file("a.txt"))
    #expect(try folder.text("a.txt") == "")
    #expect(try folder.text("precious") == "words")
  }

  @Test func permissionsAreThoseAskedFor() throws {
    let folder = TemporaryFolder()
    try WholeFile.write(Self.words, to: folder.file("a.txt"), permissions: 0o600)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a.txt"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func missingFolderIsToldInTheSystemsWords() {
    let error = #expect(throws: FileError.self) {
      try WholeFile(path: "/no/such/a.txt").commit()
    }
    #expect(error?.description == "/no/such/a.txt: cannot be written: No such file or directory.")
  }
}
