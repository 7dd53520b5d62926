import GradNumerics

/// The terms of a sum, through nested additions and subtractions.
struct SumTerms {
  var index: Int32
  var isNegative: Bool

  /// The terms below a node, at most `limit` of them, and whether those are all.
  static func flatten(
    _ root: Int32, in store: UnsafeMutablePointer<NodeStore>, limit: Int
  ) -> (terms: [SumTerms], isComplete: Bool) {
    var terms: [SumTerms] = []
    var open = [SumTerms(index: root, isNegative: false)]
    while let next = open.popLast() {
      if terms.count >= limit { return (terms, false) }
      let node = store.pointee.nodes[Int(next.index)]
      switch node.kind {
      case .add:
        open.append(SumTerms(index: node.b, isNegative: next.isNegative))
        open.append(SumTerms(index: node.a, isNegative: next.isNegative))
      case .subtract:
        open.append(SumTerms(index: node.b, isNegative: !next.isNegative))
        open.append(SumTerms(index: node.a, isNegative: next.isNegative))
      default: terms.append(next)
      }
    }
    return (terms, true)
  }

  /// Terms by first variable, then falling degree, then age; a positive one in front if any.
  static func sorted(
    _ terms: [SumTerms], in store: UnsafeMutablePointer<NodeStore>
  ) -> [SumTerms] {
    let keyed = terms.map { term in
      let product = ProductFactors.flatten(term.index, in: store, limit: 8)
      return (
        term: term, first: store.pointee.nodes[Int(term.index)].firstVariable,
        degree: product.degree, isNegative: term.isNegative != product.isNegative
      )
    }
    var sorted = keyed.sorted {
      ($0.first, -$0.degree, $0.term.index) < ($1.first, -$1.degree, $1.term.index)
    }
    if let first = sorted.first, first.isNegative,
      let positive = sorted.firstIndex(where: { !$0.isNegative })
    {
      sorted.insert(sorted.remove(at: positive), at: 0)
    }
    return sorted.map(\.term)
  }
}
