import GradText
import Testing

@Suite struct CSVReaderTests {
  private static func reader(_ text: String, columns: [String]? = nil) throws(CSVError) -> CSVReader
  {
    let bytes = Array(text.utf8)
    guard let columns else { return try CSVReader(file: "t.csv", bytes: bytes) }
    return try CSVReader(file: "t.csv", bytes: bytes, columns: columns)
  }

  /// The texts of all rows.
  private static func rows(_ text: String) throws(CSVError) -> [[String]] {
    var reader = try reader(text)
    var rows: [[String]] = []
    while try reader.nextRow() { rows.append(reader.columns.indices.map { reader.text($0) }) }
    return rows
  }

  @Test(arguments: ["\n", "\r\n"])
  func fieldsMayHoldWhateverTheirQuotesKeep(end: String) throws {
    let text = ["a,b", "1,\"x,\"\"y\"\"\"", "\"two\nlines\",", "'=1+1,'a", ""].joined(
      separator: end)
    #expect(
      try Self.rows(text) == [["1", "x,\"y\""], ["two\nlines", ""], ["=1+1", "'a"]])
    #expect(try Self.rows(String(text.dropLast(end.count))).count == 3)
  }

  /// What spreadsheets put in front of UTF-8 is no part of the first column's name.
  @Test(arguments: ["a,b\n1,2\n", "\"a\",b\n1,2\n"])
  func byteOrderMarkIsSkipped(text: String) throws {
    #expect(try Self.reader("\u{FEFF}" + text, columns: ["a", "b"]).columns == ["a", "b"])
    #expect(try Self.rows("\u{FEFF}" + text) == [["1", "2"]])
  }

  @Test func emptyLinesAreSkippedAndCounted() throws {
    var reader = try Self.reader("\na,b\n\n\r\n1,2\n\n\n")
    #expect(try reader.nextRow())
    #expect(reader.line == 5)
    #expect(try !reader.nextRow())
  }

  /// Data frames write integers with gaps as `1.0`.
  @Test(
    arguments: [
      ("1", 1), ("-7", -7), ("1.0", 1), ("1e3", 1000), ("-0.0", 0), ("", nil),
      ("9007199254740992.0", 9_007_199_254_740_992),
      ("999999999999999999", 999_999_999_999_999_999),
    ] as [(String, Int?)])
  func wholeNumbersMayHaveAPoint(text: String, value: Int?) throws {
    var reader = try Self.reader("a,b\n\(text),\n")
    #expect(try reader.nextRow())
    #expect(try reader.integer(0) == value)
  }

  @Test(arguments: ["1.5", "x", "nan", "inf", "1e16", "99999999999999999999", "1.0.0", " 1"])
  func otherTextsAreNoIntegers(text: String) throws {
    var reader = try Self.reader("a,b\n\(text),\n")
    #expect(try reader.nextRow())
    #expect(
      throws: CSVError(
        file: "t.csv", line: 2, .field(column: "a", found: text, expected: "an integer"))
    ) { try reader.integer(0) }
  }

  @Test func numbersAreReadToTheBit() throws {
    var reader = try Self.reader("a,b,c,d\n-0,inf,nan,0.1\n")
    #expect(try reader.nextRow())
    #expect(try reader.number(0)?.sign == .minus)
    #expect(try reader.number(1) == .infinity)
    #expect(try reader.number(2)?.isNaN == true)
    #expect(try reader.number(3) == 0.1)
  }

  /// What is wrong, and the words for it.
  @Test(arguments: [
    ("", "t.csv:1: the file is empty."),
    ("\u{FEFF}", "t.csv:1: the file is empty."),
    ("a,b,a\n", "t.csv:1: column 'a' is named twice."),
    ("a,b\n1,2\n3\n", "t.csv:3: the row has 1 of 2 fields."),
    ("a,b\n1,2,3\n", "t.csv:2: the row has 3 of 2 fields."),
    ("a,b\n1,\"2\n3\n", "t.csv:2: a quote is never closed."),
    ("a,b\n\"1\"x,2\n", "t.csv:2: there is text behind a closing quote."),
    ("a,b\n1\u{1B},2\n", "t.csv:2: a must be an integer, but is '1\\u{1B}'."),
  ])
  func mistakesSayWhereAndWhat(text: String, words: String) {
    let error = #expect(throws: CSVError.self) {
      var reader = try Self.reader(text)
      while try reader.nextRow() { _ = try reader.integer(0) }
    }
    #expect(error?.description == words)
  }

  @Test func headerMustBeginAsTheFormatSays() throws {
    #expect(try Self.reader("a,b,new\n1,2,3\n", columns: ["a", "b"]).columns == ["a", "b", "new"])
    let missing = #expect(throws: CSVError.self) {
      try Self.reader("a\n", columns: ["a", "b"])
    }
    #expect(missing?.description == "t.csv:1: column 2 must be b, but is missing.")
    let other = #expect(throws: CSVError.self) {
      try Self.reader("a,x\n", columns: ["a", "b"])
    }
    #expect(other?.description == "t.csv:1: column 2 must be b, but is x.")
  }

  @Test func columnsAreFoundByName() throws {
    let reader = try Self.reader("time,cost\n")
    #expect(try reader.column("cost") == 1)
    let error = #expect(throws: CSVError.self) { try reader.column("costs") }
    #expect(
      error?.description == "t.csv:1: there is no column 'costs' (the nearest is 'cost').")
  }

  /// Every beginning of a file ends in rows or in an error, never in a trap.
  @Test func noCutOfAFileTraps() {
    let text = Array("\u{FEFF}a,\"b\",c\r\n1,\"x\"\"\ny\",\r\n\"\",=1,\"2\"".utf8)
    for count in 0...text.count {
      for bytes in [Array(text.prefix(count)), Array(text.suffix(count))] {
        guard var reader = try? CSVReader(file: "t.csv", bytes: bytes) else { continue }
        while (try? reader.nextRow()) == true {
          for column in reader.columns.indices {
            _ = reader.text(column)
            _ = reader.raw(0..<column + 1)
            _ = try? reader.integer(column)
            _ = try? reader.hexadecimal(column)
          }
        }
      }
    }
  }
}
