import Testing

@testable import GradCommandLine

@Suite struct ParsedArgumentsTests {
  private func message(_ words: [String], _ body: (ParsedArguments) throws -> Void) throws
    -> String?
  {
    let arguments = try SampleTool.parsed(["run", "s"] + words)
    do {
      try body(arguments)
      return nil
    } catch let error as CommandError {
      #expect(error.exitCode == .usage)
      #expect(error.showsUsage)
      return error.messages.first
    }
  }

  @Test(arguments: [
    "0", "1025", "-1", "4.0", "1e3", "", " 4", "4 ", "0x4", "four", "٤", "½",
    "99999999999999999999", "-9223372036854775809", "inf",
  ])
  func integersOutOfRangeAreRefused(text: String) throws {
    let found = try message(["-j", text]) { _ = try $0.integer("jobs", in: 1...1024) }
    #expect(found == "'--jobs' must be an integer from 1 to 1024, but is '\(text)'.")
  }

  @Test func openRangesNameOnlyTheirEnd() throws {
    #expect(
      try message(["-j0"]) { _ = try $0.integer("jobs", in: 1...Int.max) }
        == "'--jobs' must be an integer of at least 1, but is '0'.")
    #expect(
      try message(["-j9"]) { _ = try $0.integer("jobs", in: Int.min...5) }
        == "'--jobs' must be an integer of at most 5, but is '9'.")
    #expect(
      try message(["-jx"]) { _ = try $0.integer("jobs", in: Int.min...Int.max) }
        == "'--jobs' must be an integer, but is 'x'.")
  }

  @Test func integersOfEveryWidthAreRead() throws {
    let arguments = try SampleTool.parsed(["run", "s", "-j", "18446744073709551615"])
    #expect(try arguments.integer("jobs", in: 0...UInt64.max) == UInt64.max)
    #expect(try SampleTool.parsed(["run", "s"]).integer("jobs", in: 0...UInt64.max) == nil)
    #expect(try SampleTool.parsed(["run", "s", "-j-3"]).integer("jobs", in: -5...5) == -3)
  }

  @Test(arguments: ["nan", "inf", "0x1p3", "1e999", "", "1,5", "1e", "--1", "infinity"])
  func numbersThatAreNotDecimalAndFiniteAreRefused(text: String) throws {
    #expect(
      try message(["--start", text]) { _ = try $0.number("start") }
        == "'--start' must be a finite number, but is '\(text)'.")
  }

  @Test func numbersAreReadExactly() throws {
    for (text, value) in [
      ("0.1", 0.1), (".5", 0.5), ("-1e-3", -1e-3), ("+2", 2), ("5e-324", .leastNonzeroMagnitude),
    ] {
      #expect(try SampleTool.parsed(["run", "s", "--start", text]).number("start") == value)
    }
    #expect(
      try message(["--start", "1.5"]) { _ = try $0.number("start", in: 0...1) }
        == "'--start' must be a number from 0 to 1, but is '1.5'.")
    #expect(
      try message(["--start", "-1"]) { _ = try $0.number("start", in: 0 ... .infinity) }
        == "'--start' must be a number of at least 0, but is '-1'.")
  }

  @Test func choicesAreCasesOfAnEnum() throws {
    #expect(
      try SampleTool.parsed(["run", "s", "--start", "csv"]).choice("start", as: OutputFormat.self)
        == .csv)
    #expect(
      try message(["--start", "csvv"]) { _ = try $0.choice("start", as: OutputFormat.self) }
        == "'--start' must be 'table', 'json', 'csv' or 'markdown', but is 'csvv'. "
        + "Did you mean 'csv'?")
    #expect(
      try message(["--start", "ful"]) { _ = try $0.choice("start", of: ["full"]) }
        == "'--start' must be 'full', but is 'ful'. Did you mean 'full'?")
  }

  @Test(arguments: ["x", "=x", ""])
  func pairsNeedANameAndAnEqualsSign(text: String) throws {
    #expect(
      try message(["--filter", text]) { _ = try $0.pairs("filter") }
        == "'--filter' must be of the form name=value, but is '\(text)'.")
  }

  @Test func unknownWordsGetASuggestion() throws {
    let arguments = try SampleTool.parsed(["run", "s"])
    #expect(
      arguments.unknown("problem", "spher", known: ["sphere"]).messages
        == ["Unknown problem 'spher'. Did you mean 'sphere'?"])
  }
}

@Suite struct ExitCodeTests {
  @Test func codesAreThoseOfTheStyleGuide() {
    #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 64, 65, 66, 70, 73, 129, 130, 143])
  }

  @Test(arguments: ExitCode.allCases)
  func successGivesWayToEveryCode(code: ExitCode) {
    #expect(ExitCode.success.combined(with: code) == code)
    #expect(code.combined(with: .success) == code)
  }

  @Test func stoppingWinsThenFailureThenRegression() {
    #expect(ExitCode.regression.combined(with: .failure) == .failure)
    #expect(ExitCode.failure.combined(with: .regression) == .failure)
    #expect(ExitCode.failure.combined(with: .cannotCreate) == .cannotCreate)
    #expect(ExitCode.interrupted.combined(with: .failure) == .interrupted)
    #expect(ExitCode.dataError.combined(with: .noInput) == .dataError)
  }

  @Test func severalMessagesEachSayError() {
    let error = CommandError(["a:1:2: one.", "a:3:4: two."], exitCode: .dataError)
    #expect(error.description == "Error: a:1:2: one.\nError: a:3:4: two.")
    #expect(!error.showsUsage)
  }
}
