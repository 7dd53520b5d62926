import GradCore
public import GradResults
import GradText

/// `report.md`: the answer, the ranking and the failures on the first screen, all else folded.
///
/// A pure function of what the run found; only the last section, *Machine*, tells where and when.
public struct Report {
  private(set) var study: Study
  let target: Int?
  let standings: [Standing]
  let backendComparisons: [BackendAgreement]
  let settingPairs: [SettingPair]
  /// How trials missed their last target.
  let failures: [Failure]
  /// The answer, a sentence each.
  let answer: [Phrase]

  /// - Parameter target: The position of the target to rank at; nil: the study's own.
  public init(_ run: Run, summary: Summary, target: Int? = nil) {
    study = Study(run, summary)
    let target = target ?? study.rankingTarget
    self.target = target
    standings = target.map(study.standings) ?? []
    backendComparisons = BackendAgreement.all(study)
    settingPairs =
      target.map { [study, standings] in
        study.pairs(of: standings, at: $0)
      } ?? []
    failures = FailureSearch(study, target: target).failures()
    answer =
      Answer(
        study: study, standings: standings, target: target, comparisons: backendComparisons
      ).sentences
  }

  /// The run that it tells of.
  public var run: Run { study.run }

  /// What the section *Machine* tells; nil: nothing was recorded.
  public var information: RunInformation? {
    get { study.run.information }
    set { study.run.information = newValue }
  }

  /// What iterations took; nil: they were not timed.
  public var timings: Timings? {
    get { study.run.timings }
    set { study.run.timings = newValue }
  }

  /// The ranking's target as tables have it; empty: there is none.
  var targetText: String { target.map { run.targets[$0].text } ?? "" }

  /// Writes `summary.csv`.
  public func writeSummary(to folder: inout RunFolder) throws(RunFolderError) {
    try study.summary.write(run, to: &folder)
  }

  /// Writes `comparisons.csv`: every pair of settings at the ranking's target.
  public func writeComparisons(to folder: inout RunFolder) throws(RunFolderError) {
    try folder.write(.pairs) { writer throws(RunFolderError) in
      for pair in settingPairs {
        writer.write(
          .pairs,
          PairRow(
            target: targetText, a: study.settings[pair.a], b: study.settings[pair.b], pair: pair))
      }
    }
  }
}
