extension RandomExpression {
  /// The expression as a formula in x1, x2, …; real exponents get 0·x₁ added, since a constant whole
  /// one would be a whole power.
  public var formula: String {
    switch self {
    case .variable(let i): return "x\(i + 1)"
    case .constant(let c): return c < 0 ? "(\(c))" : "\(c)"
    case .binary(let operation, let a, let b):
      let (a, b) = (a.formula, b.formula)
      switch operation {
      case 0: return "(\(a) + \(b))"
      case 1: return "(\(a) - \(b))"
      case 2: return "(\(a)*\(b))"
      case 3: return "(\(a)/\(b))"
      case 4: return "max(\(a), \(b))"
      case 5: return "min(\(a), \(b))"
      default: return "((\(a))^(\(b) + 0*x1))"
      }
    case .function(let f, let a): return "\(f.name)(\(a.formula))"
    case .negate(let a): return "(-\(a.formula))"
    case .integerPower(let a, let n): return "(\(a.formula)^(\(n)))"
    case .select(let a, let b, let x, let y):
      return "select(\(a.formula) < \(b.formula), \(x.formula), \(y.formula))"
    }
  }

  /// Levels of operations: 0 for a variable or a constant.
  public var depth: Int {
    switch self {
    case .variable, .constant: 0
    case .binary(_, let a, let b): 1 + max(a.depth, b.depth)
    case .function(_, let a), .negate(let a), .integerPower(let a, _): 1 + a.depth
    case .select(let a, let b, let x, let y): 1 + max(a.depth, b.depth, x.depth, y.depth)
    }
  }
}
