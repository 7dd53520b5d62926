import GradText
import Testing

@testable import GradReport

/// Every block in every writer, and what nobody may get through either.
@Suite struct DocumentTests {
  private static let table: TextTable = {
    var table = TextTable(
      [TableColumn("id", .left), TableColumn("cost", .right)], limit: 2)
    for (id, cost) in [("adam", 1_200), ("a|b", 7), ("sgd", 8)] {
      table.append([.code(id), .integer(cost)])
    }
    return table
  }()

  private static let every = Document([
    .heading(level: 1, "Bowls: \(text: "x_1")"),
    .paragraph("\(strong: "Answer.") \(code: "adam") is \(emphasis: "first") at 5 %."),
    .list(["one", "\(strongText: "a*b"): two"]),
    .lines(["12 trials", "Report: \(text: "out")/report.md"]),
    .table(TableBlock(table, title: "Costs", legend: "A miss is –.")),
    .folded(
      summary: "More of \(text: "<x>")",
      [.paragraph("Inside."), .folded(summary: "Deeper", [.list(["point"])])]),
    .figure(Figure(name: "cost", description: "Cost over n")),
  ])

  @Test func everyBlockInMarkdown() {
    #expect(
      MarkdownWriter().text(of: Self.every) == #"""
        # Bowls: x\_1

        **Answer.** `adam` is *first* at 5 %.

        - one
        - **a\*b**: two

        12 trials\
        Report: out/report.md

        Costs

        A miss is –.

        | id | cost |
        | --- | --: |
        | `adam` | 1,200 |
        | `a\|b` | 7 |

        Here are the first 2 of 3 rows; all are in `summary.csv`.

        <details>
        <summary>More of &lt;x&gt;</summary>

        Inside.

        <details>
        <summary>Deeper</summary>

        - point

        </details>

        </details>

        """#)
  }

  @Test func everyBlockOnATerminal() {
    #expect(
      TerminalWriter().text(of: Self.every) == """
        Bowls: x_1

        Answer. adam is first at 5 %.

        - one
        - a*b: two

        12 trials
        Report: out/report.md

        Costs

        A miss is –.

          id     cost
          adam  1,200
          a|b       7

        Here are the first 2 of 3 rows; all are in summary.csv.

        More of <x>

          Inside.

          Deeper

            - point

        """)
  }

  @Test(
    arguments: [
      [], [.paragraph("")], [.list([])], [.lines([])],
      [.figure(Figure(name: "a", description: "b"))],
    ] as [[Block]])
  func documentThatSaysNothingIsEmpty(blocks: [Block]) {
    #expect(MarkdownWriter().text(of: Document(blocks)) == "")
    #expect(TerminalWriter().text(of: Document(blocks)) == "")
  }

  @Test func foldedPartWithoutContentIsWhole() {
    let document = Document([.folded(summary: "None", []), .paragraph("next")])
    #expect(
      MarkdownWriter().text(of: document)
        == "<details>\n<summary>None</summary>\n\n</details>\n\nnext\n")
    #expect(TerminalWriter().text(of: document) == "None\n\nnext\n")
  }

  @Test func tableWithoutRowsKeepsItsHeadings() {
    let document = Document([.table(TableBlock(TextTable([TableColumn("a", .left)])))])
    #expect(MarkdownWriter().text(of: document) == "| a |\n| --- |\n")
    #expect(TerminalWriter().text(of: document) == "  a\n")
  }

  /// Names from suites, formulas and folders: everywhere one could be put.
  @Test(arguments: [
    "# title", "a|b", "**bold**", "`code`", "</summary><script>", "</details>", "one\ntwo",
    "\u{1B}[31mred", "&lt;", "\u{202E}reversed", "- [ ] done", "1. first", "> quote", "    code",
    "```", "| a |", "---", "a\r\nb", "<!--", "~~~", "", " ", "é", "\u{0}",
  ])
  func hostileTextIsNeitherMarkupNorObeyed(text: String) {
    var table = TextTable([TableColumn(.text(text), .left, number: 0), TableColumn("b", .left)])
    table.append([.code(text), .spans([.strongText(text)])])
    let phrase: Phrase = "\(text: text)\(code: text)"
    let document = Document([
      .heading(level: 2, phrase), .paragraph("\(text: text)"), .list([phrase, "\(text: text)"]),
      .lines([phrase, phrase]), .table(TableBlock(table, title: phrase, legend: phrase)),
      .folded(summary: phrase, [.paragraph(phrase)]),
    ])
    let markdown = MarkdownWriter().text(of: document)
    let terminal = TerminalWriter(width: 40).text(of: document)
    for written in [markdown, terminal] {
      #expect(
        !written.unicodeScalars.contains {
          $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
        })
    }
    // What opens is what the document opens: the text adds no line, heading, cell or element.
    let lines = markdown.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("#") } == 1)
    #expect(lines.count { $0.hasPrefix("- ") } == 2)
    #expect(lines.count { $0.hasPrefix("| ") } == 3)
    #expect(lines.allSatisfy { !$0.hasPrefix(">") && !$0.hasPrefix("    ") && !$0.hasPrefix("1.") })
    #expect(!lines.contains { $0.hasPrefix("```") || $0.hasPrefix("~~~") || $0.hasPrefix("---") })
    #expect(lines.count { $0 == "</details>" } == 1)
    for line in lines where line.hasPrefix("| ") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 3)
    }
    for line in lines where line != "<details>" && line != "</details>" {
      // Elements begin nowhere but in the summary, and there only its own; code spans let none in.
      let own = ["<summary>", "</summary>", "<code>", "</code>"]
      let rest =
        line.hasPrefix("<summary>")
        ? own.reduce(String(line)) { $0.replacing($1, with: "") }
        : String(line).replacing("\\`", with: "").replacing(/`[^`]*`/, with: "")
      #expect(!rest.contains("<"), "\(line)")
    }
  }

  @Test func markAtTheStartOfALineIsText() {
    func paragraph(_ text: String) -> String {
      MarkdownWriter().text(of: Document([.paragraph("\(text: text)")]))
    }
    #expect(paragraph("# a") == "\\# a\n")
    #expect(paragraph("- a") == "\\- a\n")
    #expect(paragraph("12. a") == "12\\. a\n")
    #expect(paragraph("3) a") == "3\\) a\n")
    #expect(paragraph("    a") == "a\n")
    #expect(paragraph("1.5 a") == "1.5 a\n")
    #expect(paragraph("12") == "12\n")
    #expect(
      MarkdownWriter().text(of: Document([.heading(level: 1, "\(text: "C #")")])) == "# C \\#\n")
  }

  @Test func terminalWrapsBetweenWordsAndCutsNone() {
    let document = Document([
      .paragraph("one two three fourfivesixseven eight"), .list(["one two three"]),
      .folded(summary: "one two three", [.paragraph("one two three")]),
    ])
    #expect(
      TerminalWriter(width: 10).text(of: document) == """
        one two
        three
        fourfivesixseven
        eight

        - one two
          three

        one two
        three

          one two
          three

        """)
    // No width is too small to end.
    #expect(TerminalWriter(width: 0).text(of: Self.every).contains("Answer.\nadam\n"))
  }

  @Test func terminalTableIsCutToTheWidth() {
    var table = TextTable([TableColumn("name", .left), TableColumn("cost", .right)])
    table.append([.text(String(repeating: "x", count: 40)), .integer(7)])
    let lines = TerminalWriter(width: 30).text(of: Document([.table(TableBlock(table))]))
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 30 })
    #expect(lines.last?.contains("…") == true)
  }
}
