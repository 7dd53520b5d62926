import Foundation
import GradText
import Testing

/// Which files count as the one that was written.
@Suite struct CSVDigestTests {
  private static let names = ["id", "count", "value", "words"]

  /// A file of `rows` rows on disk and its digest.
  private static func written(rows: Int) throws -> (bytes: [UInt8], digest: CSVDigest) {
    let folder = TemporaryFolder()
    let path = folder.file("t.csv")
    var writer = CSVWriter(file: try WholeFile(path: path), makesDigest: true)
    for name in names { writer.text(name) }
    writer.endHeader()
    for row in 0..<rows {
      writer.hexadecimal(0x4e10_0000_0000_0000 + UInt64(row))
      writer.integer(row)
      writer.number(row % 3 == 0 ? .nan : 1 / Double(row + 1))
      writer.text(row % 2 == 0 ? "=a,b" : "1.0")
      writer.endRow()
    }
    let digest = writer.digest(kinds: "tnnt")
    try writer.commit()
    return ([UInt8](try Data(contentsOf: URL(filePath: path))), try #require(digest))
  }

  @Test(arguments: [0, 1, 2, 100, 8192, 8193, 20_000])
  func fileAsItWasWrittenIsAccepted(rows: Int) throws {
    let (bytes, digest) = try Self.written(rows: rows)
    #expect(digest.rows == rows)
    #expect(digest.sha256 == SHA256.hex(of: bytes))
    #expect(digest.checks.utf8.count <= 4 * 8192)
    try digest.check(bytes, file: "t.csv")
  }

  /// What spreadsheets and data frames do to a file that they only pass on.
  @Test(arguments: ["mark", "ends", "decimals", "quotes"])
  func otherBytesOfTheSameValuesAreAccepted(change: String) throws {
    let (bytes, digest) = try Self.written(rows: 9000)
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let changed: String
    switch change {
    case "mark": changed = "\u{FEFF}" + text
    case "ends": changed = lines.joined(separator: "\r\n") + "\r\n"
    case "decimals":
      changed =
        lines.enumerated().map { index, line in
          index == 0
            ? line : line.replacing(",\(index - 1),", with: ",\(index - 1).0,", maxReplacements: 1)
        }.joined(separator: "\n") + "\n"
    default:
      changed =
        lines.map { line in
          var fields = line.split(separator: ",", maxSplits: 1).map(String.init)
          fields[0] = "\"\(fields[0])\""
          return fields.joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }
    #expect(changed != text)
    try digest.check(Array(changed.utf8), file: "t.csv")
  }

  /// Up to 8,192 rows the very line is named.
  @Test(arguments: [(10, 7), (8000, 7999), (20_000, 15_001)])
  func changedValueIsNamedWithItsLine(rows: Int, changed: Int) throws {
    let (bytes, digest) = try Self.written(rows: rows)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    lines[changed] = lines[changed].replacing(",\(changed - 1),", with: ",\(changed),")
    let error = #expect(throws: CSVError.self) {
      try digest.check(Array((lines.joined(separator: "\n") + "\n").utf8), file: "t.csv")
    }
    let line = try #require(error?.line)
    // Line 1 is the header.
    #expect(line <= changed + 1 && changed + 1 < line + digest.rowsPerCheck)
    #expect(error?.what.contains("is not the one that was written") == true)
  }

  @Test func missingSwappedAndRenamedAreRefused() throws {
    let (bytes, digest) = try Self.written(rows: 20)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    var swapped = lines
    swapped.swapAt(3, 5)
    let renamed = ["id,count,value,letters"] + lines.dropFirst()
    for changed in [Array(lines.dropLast()), lines + [lines[20]], swapped, renamed] {
      #expect(throws: CSVError.self) {
        try digest.check(Array((changed.joined(separator: "\n") + "\n").utf8), file: "t.csv")
      }
    }
  }
}
