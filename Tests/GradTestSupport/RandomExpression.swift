public import GradNumerics

/// A generated expression that any scalar can evaluate.
public indirect enum RandomExpression: Sendable {
  case variable(Int)
  case constant(Double)
  case binary(Int, RandomExpression, RandomExpression)
  case function(ElementaryFunction, RandomExpression)
  case negate(RandomExpression)
  case integerPower(RandomExpression, Int)
  case select(RandomExpression, RandomExpression, RandomExpression, RandomExpression)

  public func value<S: Scalar>(at x: Span<S>) -> S {
    switch self {
    case .variable(let i): return x[i]
    case .constant(let c): return S(c)
    case .binary(let operation, let a, let b):
      let (a, b) = (a.value(at: x), b.value(at: x))
      switch operation {
      case 0: return a + b
      case 1: return a - b
      case 2: return a * b
      case 3: return a / b
      case 4: return S.max(a, b)
      case 5: return S.min(a, b)
      default: return S.pow(a, b)
      }
    case .function(let f, let a): return S.apply(f, a.value(at: x))
    case .negate(let a): return -a.value(at: x)
    case .integerPower(let a, let n): return S.pow(a.value(at: x), n)
    case .select(let a, let b, let x1, let y1):
      return S.select(
        a.value(at: x), lessThan: b.value(at: x), then: x1.value(at: x), else: y1.value(at: x))
    }
  }

  /// - Parameter isSmooth: Whether to leave out what has kinks: max, min, abs, sign and select.
  public static func make(
    _ random: inout SplitMix, depth: Int, dimension: Int, isSmooth: Bool = false
  ) -> RandomExpression {
    if depth == 0 || random.below(8) == 0 {
      if random.below(4) > 0 { return .variable(random.below(dimension)) }
      let constants = [0, 1, -1, 2, 0.5, 3, -2.5, 10]
      return .constant(constants[random.below(constants.count)])
    }
    func child() -> RandomExpression {
      make(&random, depth: depth - 1, dimension: dimension, isSmooth: isSmooth)
    }
    switch random.below(isSmooth ? 15 : 16) {
    case 0...8:
      let all = isSmooth ? [0, 0, 1, 1, 2, 2, 2, 3, 6] : [0, 0, 1, 1, 2, 2, 2, 3, 4, 5, 6]
      let operation = all[random.below(all.count)]
      let a = child()
      let b = child()
      return .binary(operation, a, b)
    case 9...12:
      let all = ElementaryFunction.allCases.filter { !isSmooth || $0 != .abs && $0 != .sign }
      let f = all[random.below(all.count)]
      return .function(f, child())
    case 13: return .negate(child())
    case 14:
      let n = random.below(8) - 3
      return .integerPower(child(), n)
    default:
      let a = child()
      let b = child()
      let x = child()
      let y = child()
      return .select(a, b, x, y)
    }
  }
}

/// Sebastiano Vigna's splitmix64: enough to draw test cases from a seed.
public struct SplitMix {
  private var state: UInt64
  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  /// Uniform in −range … range.
  public mutating func uniform(_ range: Double) -> Double {
    (Double(next() >> 11) * 0x1p-53 * 2 - 1) * range
  }
}
