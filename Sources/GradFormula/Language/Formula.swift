import GradText

/// The text of a function of several variables, read and understood.
///
///     try Formula("x^2 + 3*x*y - z^2 + 2*z")
///     try Formula("sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)")
///
/// Operators `+ - * / ^`, where `^` is right-associative and binds more tightly than a sign (-x^2 is
/// −(x²), 2^-x is allowed); numbers as JSON writes them and `.5`; `pi`, `e`; the functions of
/// `ElementaryFunction`, `max` and `min` of two or more; `select(a < b, x, y)`, which is x where
/// a < b, else y, and evaluates both; `x[i]` with `sum(i, a, b, term)` and `prod(i, a, b, factor)`;
/// `n`, the dimension.
///
/// Variables are the free names in natural order (x, y, z; x2 before x10), or those of a list; with
/// `x[i]` they are x1 … xn.
public struct Formula: Sendable {
  /// The text as it was written.
  public let text: String
  let tree: FormulaTree
  private let bytes: [UInt8]

  /// - Throws: ``FormulaError`` for the first mistake, with its position.
  public init(_ text: String) throws(FormulaError) { try self.init(utf8: Array(text.utf8)) }

  /// Reads bytes that may be anything.
  public init(utf8 bytes: [UInt8]) throws(FormulaError) {
    tree = try FormulaParser.parse(bytes)
    self.bytes = bytes
    // All bytes of a formula are ASCII.
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The text without white space, which has the same meaning.
  public var compactText: String { text.filter { !$0.isWhitespace } }

  /// Whether variables have an index, so that the dimension must be given.
  public var isIndexed: Bool { tree.isList.contains(true) }

  /// The names that are neither constants nor functions nor indices, in natural order.
  public var freeNames: [String] { tree.names.sorted(by: FormulaNames.isOrdered) }

  /// Makes the formula ready for evaluation.
  ///
  /// - Parameters:
  ///   - variables: The names of all variables in order, also unused ones; nil for those that the
  ///     text uses.
  ///   - dimension: How many variables there are; needed with `x[i]` where no names are given.
  public func program(
    variables: [String]? = nil, dimension: Int? = nil
  ) throws(FormulaError) -> FormulaProgram {
    if let dimension, !(1...FormulaLimits.dimension).contains(dimension) {
      throw .dimensionOutOfRange(dimension, limit: FormulaLimits.dimension)
    }
    let names = try self.names(variables, dimension)
    var indices: [String: Int] = [:]
    for (index, name) in names.enumerated() { indices[name] = index }
    var coordinates: [Int] = []
    for (index, name) in tree.names.enumerated() {
      if !tree.isPlain[index] {
        coordinates.append(-1)
      } else if let coordinate = indices[name] {
        coordinates.append(coordinate)
      } else {
        throw unknown(name, at: index, names)
      }
    }
    let plan = try FormulaAnalysis.plan(
      tree, bytes, dimension: names.count, coordinates: coordinates)
    return FormulaProgram(plan, variables: names)
  }

  private func position(ofName index: Int) -> FormulaPosition {
    FormulaPosition(of: Int(tree.nameOffsets[index]), in: bytes)
  }

  private func unknown(_ name: String, at index: Int, _ names: [String]) -> FormulaError {
    if let list = tree.isList.firstIndex(of: true), names.first == tree.names[list] + "1" {
      return .mixedVariables(name: name, list: tree.names[list], at: position(ofName: index))
    }
    return .unknownName(
      name, suggestion: name.utf8.count > 1 ? closest(to: name, in: names) : nil,
      variables: Array(names.prefix(9)), at: position(ofName: index))
  }

  /// The names of all coordinates.
  private func names(
    _ given: [String]?, _ dimension: Int?
  ) throws(FormulaError) -> [String] {
    let lists = tree.names.indices.filter { tree.isList[$0] }
    if lists.count > 1 {
      throw .mixedVariables(
        name: tree.names[lists[1]], list: tree.names[lists[0]], at: position(ofName: lists[1]))
    }
    if let given {
      try Self.check(given)
      if let list = lists.first, given.contains(tree.names[list]) {
        throw .takenName(
          tree.names[list], meaning: "one of the variables and has no elements",
          at: position(ofName: list))
      }
      if let dimension, dimension != given.count {
        throw .dimensionMismatch(variables: Array(given.prefix(9)), dimension: dimension)
      }
      return given
    }
    if let list = lists.first {
      guard let dimension else { throw .dimensionNeeded(list: tree.names[list]) }
      return Self.numbered(tree.names[list], dimension)
    }
    let free = freeNames
    guard let dimension else {
      if free.isEmpty { throw .dimensionNeeded(list: nil) }
      return free
    }
    if free.isEmpty { return Self.numbered("x", dimension) }
    if free.count == dimension { return free }
    // x1 and x3 of five: the others do not appear.
    let numbers = free.map(FormulaNames.numbered)
    if let base = numbers[0]?.base,
      numbers.allSatisfy({ $0?.base == base && $0?.number ?? .max <= dimension })
    {
      return Self.numbered(base, dimension)
    }
    throw .dimensionMismatch(variables: free, dimension: dimension)
  }

  private static func numbered(_ base: String, _ count: Int) -> [String] {
    (1...count).map { "\(base)\($0)" }
  }

  private static func check(_ names: [String]) throws(FormulaError) {
    guard (1...FormulaLimits.dimension).contains(names.count) else {
      throw .dimensionOutOfRange(names.count, limit: FormulaLimits.dimension)
    }
    var seen: Set<String> = []
    for name in names {
      guard FormulaNames.isName(name) else {
        throw .badVariable(
          name, explanation: "is no name: names have letters, digits and _, a digit not first.")
      }
      if let meaning = FormulaNames.meaning(of: name) {
        throw .badVariable(name, explanation: "is \(meaning). Choose another name.")
      }
      guard seen.insert(name).inserted else {
        throw .badVariable(name, explanation: "is named twice.")
      }
    }
  }
}
