import Testing

@testable import GradHarness

@Suite struct JSONMistakeTests {
  @Test(arguments: [
    ("NaN", "write a finite number."), ("-Infinity", "write a finite number."),
    ("inf", "write a finite number."), ("+1", "write 1 without the plus sign."),
    (".5", "a digit must stand before the point, as in 0.5."),
    ("-.5", "a digit must stand before the point, as in 0.5."),
    ("5.", "a digit must stand behind the point, as in 5.0."),
    ("1.e3", "a digit must stand behind the point, as in 5.0."),
    ("010", "a number must not begin with 0 and another digit."),
    ("-01.5", "a number must not begin with 0 and another digit."),
    ("10_000", "write the digits without '_'."), ("0x1F", "write a decimal number such as"),
    ("1e", "write a decimal number such as"), ("1e+", "write a decimal number such as"),
    ("--1", "put a text in double quotes."), ("True", "write true."), ("None", "write null."),
    ("adam", "put a text in double quotes."), ("−1", "put a text in double quotes."),
  ])
  func whatJSONDoesNotHaveIsToldAndReadPast(word: String, advice: String) throws {
    let (node, mistakes) = readJSON("{\"a\": [0, \(word), 2]}")
    try #require(mistakes.count == 1)
    #expect(
      mistakes[0].hasPrefix("t.json:1:11: a[1] is \(word), which JSON does not have: \(advice)"))
    let list = try #require(node?.object?["a"]?.array)
    #expect(list.map(\.kind)[1] == .broken)
    #expect(list[2].number?.value == 2)
  }

  @Test(arguments: ["1e999", "-1e999", "1E+400", "1e99999999999999999999"])
  func numberBeyondTheLargestDoubleIsAMistake(text: String) {
    #expect(
      readJSON("[[1], [2, \(text)]]").mistakes == [
        "t.json:1:11: [1][1] is \(text), which is beyond the largest Double, 1.8e308."
      ])
  }

  @Test(arguments: ["1e-999", "-0.001e-400", "1e-99999999999999999999"])
  func numberThatWouldSilentlyBecomeZeroIsAMistake(text: String) {
    #expect(
      readJSON(text).mistakes == [
        "t.json:1:1: the suite is \(text), which is not 0 but closer to it than any Double; write 0."
      ])
  }

  @Test func everyDuplicateKeyIsToldAndTheFirstKept() throws {
    let (node, mistakes) = readJSON(
      """
      {"a": 1,
       "b": {"c": 1, "c": 2, "\\u0063": 3},
       "a": 2, "a": NaN}
      """)
    #expect(
      mistakes == [
        "t.json:2:16: b: the key 'c' stands here again; it was first given at 2:8.",
        "t.json:2:24: b: the key 'c' stands here again; it was first given at 2:8.",
        "t.json:3:2: the suite: the key 'a' stands here again; it was first given at 1:2.",
        "t.json:3:10: the suite: the key 'a' stands here again; it was first given at 1:2.",
        "t.json:3:15: a is NaN, which JSON does not have: write a finite number.",
      ])
    #expect(node?.object?["a"]?.number?.value == 1)
    #expect(node?.object?.members.count == 2)
  }

  @Test func duplicateKeyAmongManyIsFound() {
    let keys = (0..<500).map { "\"k\($0)\":0" } + ["\"k0\":0", "\"k499\":0", "\"k17\":0"]
    #expect(readJSON("{" + keys.joined(separator: ",") + "}").mistakes.count == 3)
  }

  @Test(arguments: [
    ("", "1:1: the file holds no value, but should hold an object: {…}."),
    ("\u{FEFF} \n", "2:1: the file holds no value, but should hold an object: {…}."),
    ("// only\n/* comments */", "2:15: the file holds no value, but should hold an object: {…}."),
    ("\n  /* open", "2:3: the comment that begins here is never closed with '*/'."),
    ("/*/", "1:1: the comment that begins here is never closed with '*/'."),
    ("[1 /", "1:4: expected a comment, '//' or '/*', but found a single '/'."),
    ("{\"a\": [1, 2}", "1:12: expected ',' or ']' in the list that begins at 1:7, but found '}'."),
    (
      "{\"a\": 1 \"b\": 2}",
      "1:9: expected ',' or '}' in the object that begins at 1:1, but found '\"'."
    ),
    ("{\"a\": 1", "1:8: the file ends inside the object that begins at 1:1."),
    ("[1,", "1:4: the file ends inside the list that begins at 1:1."),
    ("{\"a\" 1}", "1:6: expected ':' behind the key, but found '1'."),
    ("{1: 2}", nil), ("{'a': 2}", "1:2: expected a key in double quotes, but found '''."),
    ("{,}", "1:2: expected a key in double quotes, but found ','."),
    ("[,]", "1:2: expected a value, but found ','."),
    ("{\"a\":}", "1:6: expected a value, but found '}'."),
    ("[1] 2", "1:5: expected the end of the file, but found '2'."),
    ("]", "1:1: expected a value, but found ']'."),
    ("[\"abc\n\"]", "1:2: the text that begins here has no closing quote on its line."),
    ("[\"abc]", "1:2: the text that begins here has no closing quote."),
    ("\"\\", nil), ("# x", "1:1: expected a value, but found '#'."),
    ("\u{1B}", "1:1: expected a value, but found '\\u{1B}'."),
  ])
  func brokenStructureEndsTheReading(text: String, message: String?) throws {
    let (node, mistakes) = readJSON(text)
    #expect(!mistakes.isEmpty)
    if let message {
      #expect(mistakes == ["t.json:\(message)"])
      #expect(node == nil)
    }
  }

  @Test func keyWithoutQuotesIsToldAndReadPast() {
    let (node, mistakes) = readJSON("{name: 1}")
    #expect(mistakes == ["t.json:1:2: the key 'name' must stand in double quotes."])
    #expect(node?.object?["name"]?.number?.value == 1)
  }

  @Test(arguments: [
    (#"\x41"#, "holds '\\x', which is no escape of JSON; a backslash itself is '\\\\'."),
    (#"\u12G4"#, "holds an escape '\\u' without four hexadecimal digits behind it."),
    (#"\ud800"#, "holds '\\ud800', half of a surrogate pair without its other half."),
    (#"\udc00 \ud800"#, "holds '\\udc00', half of a surrogate pair without its other half."),
    (#"\ud800\u0041"#, "holds '\\ud800', half of a surrogate pair without its other half."),
    ("\u{1}", "holds the control character \\u{1} itself; write an escape."),
    ("\t", "holds the control character \\t itself; write an escape."),
  ])
  func badTextIsToldAtItsPlaceAndReadPast(content: String, message: String) {
    let (node, mistakes) = readJSON("[\"ab\(content)c\", NaN]")
    #expect(mistakes.count == 2)
    #expect(mistakes.first == "t.json:1:5: [0] \(message)")
    #expect(node?.array?.first?.kind == .broken)
  }

  @Test(
    arguments: [
      ([0x5B, 0xFF, 0x5D], 1, "1:2", "0xFF"), ([0x5B, 0x0A, 0x22, 0xC0, 0x80], 3, "2:2", "0xC0"),
      ([0xC3, 0xA9, 0xED, 0xA0, 0x80], 2, "1:2", "0xED"),
      ([0xF4, 0x90, 0x80, 0x80], 0, "1:1", "0xF4"),
      ([0xE2, 0x88], 0, "1:1", "0xE2"), ([0xE0, 0x9F, 0x80], 0, "1:1", "0xE0"),
      ([0x20, 0x80], 1, "1:2", "0x80"), ([0xF0, 0x9D, 0x9B, 0x41], 0, "1:1", "0xF0"),
    ] as [([UInt8], Int, String, String)])
  func firstByteThatIsNotUTF8IsTold(bytes: [UInt8], offset: Int, place: String, byte: String) {
    let (node, mistakes) = readJSON(bytes: bytes)
    #expect(node == nil)
    #expect(
      mistakes == [
        "t.json:\(place): the byte \(byte) at offset \(offset) is not UTF-8. "
          + "Save the file as UTF-8."
      ])
  }

  @Test func textInUTF16IsRecognised() {
    let mistakes = readJSON(bytes: [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]).mistakes
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("looks like UTF-16") == true)
  }

  @Test func validityAgreesWithTheStandardLibrary() {
    // Every lead byte with every second byte, alone and continued: 3 × 65,536 short texts.
    var disagreements = 0
    for tail in [[], [0x80], [0x80, 0xBF]] as [[UInt8]] {
      for code in 0..<0x1_0000 {
        let bytes = [UInt8(code >> 8), UInt8(code & 0xFF)] + tail
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        if (firstInvalidUTF8(in: bytes) == nil) != isValid { disagreements += 1 }
      }
    }
    #expect(disagreements == 0)
  }
}
