extension ToolSpecification {
  /// The help of one command, or of the whole tool, in the layout of swift-argument-parser.
  ///
  /// - Parameters:
  ///   - command: `nil` for the list of all commands.
  ///   - width: Columns to wrap to; below 40 the text is wrapped to 40.
  /// - Returns: Lines that end with a newline.
  public func help(for command: CommandSpecification? = nil, width: Int = 80) -> String {
    var help = HelpText(width: width)
    guard let command else {
      help.addParagraph("OVERVIEW: " + overview)
      help.addParagraph("USAGE: \(name) <subcommand>", indent: 7)
      help.addSection(
        "OPTIONS",
        rows: [OptionSpecification.version, .help].map { ($0.label, $0.fullHelp) })
      help.addSection("SUBCOMMANDS", rows: commands.map { ($0.name, $0.overview) })
      help.addParagraph("  See '\(name) help <subcommand>' for detailed help.", indent: 2)
      return help.text
    }
    help.addParagraph("OVERVIEW: " + command.overview)
    help.addParagraph(command.discussion)
    help.addParagraph("USAGE: \(name) \(command.usage)", indent: 7)
    help.addSection("ARGUMENTS", rows: command.arguments.map { ($0.label, $0.fullHelp) })
    help.addSection("OPTIONS", rows: command.allOptions.map { ($0.label, $0.fullHelp) })
    help.addSection("EXAMPLES", rows: command.examples.map { ($0.command, $0.help) })
    return help.text
  }
}
