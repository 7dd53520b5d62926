import GradSymbolic

/// The block of a loop compiled for strips of iterations: behind its inputs it has variables for the
/// loop's adjoint and for the coordinates of the gradient that it adds to.
struct StripCode {
  /// What the block hands on to the adjoint of an input.
  struct Share {
    /// Which of the outputs it is.
    var output: Int
    var input: Int
  }

  let code: ProgramCode
  /// The variable of the loop's adjoint.
  private(set) var weight: Int?
  /// Outputs that are coordinates of the gradient with the share added.
  private(set) var sums: [Share] = []
  private(set) var others: [Share] = []

  /// For values alone.
  init(values code: ProgramCode) { self.code = code }

  /// - Parameters:
  ///   - slopes: The slopes by the inputs `partials`.
  ///   - isSeeded: Whether the slopes are the shares.
  ///   - isGated: Whether a weight of 0 makes any share 0.
  ///   - slot: The loop's index.
  init(
    _ nodes: [Node], _ block: BlockPlan, value: Operand, slopes: [Operand], partials: [Int],
    isSeeded: Bool, isGated: Bool, slot: Int
  ) {
    var nodes = nodes
    func add(_ kind: Node.Kind, _ a: Int32, _ b: Int32 = -1, payload: UInt64 = 0) -> Int32 {
      nodes.append(Node(kind: kind, a: a, b: b, payload: payload))
      return Int32(nodes.count - 1)
    }
    var variableCount = block.inputs.count
    func variable() -> Int32 {
      variableCount += 1
      return add(.variable, Int32(variableCount - 1))
    }
    var weightNode: Int32 = -1
    if !isSeeded {
      weight = variableCount
      weightNode = variable()
    }
    var shares = slopes.map { slope in
      let node =
        slope.isConstant ? add(.constant, -1, payload: slope.constant.bitPattern) : slope.node
      return isSeeded ? node : add(isGated ? .guardedMultiply : .multiply, weightNode, node)
    }
    var outputs = [value]
    var places: [Int: Int] = [:]
    let order = Self.orderOfSums(block.inputs, partials, slot)
    for place in order ?? [] {
      let target = variableCount
      shares[place] = add(.add, variable(), shares[place])
      places[Int(shares[place])] = target
    }
    for place in order ?? Array(partials.indices) {
      let share = Share(output: outputs.count, input: partials[place])
      outputs.append(Operand(node: shares[place]))
      if order == nil { others.append(share) } else { sums.append(share) }
    }
    if order != nil {
      for place in partials.indices where !Self.isCoordinate(block.inputs[partials[place]]) {
        others.append(Share(output: outputs.count, input: partials[place]))
        outputs.append(Operand(node: shares[place]))
      }
    }
    code = ProgramCompiler.compile(
      nodes, variableCount: variableCount, outputs: outputs, places: places)
  }

  private static func isCoordinate(_ input: BlockInput) -> Bool {
    if case .coordinate = input { return true }
    return false
  }

  /// The order in which a strip may add to the gradient, one coordinate for all its iterations
  /// before the next: of xᵢ₊₁ and xᵢ first the share of xᵢ₊₁, since the place that both reach gets
  /// it in the earlier iteration. So sums have the bits of one iteration after the other.
  ///
  /// - Returns: Places in `partials`; nil unless all coordinates go with the index, side by side.
  private static func orderOfSums(
    _ inputs: [BlockInput], _ partials: [Int], _ slot: Int
  ) -> [Int]? {
    var found: [(place: Int, form: AffineForm)] = []
    for (place, input) in partials.enumerated() {
      if case .coordinate(let form) = inputs[input] { found.append((place, form)) }
    }
    guard let first = found.first?.form, first.coefficient(of: slot) == 1,
      found.allSatisfy({ $0.form.terms == first.terms })
    else { return nil }
    return found.sorted { $0.form.constant > $1.form.constant }.map(\.place)
  }
}
