import GradCore
public import GradResults
import GradText

extension Timings {
  /// Writes `timings.csv`: one row a key, in plan order; keys without a sample have none.
  public func write(to folder: RunFolder) throws(RunFolderError) {
    try folder.writeCSV(
      "timings.csv", header: RunFolder.timingColumns
    ) { writer throws(RunFolderError) in
      for key in keys {
        guard let summary = TimingSummary(key) else { continue }
        let cell = key.cell
        writer.text(cell.problem)
        writer.integer(cell.instance)
        writer.integer(cell.dimension)
        for text in [
          cell.optimizer, cell.hyperparameters, cell.schedule, cell.batchSize, cell.backend,
        ] { writer.text(text) }
        writer.hexadecimal(key.trial)
        writer.integer(key.samples.count)
        writer.integer(key.iterationsPerSample)
        for seconds in [
          summary.objectiveSeconds, summary.gradientSeconds, summary.updateSeconds,
          summary.iterationSeconds, summary.deviation, summary.interval.lower,
          summary.interval.upper, summary.wallSeconds, summary.referenceSeconds,
        ] { writer.number(Self.rounded(seconds)) }
        writer.number(key.instructions)
        writer.text(key.samples.map { roundedText($0.iteration, digits: 6) }.joined(separator: ";"))
        writer.endRow()
      }
    }
  }

  /// Six digits: no clock knows more.
  private static func rounded(_ value: Double) -> Double {
    Double(roundedText(value, digits: 6)) ?? value
  }
}
