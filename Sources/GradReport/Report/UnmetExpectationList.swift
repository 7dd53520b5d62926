import GradResults

/// The suite's expectations that the run did not meet.
struct UnmetExpectationList: ReportSection {
  private let sentences: [String]

  init(_ report: Report) { sentences = report.information?.unmetExpectations ?? [] }

  let summary: Phrase = "Expectations that were not met"

  var blocks: [Block] {
    sentences.isEmpty ? [] : [.list(sentences.map { "\(text: $0)" })]
  }
}
