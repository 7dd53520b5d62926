import GradResults

extension Report {
  /// The folded parts, in their order.
  private static var sections: [any ReportSection.Type] {
    [
      ProblemTable.self, SettingPairsTable.self, LearningRateTable.self, BestRateTable.self,
      BatchSizeTable.self, FloorTable.self, BackendTable.self, ObjectiveTable.self,
      OutcomeTable.self, LeftOutTable.self, UnmetExpectationList.self, ReadingGuide.self,
    ]
  }

  /// The report before any format.
  public var document: Document {
    var blocks: [Block] = [.heading(level: 1, title)]
    blocks.append(.paragraph("\(strong: "Answer.") \(answer.joined(separator: " "))"))
    let notes = ReportNotes(self).notes
    if !notes.isEmpty {
      blocks.append(.paragraph("\(strong: "Look at:") \(notes.joined(separator: " · "))"))
    }
    blocks.append(.paragraph(ReportFacts(self).facts.joined(separator: " · ")))
    if let ranking = RankingTable(self) {
      blocks += [
        .heading(level: 2, "Ranking at target \(text: targetText)"), ranking.block,
      ]
    }
    blocks += [.heading(level: 2, "What failed, and why"), FailureTable(self).block]
    blocks += folded(Self.sections)
    blocks += [.heading(level: 2, "Machine")] + MachineSection(self).blocks
    return Document(blocks)
  }

  /// `report.md`.
  public var markdown: String { MarkdownWriter().text(of: document) }

  private var title: Phrase {
    run.suite.description.isEmpty
      ? "\(text: run.suite.name)" : "\(text: run.suite.name): \(text: run.suite.description)"
  }
}
