import Testing

@testable import GradCommandLine

@Suite struct ParsingTests {
  @Test(arguments: [
    ["run", "s", "--jobs", "4"], ["run", "s", "--jobs=4"], ["run", "s", "-j4"],
    ["run", "s", "-j", "4"], ["run", "s", "-j=4"], ["run", "-qj4", "s"], ["run", "-qj", "4", "s"],
    ["run", "-vqj=4", "s"], ["run", "--jobs", "4", "--", "s"],
  ])
  func everySpellingOfAnOptionGivesItsValue(words: [String]) throws {
    let arguments = try SampleTool.parsed(words)
    #expect(try arguments.integer("jobs", in: 1...1024) == 4)
    #expect(arguments.arguments("suite") == ["s"])
    #expect(arguments.flag("quiet") == words[1].contains("q"))
  }

  @Test(arguments: [
    (["--start", "-1,2"], "-1,2"), (["--start=-1,2"], "-1,2"), (["--start", "--jobs"], "--jobs"),
    (["--start", "--"], "--"), (["--start", "-h"], "-h"), (["--start", "--help"], "--help"),
    (["--start="], ""), (["--start", ""], ""), (["--start=a=b"], "a=b"), (["--start", "-"], "-"),
    (["--start==\u{301}x"], "=\u{301}x"),
  ])
  func theWordAfterAnOptionIsItsValue(words: [String], value: String) throws {
    #expect(try SampleTool.parsed(["run", "s"] + words).text("start") == value)
  }

  @Test func wordsAfterTwoDashesAreArguments() throws {
    let arguments = try SampleTool.parsed(["run", "a", "--", "--jobs", "-q", "--", "--help"])
    #expect(arguments.arguments("suite") == ["a", "--jobs", "-q", "--", "--help"])
    #expect(!arguments.flag("quiet"))
    #expect(arguments.text("jobs") == nil)
    #expect(!arguments.has("jobs"))
  }

  @Test func aSingleDashIsAnArgument() throws {
    #expect(try SampleTool.parsed(["run", "-"]).argument("suite") == "-")
  }

  @Test func repeatableOptionsKeepTheirOrder() throws {
    let arguments = try SampleTool.parsed(["run", "s", "--filter", "b=1", "--filter=a=2=3"])
    #expect(arguments.list("filter") == ["b=1", "a=2=3"])
    #expect(try arguments.pairs("filter").map(\.key) == ["b", "a"])
    #expect(try arguments.pairs("filter").map(\.value) == ["1", "2=3"])
  }

  @Test func aFlagGivenTwiceSaysTheSame() throws {
    #expect(try SampleTool.parsed(["run", "s", "-qq", "--quiet"]).flag("quiet"))
  }

  @Test func argumentsThatMayBeLeftOutAreEmpty() throws {
    #expect(try SampleTool.parsed(["list"]).argument("kind") == nil)
    #expect(try SampleTool.parsed(["list", "problems"]).argument("kind") == "problems")
  }

  @Test(
    arguments: [
      (["run", "s", "--job", "4"], "Unknown option '--job'. Did you mean '--jobs'?"),
      (["run", "s", "--job=4"], "Unknown option '--job'. Did you mean '--jobs'?"),
      (["run", "s", "-jobs"], nil),
      (["run", "s", "-filter"], "Unknown option '-filter'. Did you mean '--filter'?"),
      (["run", "s", "-x"], "Unknown option '-x'."),
      (["run", "s", "-qx"], "Unknown option '-x'."),
      (["run", "s", "---jobs"], "Unknown option '---jobs'. Did you mean '--jobs'?"),
      (["run", "s", "-\u{301}"], "Unknown option '-\u{301}'."),
      (["run", "s", "--baseline", "d"], "Option '--baseline' is not available yet."),
      (["run", "s", "--baseline=d"], "Option '--baseline' is not available yet."),
      (["run", "s", "--jobs"], "Missing value for '--jobs <n>'."),
      (["run", "s", "-qj"], "Missing value for '--jobs <n>'."),
      (["run", "s", "--quiet=no"], "'--quiet' takes no value, but was given 'no'."),
      (["run", "s", "-q=no"], "'--quiet' takes no value, but was given 'no'."),
      (
        ["run", "s", "--jobs", "4", "-j8"],
        "'--jobs' was given twice, as '4' and as '8'. Give it once."
      ),
      (["run"], "Missing expected argument '<suite>'."),
      (["run", "--"], "Missing expected argument '<suite>'."),
      (
        ["run", "s", "--trace", "ful"],
        "'--trace' must be 'none', 'sampled' or 'full', but is 'ful'. Did you mean 'full'?"
      ),
      (["run", "s", "--bad", "--worse"], "Unknown option '--bad'."),
      (["merge", "a", "b"], "Missing expected option '--output <dir>'."),
      (["merge", "a", "--output", "o"], "Missing expected argument '<second>'."),
      (["merge", "a", "b", "c", "--output", "o"], "Unexpected argument 'c'."),
      (["list", "x"], "'<kind>' must be 'problems', 'optimizers' or 'backends', but is 'x'."),
      (["rn", "s"], "Unknown command 'rn'. Did you mean 'run'?"),
      (["hlp"], "Unknown command 'hlp'. Did you mean 'help'?"),
      (["RUN"], "Unknown command 'RUN'. Did you mean 'run'?"),
      ([""], "Unknown command ''."),
      (["compare", "--help"], "Command 'compare' is not available yet."),
      (["help", "compare"], "Command 'compare' is not available yet."),
      (["help", "nothing"], "Unknown command 'nothing'."),
      (["help", "run", "list"], "Unexpected argument 'list'."),
      (["--jobs", "4", "run"], "Unknown option '--jobs'."),
      (["--version=1"], "'--version' takes no value."),
    ] as [([String], String?)])
  func mistakesAreNamed(words: [String], message: String?) {
    let error = SampleTool.error(words)
    #expect(error?.messages.first == message)
    if message != nil {
      #expect(error?.exitCode == .usage)
      #expect(error?.showsUsage == true)
    }
  }

