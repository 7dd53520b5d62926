#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the learning rate changes with the iteration k; η is the configured rate.
///
///     constant                η
///     step                    η · factor^⌊k / every⌋
///     cosine                  minimum + (η − minimum)(1 + cos(π k / period)) / 2, then minimum
///     inverse-time            η / (1 + decay · k)
///     inverse-square-root     η / √(k + 1)
///
/// Lengths (`every`, `period`) count iterations here; a suite may give them in data passes.
public enum Schedule: Sendable, Hashable {
  case constant
  case step(every: Int, factor: Double)
  case cosine(period: Int, minimum: Double)
  case inverseTime(decay: Double)
  case inverseSquareRoot

  /// The rate of step k is `scale` · η + `offset`.
  public func coefficients(at k: Int) -> (scale: Double, offset: Double) {
    switch self {
    case .constant: return (1, 0)
    case .step(let every, let factor): return (pow(factor, Double(k / Swift.max(every, 1))), 0)
    case .cosine(let period, let minimum):
      guard k < period else { return (0, minimum) }
      let scale = (1 + cos(Double.pi * Double(k) / Double(period))) / 2
      return (scale, minimum * (1 - scale))
    case .inverseTime(let decay): return (1 / (1 + decay * Double(k)), 0)
    case .inverseSquareRoot: return (1 / Double(k + 1).squareRoot(), 0)
    }
  }

  /// The rate of step k for the configured rate `base`.
  public func rate(_ base: Double, at k: Int) -> Double {
    let (scale, offset) = coefficients(at: k)
    return scale * base + offset
  }
}

/// What a suite may write for a schedule: an id and parameters.
public struct ScheduleDescription: Sendable {
  public let id: String
  public let formula: String
  public let parameters: [Parameter]
  /// - Parameters:
  ///   - values: Checked against ``parameters``.
  ///   - budget: The iterations that a length of 0 stands for.
  ///   - iterationsPerPass: Batches an epoch, for lengths in data passes.
  public let make:
    @Sendable (_ values: ParameterValues, _ budget: Int, _ iterationsPerPass: Int) -> Schedule

  public static let all: [ScheduleDescription] = [
    ScheduleDescription(id: "constant", formula: "η", parameters: []) { _, _, _ in .constant },
    ScheduleDescription(
      id: "step", formula: "η · factor^⌊k / every⌋",
      parameters: [
        .integer("every", 1...1_000_000_000, default: 1000, "length of a stair"),
        .number("factor", Interval(0, 1, includesLower: false), default: 0.5, "of each stair"),
        unit,
      ]
    ) { values, _, pass in
      .step(
        every: length(values.integer("every"), values, pass), factor: values.number("factor"))
    },
    ScheduleDescription(
      id: "cosine", formula: "minimum + (η − minimum)(1 + cos(π k / period)) / 2",
      parameters: [
        .integer("period", 0...1_000_000_000, default: 0, "length of the descent; 0 = the budget"),
        .number("minimum", .nonNegative, default: 0, "the rate at its end"),
        unit,
      ]
    ) { values, budget, pass in
      let period = values.integer("period")
      return .cosine(
        period: period == 0 ? budget : length(period, values, pass),
        minimum: values.number("minimum"))
    },
    ScheduleDescription(
      id: "inverse-time", formula: "η / (1 + decay · k)",
      parameters: [.number("decay", .nonNegative, default: 0.01, "a step")]
    ) { values, _, _ in .inverseTime(decay: values.number("decay")) },
    ScheduleDescription(
      id: "inverse-square-root", formula: "η / √(k + 1)", parameters: []
    ) { _, _, _ in .inverseSquareRoot },
  ]

  private static let unit = Parameter.choice(
    "unit", ["iterations", "dataPasses"], "what lengths count")

  private static func length(_ count: Int, _ values: ParameterValues, _ pass: Int) -> Int {
    values.choice("unit") == "dataPasses" ? count * Swift.max(pass, 1) : count
  }

  /// Id and non-default parameters: `step:every=100,factor=0.1`.
  public func configuration(of values: ParameterValues) -> Configuration {
    Configuration(id: id, values, of: parameters)
  }
}
