import GradNumerics

/// The expression graph that tracing an objective builds: every distinct subexpression once.
///
/// Nodes are simplified as they are made, by local rules that keep values to rounding, and looked
/// up first, so that `x * y` and `y * x` are one node. Not `Sendable`: build it once a problem,
/// compile it to a ``Program``, and share that.
///
/// - Memory: about 32 bytes a node. It stops growing at the node limit.
public final class ExpressionGraph {
  package let store: UnsafeMutablePointer<NodeStore>

  /// An empty graph that keeps at most `nodeLimit` nodes.
  public init(nodeLimit: Int = 200_000) {
    store = .allocate(capacity: 1)
    store.initialize(to: NodeStore(limit: nodeLimit))
  }

  deinit {
    store.deinitialize(count: 1)
    store.deallocate()
  }

  /// How many nodes there are, those no longer used included.
  public var nodeCount: Int { store.pointee.nodes.count }
  /// The most nodes it keeps.
  public var nodeLimit: Int { store.pointee.limit }
  /// Whether an operation needed a node too many. What was traced since then means nothing.
  public var isOverfull: Bool { store.pointee.isOverfull }

  /// The variable with this index in the point; from 0.
  public func variable(_ index: Int) -> Symbol {
    precondition(index >= 0 && index < 1 << 30, "variable index \(index) is out of range")
    return Symbol(self, store.pointee.variable(index))
  }
}
