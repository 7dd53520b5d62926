/// Something noticed along a trial. The rules stand in the harness's diagnosis, one a file.
public enum Finding: UInt8, Sendable, CaseIterable {
  case vanishingGradient, explodingGradient, plateau, oscillation, saddle, noiseFloor
  case nonFinite, leftDomain, belowMinimum, nonDifferentiable

  /// As it stands in `trials.csv`.
  public var name: String { "\(self)" }

  /// The findings that tell a trial of this outcome from others of it, in order, each with its words
  /// in tables of failures: "stalled, plateau".
  public static func qualifiers(of outcome: Outcome) -> [(finding: Finding, words: String)] {
    let flat: [(Finding, String)] = [
      (.plateau, "plateau"), (.vanishingGradient, "vanishing gradient"),
    ]
    return switch outcome {
    case .stalled: flat + [(.saddle, "near a saddle"), (.oscillation, "oscillation")]
    case .budgetSpent: flat + [(.oscillation, "oscillation"), (.noiseFloor, "noise floor")]
    default: []
    }
  }
}

/// A set of findings, in one word of memory.
public struct FindingSet: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public init(_ finding: Finding) { rawValue = 1 << UInt16(finding.rawValue) }

  public func contains(_ finding: Finding) -> Bool { contains(FindingSet(finding)) }
  public mutating func insert(_ finding: Finding) { insert(FindingSet(finding)) }
  /// The findings in the order of ``Finding``.
  public var findings: [Finding] { Finding.allCases.filter(contains) }
  /// Reads ``text`` back; nil where a name is no finding.
  public init?(text: String) {
    self = []
    for name in text.split(separator: ";") {
      guard let finding = Finding.allCases.first(where: { $0.name == name }) else { return nil }
      insert(finding)
    }
  }

  /// Names joined by `;`, as in `trials.csv`.
  public var text: String { findings.map(\.name).joined(separator: ";") }
}
