import Foundation
import GradText
import Testing

@Suite struct JSONTextTests {
  @Test(arguments: [1.5, -0.0, .infinity, -.infinity, .nan])
  func numbersThatAreNotFiniteAreTexts(value: Double) {
    let text = shortestText(value)
    #expect(JSONText.number(value) == (value.isFinite ? text : "\"\(text)\""))
  }

  @Test func stringsOfJSONReadBack() throws {
    let text =
      "\u{0}\u{1F}\"\\/\n\r\t\u{7F}\u{85}\u{2028}\u{2029}ä😀\r\n\u{301}\u{202E}\u{E0001}\u{FFFD}"
    let json = JSONText.string(text)
    #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(json.contains("\\u202e\\udb40\\udc01\\ufffd"))
    let back = try JSONSerialization.jsonObject(with: Data("[\(json)]".utf8)) as? [String]
    #expect(back.map { $0.map { Array($0.unicodeScalars) } } == [Array(text.unicodeScalars)])
  }
}
