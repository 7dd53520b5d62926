import GradResults
import Testing

@Suite struct CSVWriterTests {
  @Test func textReadsBackWhateverItHolds() throws {
    let texts = [
      "plain", "", "a,b", "say \"hello\"", "two\nlines", "carriage\rreturn", "\"", "κ ≥ 1", "a'b",
      "1e-05", " leading space",
    ]
    let folder = TemporaryFolder()
    try folder.runFolder().writeCSV("t.csv", header: ["a", "b"]) { writer in
      for text in texts {
        writer.text(text)
        writer.text("end")
        writer.endRow()
      }
    }
    let rows = parseCSV(try folder.text("t.csv"))
    #expect(rows == [["a", "b"]] + texts.map { [$0, "end"] })
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "-a,b"])
  func textThatSpreadsheetsRunGetsAnApostrophe(text: String) throws {
    let folder = TemporaryFolder()
    try folder.runFolder().writeCSV("t.csv", header: []) { writer in
      writer.text(text)
      writer.text(text)
      writer.endRow()
    }
    let rows = parseCSV(try folder.text("t.csv"))
    #expect(rows.last == ["'" + text, "'" + text])
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
    let folder = TemporaryFolder()
    try folder.runFolder().writeCSV("t.csv", header: ["x"]) { writer in
      for value in values + values {
        writer.number(value)
        writer.endRow()
      }
    }
    let read = parseCSV(try folder.text("t.csv")).dropFirst().map { Double($0[0])?.bitPattern }
    #expect(read == (values + values).map(\.bitPattern))
  }

  @Test func nonFiniteNumbersAreWordsAndMissingOnesEmpty() throws {
    let folder = TemporaryFolder()
    try folder.runFolder().writeCSV("t.csv", header: []) { writer in
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
    }
    let expected =
      "inf,-inf,,,nan,,-9223372036854775808,9223372036854775807,0,0123456789abcdef,1,0\n"
    #expect(try folder.text("t.csv") == "\n" + expected)
  }

  @Test func filesLongerThanTheBufferAreWhole() throws {
    let folder = TemporaryFolder()
    try folder.runFolder().writeCSV("t.csv", header: ["n"]) { writer in
      for value in 0..<100_000 {
        writer.integer(value)
        writer.endRow()
      }
    }
    let lines = try folder.text("t.csv").split(separator: "\n")
    #expect(lines.count == 100_001)
    #expect(lines.last == "99999")
  }
}
