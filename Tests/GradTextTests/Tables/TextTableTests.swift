import Foundation
import Testing

@testable import GradText

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
      Self.sample.aligned() == """
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
      Self.sample.csv() == """
        optimizer,trials,final_gap,best
        adam,12,0.12345,true
        gradient-descent,1000,1234.5,false
        "a|b, ""c""\",-3,inf,
        '=1+1,,2,

        """)
  }

  @Test func jsonIsAnArrayOfObjects() throws {
    let text = Self.sample.json()
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
      Self.sample.markdown() == """
        | optimizer | trials | final gap | best |
        | --- | --: | --: | --- |
        | adam | 12 | 0.123 | true |
        | gradient-descent | 1000 | 1234.5 | false |
        | a\\|b, "c" | -3 | inf |  |
        | =1+1 |  | 2 |  |

        """)
    var spans = TextTable([TableColumn("a|b", title: .code("a|b"))])
    spans.append([.text("x\n|y")])
    spans.append([.spans([.strong("12"), .literal(" [3] "), .text("[z]"), .code("u`v")])])
    #expect(
      spans.markdownLines() == [
        "| `a\\|b` |", "| --- |", "| x \\|y |", "| **12** [3] \\[z\\]`u'v` |",
      ])
  }

  @Test(arguments: [
    ("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("a=1", "a=1"), ("", ""),
    ("=a,b", "\"'=a,b\""), ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("\"", "\"\"\"\""),
    ("=\u{301}x", "'=\u{301}x"), ("é;ü", "é;ü"),
  ])
  func textFieldsOfCSV(text: String, field: String) {
    var table = TextTable([TableColumn("a"), TableColumn("b")])
    table.append([.text(text), .code(text)])
    #expect(table.csv() == "a,b\n\(field),\(field)\n")
  }

  @Test func numbersOfCSVKeepTheirSign() {
    var table = TextTable(["a", "b", "c", "d", "e"].map { TableColumn($0) })
    table.append([.number(-1.5), .number(-.infinity), .integer(-7), .number(.nan), .number(-0.0)])
    #expect(table.csv() == "a,b,c,d,e\n-1.5,-inf,-7,nan,-0\n")
  }

  @Test func peopleSeeThousandsApartAndProgramsDoNot() {
    var table = TextTable([
      TableColumn("n", title: .literal("n"), alignment: .right, groupsThousands: true)
    ])
    table.append([.integer(18_000)])
    #expect(table.alignedLines(hasRule: false) == ["     n", "18,000"])
    #expect(table.markdownLines().last == "| 18,000 |")
    #expect(table.csv() == "n\n18000\n")
    #expect(table.json() == "[\n  {\"n\": 18000}\n]\n")
  }

  @Test func emptyTablesAreValidInEveryFormat() {
    let table = TextTable([TableColumn("a"), TableColumn("b")])
    #expect(table.csv() == "a,b\n")
    #expect(table.json() == "[]\n")
    #expect(table.markdown() == "| a | b |\n| --- | --- |\n")
    #expect(table.aligned() == "a  b\n-  -\n")
    #expect(TextTable([]).aligned(width: 5) == "\n\n")
    var lone = TextTable([TableColumn("a")])
    lone.append([.empty])
    #expect(lone.csv() == "a\n\"\"\n")
  }

  @Test func narrowTerminalsCutTheWidestTextFirst() {
    var table = TextTable([
      TableColumn("name"), TableColumn("reason"), TableColumn("n", alignment: .right),
    ])
    table.append([
      .text("gradient-descent"), .text("one two three four five six"), .integer(123_456),
    ])
    #expect(
      table.aligned(width: 40) == """
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
