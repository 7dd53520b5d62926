import GradResults

/// One row of `comparisons.csv`.
struct PairRow {
  var target: String
  var a: Setting
  var b: Setting
  var pair: SettingPair
}

extension Table where Row == PairRow {
  /// `comparisons.csv`: every pair of settings at the ranking's target.
  static let pairs = Table(
    file: "comparisons.csv", rows: "One row a pair of settings, at the ranking's target",
    columns: [.text("target", "As in targets.csv", \.target)]
      + setting("a", \.a) + setting("b", \.b) + [
        .count("pairs", "Problems and seeds that both ran", \.pair.pairs),
        .count("wins_a", "Of them those at which a costs less, a miss most", \.pair.winsA),
        .count("wins_b", "Those at which b costs less", \.pair.winsB),
        .count("ties", "Those at which both cost the same, or missed", \.pair.ties),
        .optional("ratio", "Geometric mean of cost a ÷ cost b where both hit", \.pair.ratio),
        .optional("ratio_low", "Lower end of its 90 % interval", \.pair.ratioInterval?.lower),
        .optional("ratio_high", "Upper end of it", \.pair.ratioInterval?.upper),
        .optional("statistic", "Wilcoxon's signed rank statistic", \.pair.test?.statistic),
        .optional("p", "Its p, two-sided", \.pair.test?.p),
        .optional("p_holm", "That p, corrected by Holm for all pairs", \.pair.correctedP),
      ])

  private static func setting(
    _ side: String, _ get: @escaping @Sendable (PairRow) -> Setting
  ) -> [Column<PairRow>] {
    [
      .text("optimizer_\(side)", "Id of a setting's method") { get($0).optimizer },
      .text("hyperparameters_\(side)", "Its hyperparameters") { get($0).hyperparameters },
      .text("schedule_\(side)", "Its schedule") { get($0).schedule.text },
    ]
  }
}