  @Test func aUsageErrorShowsTheUsageAndWhereToReadMore() {
    #expect(
      SampleTool.error(["run", "s", "--job", "4"])?.description == """
        Error: Unknown option '--job'. Did you mean '--jobs'?
        Usage: gradbench run <suite>... [<options>]
          See 'gradbench run --help' for more information.
        """)
    #expect(
      SampleTool.error(["rum"])?.description == """
        Error: Unknown command 'rum'. Did you mean 'run'?
        Usage: gradbench <subcommand>
          See 'gradbench --help' for more information.
        """)
    #expect(
      SampleTool.error(["merge"])?.usageHint == """
        Usage: gradbench merge <first> <second> --output <dir>
          See 'gradbench merge --help' for more information.
        """)
  }

  @Test(
    arguments: [
      (["run", "--help"], "run"), (["run", "-h"], "run"), (["help", "run"], "run"),
      (["--help", "run"], "run"), (["-h", "run"], "run"), (["run", "--bad", "--help"], "run"),
      (["run", "-qh"], "run"), (["run", "--jobs", "x", "--version", "-h"], "run"),
      (["help", "help"], nil), (["help", "run", "--help"], "run"),
      ([], nil), (["help"], nil), (["--help"], nil), (["-h", "--version"], nil), (["--"], nil),
      (["--help", "--bad"], nil),
    ] as [([String], String?)])
  func helpIsFoundAnywhere(words: [String], command: String?) throws {
    guard case .help(let found) = try SampleTool.tool.parse(words) else {
      Issue.record("not a call for help")
      return
    }
    #expect(found?.name == command)
  }

  @Test(arguments: [
    ["--version"], ["run", "--version"], ["--version", "run"], ["list", "--version"],
  ])
  func versionIsKnownToEveryCommand(words: [String]) throws {
    guard case .version = try SampleTool.tool.parse(words) else {
      Issue.record("not a call for the version")
      return
    }
  }

  @Test func tenThousandArgumentsAreRead() throws {
    let many = (0..<10_000).map(String.init)
    #expect(try SampleTool.parsed(["run"] + many).arguments("suite") == many)
    let filters = many.flatMap { ["--filter", $0] }
    #expect(try SampleTool.parsed(["run", "s"] + filters).list("filter") == many)
    let unknown = SampleTool.error(["run"] + many.map { "--x" + $0 })
    #expect(unknown?.messages == ["Unknown option '--x0'."])
    let emptyWords = [String](repeating: "", count: 10_000)
    #expect(try SampleTool.parsed(["run"] + emptyWords).arguments("suite") == emptyWords)
  }

  @Test(arguments: [
    ("\u{0}", "'\\u{0}'"), ("a\u{1B}[31mb", "'a\\u{1B}[31mb'"), ("a\nError: b", "'a\\nError: b'"),
    ("\u{202E}exe", "'\\u{202E}exe'"), ("\u{FFFD}", "'\\u{FFFD}'"), ("\r", "'\\r'"),
    ("\u{2028}", "'\\u{2028}'"), ("\u{85}", "'\\u{85}'"), ("größe", "'größe'"),
    ("\r\n", "'\\r\\n'"), ("\u{E000}", "'\\u{E000}'"),
  ])
  func controlCharactersAreEscapedInMessages(word: String, shown: String) {
    #expect(SampleTool.error([word])?.messages == ["Unknown command \(shown)."])
    #expect(
      SampleTool.error(["merge", "a", "b", word, "--output=o"])?.messages == [
        "Unexpected argument \(shown)."
      ])
    #expect(
      SampleTool.error(["run", "s", "--" + word])?.messages == [
        "Unknown option \(shown.replacingFirst("'", with: "'--"))."
      ])
    #expect(
      SampleTool.error(["run", "s", "--trace", word])?.messages.first?.hasSuffix(
        "but is \(shown).") == true)
  }

  @Test func longNamesAreCutInMessages() {
    let word = String(repeating: "é", count: 100_000)
    #expect(quotedWord(word) == "'" + String(repeating: "é", count: 200) + "…' (100000 characters)")
    #expect((SampleTool.error([word])?.description.count ?? 0) < 400)
  }
}

extension String {
  fileprivate func replacingFirst(_ character: Character, with text: String) -> String {
    guard let index = firstIndex(of: character) else { return self }
    return self[..<index] + text + self[self.index(after: index)...]
  }
}
