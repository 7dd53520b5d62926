import Foundation
import GradTestSupport
import GradText
import Testing

@Suite struct CSVWriterTests {
  @Test func textReadsBackWhateverItHolds() throws {
    let texts = [
      "plain", "", "a,b", "say \"hello\"", "two\nlines", "carriage\rreturn", "\"", "κ ≥ 1", "a'b",
      "1e-05", " leading space",
    ]
    var writer = CSVWriter()
    for text in texts {
      writer.text(text)
      writer.text("end")
      writer.endRow()
    }
    #expect(parseCSV(writer.text) == texts.map { [$0, "end"] })
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "-a,b"])
  func textThatSpreadsheetsRunGetsAnApostrophe(text: String) {
    var writer = CSVWriter()
    writer.text(text)
    writer.text(text)
    writer.endRow()
    #expect(parseCSV(writer.text) == [["'" + text, "'" + text]])
  }

  @Test func numbersReadBackToTheSameBits() throws {
    var values: [Double] = [
      0, 1, 0.1, -0.25, 1e15, 123_456_789, .leastNonzeroMagnitude, .leastNormalMagnitude,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1 / 3.0, .pi,
    ]
    // A linear congruential generator over bit patterns: numbers of all sizes, the same each time.
    var state: UInt64 = 1
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if value.isFinite { values.append(value) }
    }
    // Twice, so that the second time they come from the cache, or from a slot taken since.
    var writer = CSVWriter()
    for value in values + values {
      writer.number(value)
      writer.endRow()
    }
    let read = parseCSV(writer.text).map { Double($0[0])?.bitPattern }
    #expect(read == (values + values).map(\.bitPattern))
  }

  @Test func nonFiniteNumbersAreWordsAndMissingOnesEmpty() throws {
    var writer = CSVWriter()
    writer.number(.infinity)
    writer.number(-.infinity)
    writer.number(.nan)
    writer.number(nil)
    writer.measured(.nan)
    writer.integer(nil as Int?)
    writer.integer(Int.min)
    writer.integer(Int.max)
    writer.integer(0)
    writer.hexadecimal(0x0123_4567_89ab_cdef)
    writer.flag(true)
    writer.flag(false)
    writer.endRow()
    let expected =
      "inf,-inf,,,nan,,-9223372036854775808,9223372036854775807,0,0123456789abcdef,1,0\n"
    #expect(writer.text == expected)
  }

  @Test func filesLongerThanTheBufferAreWhole() throws {
    let folder = TemporaryFolder()
    var writer = CSVWriter(file: try WholeFile(path: folder.file("t.csv")))
    for value in 0..<100_000 {
      writer.integer(value)
      writer.endRow()
    }
    #expect(try folder.names() == [".t.csv.partial"])
    try writer.commit()
    let lines = try folder.text("t.csv").split(separator: "\n")
    #expect(lines.count == 100_000)
    #expect(lines.last == "99999")
    #expect(try folder.names() == ["t.csv"])
  }

  @Test func fileThatCannotAppearLeavesNothingBehind() throws {
    let folder = TemporaryFolder()
    var writer = CSVWriter(file: try WholeFile(path: folder.file("t.csv")))
    writer.text("a")
    writer.endRow()
    // The name is taken by a folder, which no file replaces.
    try FileManager.default.createDirectory(
      atPath: folder.file("t.csv/x"), withIntermediateDirectories: true)
    do {
      try writer.commit()
      Issue.record("a folder was replaced")
    } catch {
      #expect(error.path == folder.file("t.csv"))
    }
    #expect(try folder.names() == ["t.csv"])
  }
}

extension CSVWriter {
  /// What was written in memory.
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
