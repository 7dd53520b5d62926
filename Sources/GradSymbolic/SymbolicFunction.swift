import GradNumerics

/// An objective as an expression: its value, gradient and Hessian as programs and as formulas.
///
///     let f = try SymbolicFunction(dimension: 2) { x in x[0] * x[0] + x[0] * x[1] }
///     f.gradientFormulas()  // ["2*x1 + x2", "x1"]
///
/// Not `Sendable`, since it holds the graph; its programs are. Derivatives are built when asked
/// for, and found again in the graph when asked for twice.
///
/// - Cost: about a microsecond a node. Loops are unrolled by tracing, so a finite sum takes nodes
///   for every sample.
public struct SymbolicFunction {
  /// The dimension of the point.
  public let dimension: Int
  /// The graph that holds the value and every derivative built so far.
  public let graph: ExpressionGraph
  /// The traced value.
  public let value: Symbol
  /// The operations met in tracing that are not smooth, also where simplification removed them.
  public let kinks: Kinks

  /// Traces `trace` at the variables.
  ///
  /// - Parameters:
  ///   - nodeLimit: The most nodes of the graph, derivatives included.
  ///   - trace: Evaluates the objective; called once. It must not keep symbols.
  public init(
    dimension: Int, nodeLimit: Int = 200_000, trace: (Span<Symbol>) -> Symbol
  ) throws(SymbolicError) {
    let graph = ExpressionGraph(nodeLimit: nodeLimit)
    guard dimension >= 0, dimension <= graph.nodeLimit else {
      throw .dimensionOutOfRange(dimension: dimension, limit: graph.nodeLimit)
    }
    let variables = (0..<dimension).map { graph.variable($0) }
    let value = trace(variables.span)
    if graph.store.pointee.hasForeignSymbol || (value.graph != nil && value.graph !== graph) {
      throw .foreignSymbol
    }
    if graph.isOverfull { throw .tooManyNodes(limit: graph.nodeLimit) }
    self.dimension = dimension
    self.graph = graph
    self.value = value
    kinks = graph.store.pointee.kinks
  }

  /// Whether every operation of the traced text is smooth where it is defined, as a method that
  /// leaves the real numbers needs it.
  public var isSmooth: Bool { kinks.isEmpty }

  /// The partial derivatives as nodes of ``graph``.
  public func gradient() throws(SymbolicError) -> [Symbol] {
    let gradient = graph.gradient(of: value, variableCount: dimension)
    try checkLimit()
    return gradient
  }

  /// The lower triangle of the Hessian as nodes of ``graph``: row i has the entries 0 … i.
  public func hessian() throws(SymbolicError) -> [[Symbol]] {
    var rows: [[Symbol]] = []
    for (i, partial) in try gradient().enumerated() {
      rows.append(graph.gradient(of: partial, variableCount: i + 1))
      try checkLimit()
    }
    return rows
  }

  /// A program with one output: the value.
  public func valueProgram() -> Program {
    Program(graph, variableCount: dimension, outputs: [value])
  }

  /// A program with 1 + n outputs: the value, then the partial derivatives.
  public func gradientProgram() throws(SymbolicError) -> Program {
    Program(graph, variableCount: dimension, outputs: [value] + (try gradient()))
  }

  /// A program with n(n + 1)/2 outputs: the lower triangle of the Hessian by rows.
  public func hessianProgram() throws(SymbolicError) -> Program {
    Program(graph, variableCount: dimension, outputs: try hessian().flatMap(\.self))
  }

  /// The value as a formula; see ``FormulaPrinter``.
  public func formula(names: [String]? = nil, lengthLimit: Int = 2_000) -> String {
    printer(names, lengthLimit).formula(for: value)
  }

  /// The partial derivatives as formulas.
  public func gradientFormulas(
    names: [String]? = nil, lengthLimit: Int = 2_000
  ) throws(SymbolicError) -> [String] {
    let gradient = try gradient()
    let printer = printer(names, lengthLimit)
    return gradient.map { printer.formula(for: $0) }
  }

  private func printer(_ names: [String]?, _ lengthLimit: Int) -> FormulaPrinter {
    FormulaPrinter(
      graph, names: names ?? (1...Swift.max(1, dimension)).map { "x\($0)" },
      lengthLimit: lengthLimit)
  }

  /// After a derivative too many: what is in the graph stays valid, the new part is dropped.
  private func checkLimit() throws(SymbolicError) {
    guard graph.isOverfull else { return }
    graph.store.pointee.isOverfull = false
    throw .tooManyNodes(limit: graph.nodeLimit)
  }
}
