import GradNumerics

/// A number that records how it was computed: a constant, or a node of an ``ExpressionGraph``.
///
/// Evaluating an objective on the variables of a graph traces it. A constant carries no graph; an
/// operation takes the graph of whichever operand has one, and two constants are folded with
/// exactly the operation that `Double` would do.
///
/// Tracing cannot throw: once the graph is full, operations return some symbol without growing
/// it, and whoever traces asks ``ExpressionGraph/isOverfull`` at the end.
public struct Symbol: Scalar {
  package let graph: ExpressionGraph?
  package let operand: Operand

  package init(_ graph: ExpressionGraph, _ operand: Operand) {
    self.graph = operand.isConstant ? nil : graph
    self.operand = operand
  }

  public init(_ constant: Double) {
    graph = nil
    operand = Operand(constant)
  }

  /// The value, where the symbol is a constant.
  public var constant: Double? { operand.isConstant ? operand.constant : nil }

  /// Whether both are the same node of the same graph, or constants of the same bits.
  public static func isSame(_ a: Symbol, _ b: Symbol) -> Bool {
    a.graph === b.graph && a.operand.node == b.operand.node
      && a.operand.constant.bitPattern == b.operand.constant.bitPattern
  }

  public static func + (a: Symbol, b: Symbol) -> Symbol {
    combine(a, b, { $0 + $1 }, node: { $0.sum($1, $2) })
  }
  public static func - (a: Symbol, b: Symbol) -> Symbol {
    combine(a, b, { $0 - $1 }, node: { $0.difference($1, $2) })
  }
  public static func * (a: Symbol, b: Symbol) -> Symbol {
    combine(a, b, { $0 * $1 }, node: { $0.product($1, $2) })
  }
  public static func / (a: Symbol, b: Symbol) -> Symbol {
    combine(a, b, { $0 / $1 }, node: { $0.quotient($1, $2) })
  }
  public static prefix func - (a: Symbol) -> Symbol {
    guard let graph = a.graph else { return Symbol(-a.operand.constant) }
    return Symbol(graph, graph.store.pointee.negated(a.operand))
  }

  public static func apply(_ f: ElementaryFunction, _ a: Symbol) -> Symbol {
    guard let graph = a.graph else { return Symbol(f.value(at: a.operand.constant)) }
    if f == .abs { graph.store.pointee.kinks.insert(.abs) }
    if f == .sign { graph.store.pointee.kinks.insert(.sign) }
    return Symbol(graph, graph.store.pointee.function(f, a.operand))
  }
  public static func sqrt(_ a: Symbol) -> Symbol { apply(.sqrt, a) }
  public static func abs(_ a: Symbol) -> Symbol { apply(.abs, a) }
  public static func pow(_ a: Symbol, _ n: Int) -> Symbol {
    guard let graph = a.graph else { return Symbol(integerPower(a.operand.constant, n)) }
    return Symbol(graph, graph.store.pointee.power(a.operand, n))
  }
  public static func pow(_ a: Symbol, _ b: Symbol) -> Symbol {
    combine(a, b, { realPower($0, $1) }, node: { $0.power($1, $2) })
  }
  public static func max(_ a: Symbol, _ b: Symbol) -> Symbol {
    combine(
      a, b, { Double.max($0, $1) },
      node: {
        $0.kinks.insert(.max)
        return $0.maximum($1, $2)
      })
  }
  public static func min(_ a: Symbol, _ b: Symbol) -> Symbol {
    combine(
      a, b, { Double.min($0, $1) },
      node: {
        $0.kinks.insert(.min)
        return $0.minimum($1, $2)
      })
  }
  public static func select(
    _ a: Symbol, lessThan b: Symbol, then x: Symbol, else y: Symbol
  ) -> Symbol {
    guard let graph = a.graph ?? b.graph ?? x.graph ?? y.graph else {
      return a.operand.constant < b.operand.constant ? x : y
    }
    for other in [a.graph, b.graph, x.graph, y.graph] where other != nil && other !== graph {
      graph.store.pointee.hasForeignSymbol = true
      return Symbol(Double.nan)
    }
    // A choice between constants is made now and leaves no kink.
    if !a.operand.isConstant || !b.operand.isConstant {
      graph.store.pointee.kinks.insert(.select)
    }
    return Symbol(
      graph,
      graph.store.pointee.select(
        a.operand, lessThan: b.operand, then: x.operand, else: y.operand))
  }

  @inline(__always)
  private static func combine(
    _ a: Symbol, _ b: Symbol, _ fold: (Double, Double) -> Double,
    node: (inout NodeStore, Operand, Operand) -> Operand
  ) -> Symbol {
    guard let graph = a.graph ?? b.graph else {
      return Symbol(fold(a.operand.constant, b.operand.constant))
    }
    if let other = b.graph, other !== graph {
      graph.store.pointee.hasForeignSymbol = true
      other.store.pointee.hasForeignSymbol = true
      return Symbol(Double.nan)
    }
    return Symbol(graph, node(&graph.store.pointee, a.operand, b.operand))
  }
}
