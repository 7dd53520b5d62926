import Foundation
import GradResults
import GradText

/// Where and when the run was made, and how long things took: all that differs from run to run.
struct MachineSection {
  private let report: Report

  init(_ report: Report) { self.report = report }

  private static var sections: [any ReportSection.Type] {
    [SecondsToTargetTable.self, WholeTrialTable.self]
  }

  var blocks: [Block] {
    guard let information = report.information else { return [.paragraph("Not recorded.")] }
    var points = points(information)
    guard let timings = report.measuredTimings else { return [.list(points)] }
    points.append(Self.point(timings))
    return [.list(points)] + report.folded(Self.sections)
  }

  private func points(_ information: RunInformation) -> [Phrase] {
    let machine = information.machine
    let commit: Phrase = information.gitCommit.map { ", commit \(code: $0)" } ?? ""
    let processor: Phrase = machine.processor.map { " of \(text: $0)" } ?? ""
    var points: [Phrase] = [
      """
      gradbench \(text: information.toolVersion)\(commit), Swift \(text: machine.swiftVersion)
      """,
      """
      \(literal: countText(machine.cores, "core"))\(processor), \
      \(literal: printable(machine.architecture)), \(text: machine.operatingSystem)
      """,
      """
      from \(literal: information.start.formatted(.iso8601)) to \
      \(literal: information.end.formatted(.iso8601)): \
      \(literal: Self.seconds(information.wallSeconds)), \
      \(literal: Self.seconds(information.cpuSeconds)) of processor time
      """,
    ]
    if !information.options.isEmpty {
      let options = information.options.sorted { $0.name < $1.name }.map {
        "\($0.name) \($0.value)"
      }
      points.append("options: \(text: options.joined(separator: ", "))")
    }
    for value in information.lowered {
      points.append(
        """
        \(code: value.name) lowered from \(literal: roundedText(value.from, digits: 12)) to \
        \(literal: roundedText(value.to, digits: 12)): \(text: value.reason)
        """)
    }
    return points
  }

  private static func point(_ timings: Timings) -> Phrase {
    """
    timings: \(literal: countText(timings.samples, "sample")) of \
    \(literal: countText(timings.cells.count, "cell")) (all rates of a grid are one), on one core \
    that was undisturbed in \(literal: percentText(timings.quietShare)) of all samples; \
    \(timings.countsInstructions ? "with instructions" : "hardware counters do not answer here")
    """
  }

  private static func seconds(_ value: Double) -> String { roundedText(value) + " s" }
}

extension Report {
  /// The timings, if any cell was timed.
  var measuredTimings: Timings? {
    timings.flatMap { $0.samples > 0 && !$0.cells.isEmpty ? $0 : nil }
  }
}
