import Foundation
import GradCore
import GradResults
import GradText

/// Something about two runs, other than their run, that is not the same: a reader must know it
/// before the run.
public struct Circumstance: Sendable, Equatable {
  /// `processor`, `suite text`, …
  public let name: String
  public let before: String
  public let after: String

  /// Whether seconds of the two runs can be compared.
  static let machineNames: Set = ["processor", "architecture", "operating system"]

  static func differences(_ before: Run, _ after: Run) -> [Circumstance] {
    let (baseline, run) = (before.information, after.information)
    func shown(_ text: String?) -> String { text.map { printable($0, limit: 120) } ?? "unknown" }
    var pairs: [(String, String?, String?)] = [
      ("gradbench", baseline?.toolVersion, run?.toolVersion),
      ("commit", baseline?.gitCommit, run?.gitCommit),
      ("Swift", baseline?.machine.swiftVersion, run?.machine.swiftVersion),
      ("processor", baseline?.machine.processor, run?.machine.processor),
      ("cores", baseline.map { "\($0.machine.cores)" }, run.map { "\($0.machine.cores)" }),
      ("architecture", baseline?.machine.architecture, run?.machine.architecture),
      (
        "operating system", baseline?.machine.operatingSystem, run?.machine.operatingSystem
      ),
      (
        "suite text", suiteLine(before.suite.text, after.suite.text),
        suiteLine(after.suite.text, before.suite.text)
      ),
      ("gates", gates(before), gates(after)),
      ("targets", targets(before), targets(after)),
      ("targets of noisy trials", heldRule(before), heldRule(after)),
      ("trials finished", finished(before), finished(after)),
      ("timings", timings(before), timings(after)),
      (
        "instructions", before.hasInstructions ? "counted" : "none",
        after.hasInstructions ? "counted" : "none"
      ),
    ]
    // Options that change no result are no news.
    for name in ["seed", "filter"] {
      pairs.append(("--\(name)", before.option(name) ?? "none", after.option(name) ?? "none"))
    }
    return pairs.compactMap { name, before, after in
      before == after
        ? nil : Circumstance(name: name, before: shown(before), after: shown(after))
    }
  }

  /// The first line in which a suite's text differs from another's.
  private static func suiteLine(_ text: String, _ other: String) -> String? {
    guard text != other else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let others = other.split(separator: "\n", omittingEmptySubsequences: false)
    let count = min(lines.count, others.count)
    let line = (0..<count).first { lines[$0] != others[$0] } ?? count
    let content = line < lines.count ? lines[line].trimmingCharacters(in: .whitespaces) : "(ends)"
    return "line \(line + 1): \(content)"
  }

  private static func targets(_ run: Run) -> String {
    run.targets.map(\.text).joined(separator: " ")
  }

  /// When a target of a noisy trial counts; the same of runs that hold none.
  private static func heldRule(_ run: Run) -> String {
    run.lacksHeldCosts
      ? "count where no later look is beyond (an older format)" : "count from where they are held"
  }

  private static func gates(_ run: Run) -> String {
    let gates = run.information?.gates ?? []
    return gates.isEmpty
      ? "none"
      : gates.map { "\($0.metric) \(shortestText($0.tolerance))" }.joined(separator: ", ")
  }

  private static func finished(_ run: Run) -> String {
    run.isComplete ? "all" : "\(run.finishedCount) of \(run.plannedCount)"
  }

  private static func timings(_ run: Run) -> String {
    run.hasSeconds ? "taken" : run.leavesOutTimings ? "left out (--no-timings)" : "none"
  }
}
