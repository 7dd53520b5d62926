/// The planned seeds of a cell in order; a cell in which no seed can matter has one trial without.
///
///     1-5;8
struct SeedList: Sendable, Equatable {
  private var runs: [ClosedRange<Int32>] = []

  init() {}

  /// - Parameter seeds: nil stands for the only trial of a cell in which no seed matters.
  init(_ seeds: some Sequence<Int32?>) {
    for case let seed? in seeds {
      if let last = runs.last, last.upperBound < .max, seed == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...seed
      } else {
        runs.append(seed...seed)
      }
    }
  }

  /// nil for what ``text`` never is. Longer lists than a suite may have trials are refused.
  init?(text: String) {
    var total = 0
    for part in text.split(separator: ";", omittingEmptySubsequences: false) where !text.isEmpty {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
        first >= 0, first <= last
      else { return nil }
      total += Int(last) - Int(first) + 1
      guard total <= Int(Int32.max) else { return nil }
      runs.append(first...last)
    }
  }

  var text: String {
    runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ";")
  }

  /// Whether it names no seed.
  var isEmpty: Bool { runs.isEmpty }

  /// How many trials the cell has.
  var count: Int { runs.isEmpty ? 1 : runs.reduce(0) { $0 + $1.count } }

  /// The seeds alone; empty where ``text`` is.
  var numbers: [Int32] { runs.flatMap { Array($0) } }

  /// One a trial.
  var seeds: [Int32?] { runs.isEmpty ? [nil] : runs.flatMap { $0.map(Optional.init) } }
}
