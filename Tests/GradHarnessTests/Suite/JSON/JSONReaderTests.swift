import GradHarness
import Testing

/// Reads a text as `t.json` and gives its value and its mistakes, a line each.
func readJSON(_ text: String) -> (node: JSONNode?, mistakes: [String]) {
  readJSON(bytes: Array(text.utf8))
}

func readJSON(bytes: [UInt8]) -> (node: JSONNode?, mistakes: [String]) {
  var mistakes = MistakeCollector(file: "t.json")
  let node = JSONReader.read(bytes, mistakes: &mistakes)
  return (node, mistakes.mistakes.mistakes.map(\.description))
}

@Suite struct JSONReaderTests {
  static let sample = """
    { // a comment
      "name": "größe",   /* another,
      over two lines */ "on": true,
      "list": [1, -2.5e-3, null, {"deep": false,},],
    }
    """

  @Test func commentsAndTrailingCommasAreAllowed() throws {
    let (node, mistakes) = readJSON(Self.sample)
    #expect(mistakes.isEmpty)
    let object = try #require(node?.object)
    #expect(object.members.map(\.name) == ["name", "on", "list"])
    #expect(object["name"]?.string == "größe")
    #expect(object["on"]?.bool == true)
    let list = try #require(object["list"]?.array)
    #expect(list.count == 4)
    #expect(list[0].number == JSONNumber(text: "1", value: 1))
    #expect(list[1].number == JSONNumber(text: "-2.5e-3", value: -0.0025))
    #expect(list[2].isNull)
    #expect(list[3].object?["deep"]?.bool == false)
  }

  @Test func everyKeyAndValueKnowsItsLineAndColumn() throws {
    let object = try #require(readJSON(Self.sample).node?.object)
    let places = object.members.flatMap { [$0.nameLocation, $0.value.location] }
    #expect(places.map(\.description) == ["2:3", "2:11", "3:21", "3:27", "4:3", "4:11"])
    let list = try #require(object["list"]?.array)
    #expect(list.map(\.location.description) == ["4:12", "4:15", "4:24", "4:30"])
    #expect(list[3].object?["deep"]?.location == SourceLocation(line: 4, column: 39))
  }

  @Test func columnsCountScalarsNotBytesOrGraphemes() throws {
    // é as one scalar, e + U+0301 as two, a flag as two, one beyond the basic plane.
    let object = try #require(readJSON("{\"é\": 1, \"e\u{301}🇩🇪𝛁\": 2}").node?.object)
    #expect(object.members.map(\.value.location.column) == [7, 19])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndCountsOnce(end: String) throws {
    let text = "[\(end)1,\(end)\(end)//c\(end)  2]"
    let list = try #require(readJSON(text).node?.array)
    #expect(list.map(\.location.description) == ["2:1", "5:3"])
  }

  @Test func byteOrderMarkIsAcceptedAndNotCounted() throws {
    let (node, mistakes) = readJSON("\u{FEFF}[7]")
    #expect(mistakes.isEmpty)
    #expect(node?.array?.first?.location == SourceLocation(line: 1, column: 2))
  }

  @Test func keysKeepTheOrderOfTheFile() throws {
    let names = (0..<200).map { "k\(($0 * 77) % 200)" }
    let text = "{" + names.map { "\"\($0)\": 0" }.joined(separator: ",") + "}"
    #expect(try #require(readJSON(text).node?.object).members.map(\.name) == names)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u2207""#, "Aé∇"),
    (#""\ud835\uDEC1!""#, "𝛁!"), ("\"\u{7F}\"", "\u{7F}"), (#""a\u0000b""#, "a\0b"),
    (#""""#, ""),
  ])
  func escapesAreDecoded(text: String, value: String) {
    let (node, mistakes) = readJSON(text)
    #expect(node?.string == value)
    #expect(mistakes.isEmpty)
  }

  @Test(arguments: [
    ("0", 0.0, 0 as Int?), ("-0", -0.0, 0), ("1e4", 1e4, 10_000), ("1.0E+4", 1e4, 10_000),
    ("1.5", 1.5, nil), ("9007199254740993", 9_007_199_254_740_992, 9_007_199_254_740_993),
    ("1e300", 1e300, nil), ("99999999999999999999", 1e20, nil),
    ("4.9e-324", Double.leastNonzeroMagnitude, nil),
    ("1.7976931348623157e308", Double.greatestFiniteMagnitude, nil), ("0e999", 0, 0),
    ("-0.0e-999", -0.0, 0),
  ])
  func numbersKeepTextValueAndIntegerness(text: String, value: Double, integer: Int?) throws {
    let (node, mistakes) = readJSON(text)
    let number = try #require(node?.number)
    #expect(number.text == text)
    #expect(number.value.bitPattern == value.bitPattern)
    #expect(number.integer == integer)
    #expect(mistakes.isEmpty)
  }
}
