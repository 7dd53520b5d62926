import GradHarness
import Testing

/// Inputs made to crash, hang or fill memory. Sizes are a sixteenth of the limit, since these
/// tests also run unoptimised; each must end in a mistake, not in a trap.
@Suite struct HostileSuiteTests {
  @Test(arguments: ["[", "{\"a\":", "[{\"a\":", "[0,", "{\"a\":{},\"b\":["])
  func millionfoldNestingIsRefused(open: String) {
    let mistakes = readJSON(String(repeating: open, count: 1_000_000 / open.utf8.count)).mistakes
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("more than 64 lists and objects") == true)
  }

  @Test func nestingOf64IsReadAnd65Refused() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(readJSON(nested(64)).mistakes.isEmpty)
    #expect(
      readJSON(nested(65)).mistakes == [
        "t.json:1:65: more than 64 lists and objects stand in each other."
      ])
  }

  @Test(arguments: [
    "\"", "\"\n", "\"a ", "[\"", "\"\\", "\\", "/", "/*", "//", "//\n", "-", "1e", "+", ",", ":",
    "\u{0}", "\r", "é", "{\"\\ud800", "[1", "{a:", "[NaN,", "\"\\u00",
  ])
  func repeatedRubbishEndsInAFewMistakes(part: String) {
    let mistakes = readJSON(String(repeating: part, count: 200_000 / part.utf8.count)).mistakes
    #expect((1...65).contains(mistakes.count))
    #expect(mistakes.allSatisfy { $0.utf8.count < 400 })
  }

  @Test func thousandsOfMistakesAreCut() {
    var mistakes = MistakeCollector(file: "t.json")
    let text = "[" + String(repeating: "+1,", count: 20_000) + "]"
    #expect(JSONReader.read(Array(text.utf8), mistakes: &mistakes) == nil)
    #expect(mistakes.mistakes.mistakes.count == MistakeCollector.mostKept)
    #expect(mistakes.mistakes.isCut)
    #expect(
      mistakes.mistakes.description.hasSuffix(
        "\nOnly the first 1000 mistakes of a file are shown."))
  }

  @Test func hugeKeysAndNumbersAreCutInMessages() {
    let huge = String(repeating: "9", count: 300_000)
    for text in [
      "{\"\(huge)\": [+1]}", "[\(huge)]", "{\"a\":1,\"\(huge)\":1,\"\(huge)\":1}", "[x\(huge)]",
    ] {
      let mistakes = readJSON(text).mistakes
      #expect(mistakes.count == 1)
      #expect(mistakes.allSatisfy { $0.utf8.count < 300 })
    }
  }

  @Test func everyPrefixOfASuiteIsAMistake() {
    let bytes = Array(JSONReaderTests.sample.utf8)
    for length in 0..<bytes.count {
      let (node, mistakes) = readJSON(bytes: Array(bytes.prefix(length)))
      #expect(node == nil && !mistakes.isEmpty, "\(length) bytes: \(mistakes)")
    }
  }

  @Test func everyChangedByteOfASuiteIsReadWithoutATrap() {
    let bytes = Array(JSONReaderTests.sample.utf8)
    for i in bytes.indices {
      for byte in [0x00, 0x0A, 0x22, 0x2A, 0x2C, 0x2D, 0x2F, 0x3A, 0x5B, 0x5C, 0x7D, 0x80, 0xFF] {
        var changed = bytes
        changed[i] = UInt8(byte)
        let (node, mistakes) = readJSON(bytes: changed)
        #expect(node != nil || !mistakes.isEmpty)
      }
    }
  }

  @Test func textOverTheLimitIsRefusedUnread() {
    let bytes = [UInt8](repeating: 0x20, count: JSONReader.mostBytes + 1)
    #expect(
      readJSON(bytes: bytes).mistakes == [
        "t.json:1:1: the file has 16777217 bytes; a suite may have at most 16777216."
      ])
  }
}
