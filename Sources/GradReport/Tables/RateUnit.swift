import GradResults

/// How a family's rates are written: as multiples of 1/L where L is known and theory names an edge,
/// else as they are.
struct RateUnit {
  private let lipschitzConstant: Double?

  init(_ cell: Cell) {
    lipschitzConstant = cell.edge == nil ? nil : cell.problem.facts.lipschitzConstant
  }

  var isRelative: Bool { lipschitzConstant != nil }

  /// `1 – 1.98/L`.
  func range(_ low: Double?, _ high: Double?, separator: String) -> String {
    guard isRelative, let low, low.isFinite, let lipschitzConstant else {
      return text(low) + separator + text(high)
    }
    return NumberText.rate(low * lipschitzConstant) + separator + text(high)
  }

  /// `1.98/L`, `0.0038`.
  func text(_ rate: Double?) -> String {
    guard let rate, rate.isFinite, let lipschitzConstant else { return NumberText.rate(rate) }
    return NumberText.rate(rate * lipschitzConstant) + "/L"
  }
}
