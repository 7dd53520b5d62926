import Foundation
import GradText
import Testing

@testable import GradCommandLine

@Suite struct TextTableTests {
  private static var sample: TextTable {
    var table = TextTable([
      TableColumn("optimizer"),
      TableColumn("trials", alignment: .right),
      TableColumn("final_gap", title: "final gap", alignment: .decimal, digits: 3),
      TableColumn("best"),
    ])
    table.append([.text("adam"), .integer(12), .number(0.12345), .boolean(true)])
    table.append([.text("gradient-descent"), .integer(1000), .number(1234.5), .boolean(false)])
    table.append([.text("a|b, \"c\""), .integer(-3), .number(.infinity), .empty])
    table.append([.text("=1+1"), .empty, .number(2), .empty])
    return table
  }

  @Test func peopleSeeAlignedColumns() {
    #expect(
      Self.sample.text(format: .table) == """
        optimizer         trials  final gap  best
        ----------------  ------  ---------  -----
        adam                  12      0.123  true
        gradient-descent    1000   1234.5    false
        a|b, "c"              -3    inf
        =1+1                          2

        """)
  }

  @Test func csvQuotesFieldsAndDisarmsFormulas() {
    #expect(
      Self.sample.text(format: .csv) == """
        optimizer,trials,final_gap,best
        adam,12,0.12345,true
        gradient-descent,1000,1234.5,false
        "a|b, ""c""\",-3,inf,
        '=1+1,,2,

        """)
  }

  @Test func jsonIsAnArrayOfObjects() throws {
    let text = Self.sample.text(format: .json)
    #expect(
      text == """
        [
          {"optimizer": "adam", "trials": 12, "final_gap": 0.12345, "best": true},
          {"optimizer": "gradient-descent", "trials": 1000, "final_gap": 1234.5, "best": false},
          {"optimizer": "a|b, \\"c\\"", "trials": -3, "final_gap": "inf", "best": null},
          {"optimizer": "=1+1", "trials": null, "final_gap": 2, "best": null}
        ]

        """)
    let rows = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    #expect(rows?.count == 4)
    #expect(rows?[2]["optimizer"] as? String == "a|b, \"c\"")
  }

  @Test func markdownEscapesMarkup() {
    #expect(
      Self.sample.text(format: .markdown) == """
        | optimizer | trials | final gap | best |
        | --- | ---: | ---: | --- |
        | adam | 12 | 0.123 | true |
        | gradient-descent | 1000 | 1234.5 | false |
        | a\\|b, "c" | -3 | inf |  |
        | =1+1 |  | 2 |  |

        """)
    #expect(MarkdownText.escaped("2*x + <b> a_b _c_ `d`") == "2\\*x + \\<b\\> a_b \\_c\\_ \\`d\\`")
    #expect(TableCell.text("a\n|b").markdown(digits: nil) == "a\\\\n\\|b")
  }

  @Test(arguments: [
    ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("a=1", "a=1"), ("", ""),
    ("=a,b", "\"'=a,b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("\"", "\"\"\"\""),
    ("=\u{301}x", "'=\u{301}x"), ("é;ü", "é;ü"),
  ])
  func textFieldsOfCSV(text: String, field: String) {
    #expect(TableCell.text(text).csv == field)
  }

  @Test func numbersOfCSVKeepTheirSign() {
    #expect(TableCell.number(-1.5).csv == "-1.5")
    #expect(TableCell.number(-.infinity).csv == "-inf")
    #expect(TableCell.integer(-7).csv == "-7")
  }

  @Test func emptyTablesAreValidInEveryFormat() {
    let table = TextTable([TableColumn("a"), TableColumn("b")])
    #expect(table.text(format: .csv) == "a,b\n")
    #expect(table.text(format: .json) == "[]\n")
    #expect(table.text(format: .markdown) == "| a | b |\n| --- | --- |\n")
    #expect(table.text(format: .table) == "a  b\n-  -\n")
    #expect(TextTable([]).text(format: .table, width: 5) == "\n\n")
    var lone = TextTable([TableColumn("a")])
    lone.append([.empty])
    #expect(lone.text(format: .csv) == "a\n\"\"\n")
  }

  @Test func narrowTerminalsCutTheWidestTextFirst() {
    var table = TextTable([
      TableColumn("name"), TableColumn("reason"), TableColumn("n", alignment: .right),
    ])
    table.append([
      .text("gradient-descent"), .text("one two three four five six"), .integer(123_456),
    ])
    #expect(
      table.text(format: .table, width: 40) == """
        name             reason                n
        ---------------  ---------------  ------
        gradient-desce…  one two three …  123456

        """)
    for width in 0...60 {
      let lines = table.aligned(width: width).split(separator: "\n").map(\.count)
      #expect((lines.max() ?? 0) <= max(width, 8 + 2 + 8 + 2 + 6))
      #expect(table.aligned(width: width).contains("123456"))
    }
  }

  @Test func controlCharactersOfCellsDoNotReachTheTerminal() {
    var table = TextTable([TableColumn("a")])
    table.append([.text("x\u{1B}[2J\ny")])
    #expect(table.aligned() == "a\n---------------\nx\\u{1B}[2J\\ny\n".replacingRule())
  }
}

extension String {
  /// The rule is as wide as the widest cell.
  fileprivate func replacingRule() -> String {
    let lines = split(separator: "\n").map(String.init)
    let width = lines.last?.count ?? 0
    return [lines[0], String(repeating: "-", count: width), lines[2]].joined(separator: "\n") + "\n"
  }
}

@Suite struct JSONTextTests {
  @Test(arguments: [1.5, -0.0, .infinity, -.infinity, .nan])
  func numbersThatAreNotFiniteAreTexts(value: Double) {
    let text = shortestText(value)
    #expect(JSONText.number(value) == (value.isFinite ? text : "\"\(text)\""))
  }

  @Test func stringsOfJSONReadBack() throws {
    let text = "\u{0}\u{1F}\"\\/\n\r\t\u{7F}\u{85}\u{2028}\u{2029}ä😀\r\n\u{301}"
    let json = JSONText.string(text)
    #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    let back = try JSONSerialization.jsonObject(with: Data("[\(json)]".utf8)) as? [String]
    #expect(back.map { $0.map { Array($0.unicodeScalars) } } == [Array(text.unicodeScalars)])
  }
}
