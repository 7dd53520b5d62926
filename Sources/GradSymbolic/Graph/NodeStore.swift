import GradNumerics

/// The nodes of one expression graph, each kept once, with the hash table that finds them.
///
/// Open addressing over indices, at most half full: Swift's `Dictionary` costs half a microsecond
/// a node. A plain struct, kept behind a pointer: the fields of a class would be checked for
/// exclusive access at every operation.
package struct NodeStore {
  package private(set) var nodes: [Node] = []
  private var slots: [Int32]
  package let limit: Int
  /// Set when a node would have been one too many; nothing is added from then on.
  package var isOverfull = false
  /// Set when an operand belonged to another graph.
  package var hasForeignSymbol = false
  /// The operations met that are not smooth, also where simplification removed them.
  package var kinks: Kinks = []

  package init(limit: Int) {
    self.limit = Swift.min(Swift.max(limit, 1), 1 << 30)
    slots = [Int32](repeating: -1, count: 1 << 8)
  }

  /// The operand for a node's index.
  @inline(__always)
  package func operand(_ index: Int32) -> Operand {
    let node = nodes[Int(index)]
    return node.kind == .constant ? Operand(node.constant) : Operand(node: index)
  }

  /// The node of an operand that is no constant.
  @inline(__always)
  package func node(_ operand: Operand) -> Node { nodes[Int(operand.node)] }

  /// The index of a node equal to `node`, added if there is none; 0 once the graph is full.
  package mutating func intern(_ node: Node) -> Int32 {
    var mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: node.hash) & mask
    while slots[slot] >= 0 {
      if nodes[Int(slots[slot])] == node { return slots[slot] }
      slot = (slot + 1) & mask
    }
    if nodes.count >= limit {
      isOverfull = true
      return 0
    }
    let index = Int32(nodes.count)
    nodes.append(node)
    slots[slot] = index
    if nodes.count * 2 > slots.count {
      mask = slots.count * 2 - 1
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for (i, kept) in nodes.enumerated() {
        var slot = Int(truncatingIfNeeded: kept.hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(i)
      }
    }
    return index
  }

  /// The index of the node for an operand; a constant becomes a node here.
  @inline(__always)
  package mutating func index(of operand: Operand) -> Int32 {
    if !operand.isConstant { return operand.node }
    return intern(Node(kind: .constant, payload: operand.constant.bitPattern))
  }

  /// The node of a variable of the point.
  package mutating func variable(_ index: Int) -> Operand {
    Operand(
      node: intern(Node(kind: .variable, a: Int32(index), firstVariable: Int32(index))))
  }

  /// The node of an operation on one operand that no rule simplifies.
  package mutating func make(
    _ kind: Node.Kind, _ a: Operand, functionCode: UInt8 = 0, payload: UInt64 = 0
  ) -> Operand {
    let a = index(of: a)
    return Operand(
      node: intern(
        Node(
          kind: kind, functionCode: functionCode, a: a,
          firstVariable: nodes[Int(a)].firstVariable, payload: payload)))
  }

  /// The node of an operation on two operands that no rule simplifies.
  package mutating func make(_ kind: Node.Kind, _ a: Operand, _ b: Operand) -> Operand {
    let a = index(of: a)
    let b = index(of: b)
    let first = Swift.min(nodes[Int(a)].firstVariable, nodes[Int(b)].firstVariable)
    return Operand(node: intern(Node(kind: kind, a: a, b: b, firstVariable: first)))
  }
}
