import GradNumerics
import GradSymbolic

/// A number that a block reads: the block computes its value from these and from nothing else.
enum BlockInput: Hashable, Sendable {
  /// The coordinate of the point with this index from 0.
  case coordinate(AffineForm)
  /// The value of a form as a number.
  case number(AffineForm)
  /// The same of a form that may leave ±2⁵³, and so the integers that addresses are made of.
  case wideNumber(AffineForm)
  /// What a loop gave.
  case result(loop: Int)

  /// Whether a derivative by it means anything.
  var isDifferentiable: Bool {
    switch self {
    case .number, .wideNumber: false
    case .coordinate, .result: true
    }
  }

  /// The form that it is read by.
  var form: AffineForm? {
    switch self {
    case .coordinate(let form), .number(let form), .wideNumber(let form): form
    case .result: nil
    }
  }
}

/// Straight-line operations on inputs, as the text has them: equal subexpressions once, constants
/// folded, nothing else simplified, so that values have the bits of the text written by hand.
struct BlockPlan: Sendable {
  /// Operations; a `variable` node names an input.
  var nodes: [Node] = []
  var inputs: [BlockInput] = []
  /// The whole exponents that `indexPower` nodes take.
  var exponents: [AffineForm] = []
  var output = Operand(0)
  /// The loops to run before this block, each time.
  var children: [Int] = []

  /// Whether a number that it reads is wider than the integers of a strip.
  var hasWideNumbers: Bool {
    inputs.contains {
      if case .wideNumber = $0 { return true }
      return false
    }
  }

  /// Whether the slope of a power may be 0 because its exponent is.
  var hasVaryingExponents: Bool {
    nodes.contains {
      switch $0.kind {
      case .indexPower: true
      case .realPower: nodes[Int($0.b)].kind != .constant
      default: false
      }
    }
  }
}

/// One `sum` or `prod`.
struct LoopPlan: Sendable {
  var isProduct: Bool
  /// The depth of its index.
  var slot: Int
  var lower: AffineForm
  var upper: AffineForm
  var block = BlockPlan()
  /// The loop whose block runs it, or −1 for the whole formula's: the innermost whose index it
  /// depends on.
  var owner = -1
  /// Where it stands in the text, and its index's name.
  var offset: Int
  var indexName: String
}

/// A formula for one dimension: nested blocks and loops.
struct FormulaPlan: Sendable {
  var root = BlockPlan()
  /// A loop stands behind the loops that its block reads.
  var loops: [LoopPlan] = []
  var dimension: Int
  /// The operations met that are not smooth.
  var kinks: Kinks = []
  /// Iterations of all loops in one evaluation.
  var termCount = 0
  /// Loops within loops, at most.
  var slotCount = 0
}

extension FormulaPlan {
  /// An upper bound of a form in the block of a loop (−1 for the whole formula's), which is reached
  /// if no loop around is empty; nil if a number gets too large.
  func greatest(_ form: AffineForm, around loop: Int) -> Int? {
    extreme(form, around: loop, isUpper: true)
  }

  /// A lower bound alike.
  func least(_ form: AffineForm, around loop: Int) -> Int? {
    extreme(form, around: loop, isUpper: false)
  }

  private func extreme(_ form: AffineForm, around loop: Int, isUpper: Bool) -> Int? {
    var rest = form
    var next = loop
    while next >= 0 {
      let loop = loops[next]
      let coefficient = rest.coefficient(of: loop.slot)
      if coefficient != 0 {
        let bound = (coefficient > 0) == isUpper ? loop.upper : loop.lower
        guard let replaced = rest.replacing(loop.slot, by: bound) else { return nil }
        rest = replaced
      }
      next = loop.owner
    }
    return rest.constant
  }

  /// The number of the block that runs a loop: another loop, or the number of loops for the whole
  /// formula.
  func owner(of loop: Int) -> Int { loops[loop].owner < 0 ? loops.count : loops[loop].owner }
}
