/// One part of a ``Document``.
public indirect enum Block: Sendable, Equatable {
  /// Level 1 is the document's title.
  case heading(level: Int, Phrase)
  case paragraph(Phrase)
  /// Short lines that belong together, such as where files are, without marks before them.
  case lines([Phrase])
  /// Points with a mark before each.
  case list([Phrase])
  case table(TableBlock)
  /// A part that is closed until somebody opens it, where the format can do that.
  case folded(summary: Phrase, [Block])
  case figure(Figure)
}
