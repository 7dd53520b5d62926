import Testing

@testable import GradCommandLine

@Suite struct HelpTests {
  @Test func helpOfACommandHasTheLayoutOfTheStyleGuide() {
    #expect(
      SampleTool.tool.help(for: SampleTool.run) == """
        OVERVIEW: Run every cell of a suite and write its results.

        USAGE: gradbench run <suite>... [<options>]

        ARGUMENTS:
          <suite>                 Suite file to run, or '-' for standard input.

        OPTIONS:
          -j, --jobs <n>          Trials run at once. (default: number of cores)
          -q, --quiet             Print nothing but errors.
          -v, --verbose           Print more.
          --filter <key=glob>     Keep only the cells whose problem, optimizer or
                                  backend matches.
          --trace <rows>          How much of each trial is kept. (values: none,
                                  sampled, full; default: sampled)
          --start <numbers>
          --a-name-that-is-long <value>
                                  Text below its names.
          --version               Show the version.
          -h, --help              Show help information.

        EXAMPLES:
          gradbench run suites/convex.json -j 4
                                  With four workers.

        """)
  }

  @Test func helpOfTheToolListsTheCommands() {
    #expect(
      SampleTool.tool.help() == """
        OVERVIEW: Measure optimizers.

        USAGE: gradbench <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          run                     Run every cell of a suite and write its results.
          merge                   Join shards.
          list                    List what there is.

          See 'gradbench help <subcommand>' for detailed help.

        """)
  }

  @Test func helpIsWrappedToNarrowTerminals() {
    #expect(
      SampleTool.tool.help(for: SampleTool.list, width: 47) == """
        OVERVIEW: List what there is.

        USAGE: gradbench list [<kind>]

        ARGUMENTS:
          <kind>                  What to list.
                                  (values: problems,
                                  optimizers, backends)

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help
                                  information.

        """)
  }

  @Test(arguments: [Int.min, -1, 0, 1, 39, 40, 57, 80, 200, Int.max])
  func noLineOfHelpIsWiderThanTheTerminal(width: Int) {
    for command in [nil] + SampleTool.tool.commands.map(Optional.some) {
      for line in SampleTool.tool.help(for: command, width: width).split(separator: "\n") {
        // Words are never broken: a long name, such as that of the tool's example, may stick out.
        let isOneLabel = line.hasPrefix("  -") || line.hasPrefix("  gradbench run")
        #expect(line.count <= max(width, 40) || isOneLabel)
        #expect(line.last != " ")
      }
    }
  }

  @Test func whatIsNotAvailableIsNotInTheHelp() {
    #expect(!SampleTool.tool.help().contains("compare"))
    #expect(!SampleTool.tool.help(for: SampleTool.run).contains("baseline"))
  }

  @Test func wrappingKeepsLineBreaksAndLongWords() {
    #expect(wrap("", to: 10, indent: 0) == [])
    #expect(wrap("a b\n\nc", to: 10, indent: 2) == ["a b", "", "  c"])
    #expect(wrap("aa bbbbbbbbbbbb cc", to: 5, indent: 0) == ["aa", "bbbbbbbbbbbb", "cc"])
    #expect(wrap("aa bb cc", to: 5, indent: 1) == ["aa bb", " cc"])
  }
}
