import GradNumerics

/// A parsed formula: operations in the order of evaluation, operands before what uses them.
///
/// Every pass over it is one loop over ``nodes``, so the length of a flat sum costs no stack. What a
/// loop repeats stands between its `loopBegin` and its `loopEnd`.
struct FormulaTree: Sendable {
  struct Node: Sendable {
    enum Kind: UInt8, Sendable {
      /// The number `number`.
      case number
      /// The variable named ``FormulaTree/names``[a].
      case variable
      /// The index of the loop at depth a.
      case loopIndex
      /// n.
      case dimension
      /// names[b][node a].
      case element
      /// From node a to node b; `code` is 1 for `prod`.
      case loopBegin
      /// Of the `loopBegin` a, with the term b.
      case loopEnd
      case add, subtract, multiply, divide, negate, power, max, min
      /// Node a < node b, of the `select` that follows.
      case comparison
      /// The branches of the `select` that follows: node a where the comparison holds, else node b.
      case branches
      /// By the `comparison` a, of the `branches` b.
      case select
      /// The elementary function `code` of node a.
      case function
    }

    var kind: Kind
    var code: UInt8 = 0
    /// Where it stands in the text.
    var offset: Int32
    var a: Int32 = -1
    var b: Int32 = -1
    var number: Double = 0
  }

  var nodes: [Node] = []
  /// Each variable's name once, in the order of appearance.
  var names: [String] = []
  /// Where each name appears first.
  var nameOffsets: [Int32] = []
  /// For each name, whether it appears plainly (`x`), and whether with an index (`x[i]`).
  var isPlain: [Bool] = []
  var isList: [Bool] = []
  /// The name of each loop's index, by the node of its `loopBegin`.
  var indexNames: [Int32: String] = [:]
  var root: Int32 = -1
}
