/// What the command line says about a plan.
public struct PlanOptions: Sendable {
  /// The base seed of all random starts and batches.
  public var baseSeed: Int
  /// Only what passes all of them is planned; of several with one key, one must match.
  public var filters: [PlanFilter]
  /// A suite that asks for more is a mistake.
  public var mostTrials: Int

  public init(baseSeed: Int = 0, filters: [PlanFilter] = [], mostTrials: Int = 1_000_000) {
    self.baseSeed = baseSeed
    self.filters = filters
    // Cells are numbered in 32 bits.
    self.mostTrials = min(max(mostTrials, 0), Int(Int32.max))
  }

  /// Whether the filters let a text of this kind pass.
  func admits(_ key: PlanFilter.Key, _ text: String) -> Bool {
    let mine = filters.filter { $0.key == key }
    return mine.isEmpty || mine.contains { $0.glob.matches(text) }
  }
}
