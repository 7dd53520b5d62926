import GradText

/// What some trials came to at one target, added up.
struct Score: Sendable, Equatable {
  var hits = 0
  var held = 0
  var trials = 0
  /// Of all trials: to the hit, or all that a miss spent.
  var cost = 0.0

  /// Cost of all trials ÷ hits; infinite without a hit.
  var expectedCost: Double { hits > 0 ? cost / Double(hits) : .infinity }
  var share: Double { trials > 0 ? Double(hits) / Double(trials) : 0 }
  /// `58/60`.
  var text: String { "\(countText(hits))/\(countText(trials))" }

  static func += (a: inout Score, b: Score) {
    a.hits += b.hits
    a.held += b.held
    a.trials += b.trials
    a.cost += b.cost
  }
}
