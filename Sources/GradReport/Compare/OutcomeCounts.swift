import GradCore

/// The outcomes of a cell's trials, counted.
struct OutcomeCounts: Equatable {
  private var counts: [Outcome: Int] = [:]

  init(_ outcomes: [Outcome?]) {
    for case let outcome? in outcomes { counts[outcome, default: 0] += 1 }
  }

  var hit: Int { counts[.targetHit] ?? 0 }
  var diverged: Int { counts[.diverged] ?? 0 }
  var failed: Int { counts[.failed] ?? 0 }

  /// `targetHit`; of several trials `3 targetHit, 2 diverged`.
  var text: String {
    if counts.count == 1, let only = counts.first {
      return only.value == 1 ? only.key.rawValue : "\(only.value) \(only.key.rawValue)"
    }
    return Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome.rawValue)" }
    }.joined(separator: ", ")
  }
}
