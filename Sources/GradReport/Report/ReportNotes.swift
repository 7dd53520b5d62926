import GradCore
import GradResults
import GradText

/// What a reader should look at before believing the answer.
struct ReportNotes {
  private let study: Study
  private let standings: [Standing]
  private let target: Int?
  private let failures: [Failure]
  private let unmetExpectations: [String]

  init(_ report: Report) {
    study = report.study
    standings = report.standings
    target = report.target
    failures = report.failures
    unmetExpectations = report.information?.unmetExpectations ?? []
  }

  private var run: Run { study.run }

  var notes: [Phrase] {
    var notes: [Phrase] = []
    let failed = count { $0.isBug }
    if failed > 0 { notes.append("\(strong: countText(failed, "trial") + " failed: a bug")") }
    let unfinished = run.records[run.sweepTrials].count { $0 == nil || $0?.outcome == .cancelled }
    if unfinished > 0 {
      let trials = "\(countText(unfinished)) of \(countText(run.sweepCount, "trial"))"
      notes.append(
        """
        \(literal: trials) did not finish and \(unfinished == 1 ? "is" : "are") in no table
        """)
    }
    if !unmetExpectations.isEmpty {
      notes.append("\(literal: countText(unmetExpectations.count, "expectation")) not met")
    }
    notes += edgeNotes()
    notes += divergedNote()
    let below = run.records[run.sweepTrials].count { record in
      record.map { $0.outcome != .cancelled && $0.findings.contains(.belowMinimum) } ?? false
    }
    if below > 0 {
      notes.append(
        "\(literal: countText(below, "trial")) went below the known minimum: a wrong fact")
    }
    if run.lacksHeldCosts {
      notes.append(
        """
        written before noisy trials told from when on they hold a target: of those only targets \
        count that no later look was beyond
        """)
    }
    let timed = count { $0.outcome == .timedOut }
    if timed > 0 {
      notes.append("\(literal: countText(timed, "trial")) met the time limit: not reproducible")
    }
    let tried = standings.filter { $0.hasRate && $0.isComparable }.map(\.ratesTried)
    if let few = tried.min(), let many = tried.max(), few < many {
      notes.append("unequal tuning: \(literal: "\(few) to \(many)") rates tried an optimizer")
    }
    if !run.leftOut.isEmpty {
      notes.append("\(literal: countText(run.leftOut.count, "pair")) left out")
    }
    return notes
  }

  /// Trials that failed in some way.
  private func count(_ isCounted: (FailureClass) -> Bool) -> Int {
    failures.reduce(0) { $0 + (isCounted($1.kind) ? $1.count : 0) }
  }

  private func edgeNotes() -> [Phrase] {
    guard let target else { return [] }
    var notes: [Phrase] = []
    let tasks = study.tasks(at: target)
    var edges = 0
    for task in tasks {
      for setting in study.settings.indices {
        guard let family = study.family(task: task, setting: setting) else { continue }
        let cells = family.cells.filter { !study.summary.cells[$0].trials.isEmpty }
        let rows = cells.map { study.summary.row(cell: $0, target: target) }
        guard let best = rows.firstIndex(where: \.isBest) else { continue }
        if LearningRateTable.isGridEdge(best, rows: rows) { edges += 1 }
      }
    }
    if edges > 0 {
      notes.append(
        """
        \(literal: countText(edges, "best rate")) \(edges == 1 ? "lies" : "lie") on the grid's edge
        """)
    }
    let unsolved = tasks.indices.count { position in
      !standings.isEmpty && standings.allSatisfy { ($0.scores[position]?.hits ?? 0) == 0 }
    }
    if unsolved > 0, unsolved < tasks.count {
      notes.append("\(literal: countText(unsolved, "problem")) solved by nobody")
    }
    let apart = tasks.count - study.rankedTasks(at: target).count
    if apart > 0 {
      notes.append(
        "\(literal: countText(apart, "problem")) not ranked: not run with every optimizer")
    }
    let unknown = study.tasks.count - tasks.count
    if unknown > 0 {
      notes.append("\(literal: countText(unknown, "problem")) not ranked: the minimum is unknown")
    }
    return notes
  }

  private func divergedNote() -> [Phrase] {
    let count = count { $0.outcome == .diverged }
    guard count > 0 else { return [] }
    let above = self.count { $0 == .diverged(.beyond) }
    // An edge that holds only at the minimizer says nothing of a rate below it.
    let below = self.count { $0 == .diverged(.below) }
    var text: Phrase =
      "\(literal: "\(countText(count)) of \(countText(run.sweepCount, "trial"))") diverged"
    if above == count {
      text += count == 1 ? ", beyond the method's edge" : ", all beyond their method's edge"
    } else if above + below > 0 {
      var parts: [Phrase] = []
      if above > 0 { parts.append("\(literal: countText(above)) beyond their method's edge") }
      if below > 0 { parts.append("\(strong: countText(below) + " below it")") }
      let rest = count - above - below
      if rest > 0 {
        parts.append("\(literal: countText(rest)) without an edge known to hold everywhere")
      }
      text += ": \(parts.joined(separator: ", "))"
    }
    return [text]
  }
}
