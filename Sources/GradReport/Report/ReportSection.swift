/// A folded part of the report, mostly one table.
///
/// A new one takes two files: its own, and a line in ``Report/sections``.
protocol ReportSection {
  /// nil: the run has nothing that it could tell of.
  init?(_ report: Report)
  /// What stands on the folded part.
  var summary: Phrase { get }
  /// What is inside; empty: there is nothing to show, and the part is left out.
  var blocks: [Block] { get }
}

extension Report {
  /// The parts of the list that have something to show.
  func folded(_ sections: [any ReportSection.Type]) -> [Block] {
    sections.compactMap { section in
      guard let section = section.init(self) else { return nil }
      let blocks = section.blocks
      return blocks.isEmpty ? nil : .folded(summary: section.summary, blocks)
    }
  }
}
