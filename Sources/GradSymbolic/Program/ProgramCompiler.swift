import GradNumerics

/// Turns nodes of a graph into instructions: what the outputs need, in the order of indices, pairs
/// of operations fused, registers shared by lifetime.
package struct ProgramCompiler {
  private let nodes: [Node]
  private let outputNodes: [Int32]
  private let variableCount: Int
  /// How often each node is read, by instructions and as output.
  private var useCounts: [Int32]
  /// Whether a node is computed within the instruction of its only reader.
  private var isAbsorbed: [Bool]
  /// The operand that a node absorbs, else −1.
  private var absorbed: [Int32]

  private var instructions: [Instruction] = []
  private var constants: [Double] = []
  private var registerOf: [UInt32]
  private var freeRegisters: [UInt32] = []
  private var registerCount: UInt32 = 0
  private var places: [Int: Int] = [:]

  package static func compile(
    _ graph: ExpressionGraph, variableCount: Int, outputs: [Symbol]
  ) -> ProgramCode {
    let indices = outputs.map { output in
      precondition(
        output.graph == nil || output.graph === graph, "an output belongs to another graph")
      return output.operand
    }
    return compile(graph.store.pointee.nodes, variableCount: variableCount, outputs: indices)
  }

  /// - Parameter places: For a node the variable in whose register it is left; no later node may
  ///   read that variable.
  package static func compile(
    _ nodes: [Node], variableCount: Int, outputs: [Operand], places: [Int: Int] = [:]
  ) -> ProgramCode {
    var compiler = ProgramCompiler(nodes, outputs, variableCount)
    compiler.places = places
    return compiler.compile(outputs)
  }

  private init(_ nodes: [Node], _ outputs: [Operand], _ variableCount: Int) {
    self.nodes = nodes
    self.variableCount = variableCount
    outputNodes = outputs.map(\.node)
    let count = Int(outputNodes.max() ?? -1) + 1
    useCounts = [Int32](repeating: 0, count: count)
    isAbsorbed = [Bool](repeating: false, count: count)
    absorbed = [Int32](repeating: -1, count: count)
    registerOf = [UInt32](repeating: 0, count: count)
  }

  private mutating func compile(_ outputs: [Operand]) -> ProgramCode {
    countUses()
    fuse()
    var constantRegisters: [UInt64: UInt32] = [:]
    func register(for constant: Double) -> UInt32 {
      if let known = constantRegisters[constant.bitPattern] { return known }
      let register = UInt32(constants.count)
      constants.append(constant)
      constantRegisters[constant.bitPattern] = register
      return register
    }
    for index in useCounts.indices where useCounts[index] > 0 && nodes[index].kind == .constant {
      registerOf[index] = register(for: nodes[index].constant)
    }
    let outputConstants = outputs.map { $0.isConstant ? register(for: $0.constant) : 0 }
    for index in useCounts.indices where useCounts[index] > 0 && nodes[index].kind == .variable {
      precondition(nodes[index].a < variableCount, "an output needs more variables")
      registerOf[index] = UInt32(constants.count) + UInt32(nodes[index].a)
    }
    registerCount = UInt32(constants.count) + UInt32(variableCount)
    for index in useCounts.indices where useCounts[index] > 0 && !isAbsorbed[index] {
      emit(index)
    }
    return ProgramCode(
      instructions: instructions, constants: constants,
      outputs: zip(outputs, outputConstants).map {
        $0.isConstant ? $1 : registerOf[Int($0.node)]
      },
      variableCount: variableCount, registerCount: Int(registerCount))
  }

  private mutating func countUses() {
    for node in outputNodes where node >= 0 { useCounts[Int(node)] += 1 }
    for index in useCounts.indices.reversed() where useCounts[index] > 0 {
      nodes[index].forEachOperand { useCounts[$0] += 1 }
    }
  }

  /// Lets + − · take in one operand that is + − · or a square and has no other reader.
  private mutating func fuse() {
    for index in useCounts.indices where useCounts[index] > 0 {
      let node = nodes[index]
      guard node.kind == .add || node.kind == .subtract || node.kind == .multiply,
        node.a != node.b
      else { continue }
      // The later operand was computed last; the earlier one is often a running sum.
      for operand in node.a > node.b ? [node.a, node.b] : [node.b, node.a]
      where useCounts[Int(operand)] == 1 && absorbed[Int(operand)] < 0 {
        guard Self.pair(nodes[Int(operand)]) != nil else { continue }
        absorbed[index] = operand
        isAbsorbed[Int(operand)] = true
        break
      }
    }
  }

  /// The operation and operands of a node that can be half of a fused instruction.
  private static func pair(_ node: Node) -> (kind: Node.Kind, a: Int, b: Int)? {
    switch node.kind {
    case .add, .subtract, .multiply: (node.kind, Int(node.a), Int(node.b))
    case .integerPower where node.exponent == 2: (.multiply, Int(node.a), Int(node.a))
    default: nil
    }
  }

  private mutating func emit(_ index: Int) {
    let node = nodes[index]
    if node.kind == .constant || node.kind == .variable { return }
    var instruction: Instruction
    if absorbed[index] >= 0 {
      instruction = fusedInstruction(index, node)
    } else {
      instruction = plainInstruction(node)
    }
    // Operands read for the last time free their registers first: the target may take one.
    release(operandsOf: index)
    instruction.target =
      places[index].map { UInt32(constants.count + $0) } ?? takeRegister()
    registerOf[index] = instruction.target
    instructions.append(instruction)
  }

  private func fusedInstruction(_ index: Int, _ node: Node) -> Instruction {
    let inner = absorbed[index]
    let other = inner == node.a ? node.b : node.a
    guard let (kind, a, b) = Self.pair(nodes[Int(inner)]) else { return plainInstruction(node) }
    let opcode: Opcode =
      switch (kind, node.kind, inner == node.a) {
      case (.add, .add, _): .addAdd
      case (.add, .multiply, _): .addMultiply
      case (.add, _, true): .addSubtract
      case (.add, _, false): .addFrom
      case (.subtract, .add, _): .subtractAdd
      case (.subtract, .multiply, _): .subtractMultiply
      case (.subtract, _, true): .subtractSubtract
      case (.subtract, _, false): .subtractFrom
      case (_, .add, _): .multiplyAdd
      case (_, .multiply, _): .multiplyMultiply
      case (_, _, true): .multiplySubtract
      case (_, _, false): .multiplyFrom
      }
    return Instruction(
      opcode, target: 0, a: registerOf[a], b: registerOf[b], c: registerOf[Int(other)])
  }

  private func plainInstruction(_ node: Node) -> Instruction {
    let a = registerOf[Int(node.a)]
    let b = node.b >= 0 ? registerOf[Int(node.b)] : 0
    switch node.kind {
    case .integerPower where node.exponent == 2:
      return Instruction(.multiply, target: 0, a: a, b: a)
    case .integerPower where node.exponent == 3:
      // x · x², as ``integerPower(_:_:)`` has it; products commute.
      return Instruction(.multiplyMultiply, target: 0, a: a, b: a, c: a)
    case .integerPower:
      return Instruction(
        .integerPower, target: 0, a: a, c: UInt32(truncatingIfNeeded: node.payload >> 32),
        d: UInt32(truncatingIfNeeded: node.payload))
    case .select:
      return Instruction(
        .select, target: 0, a: a, b: b, c: registerOf[Int(node.thenBranch)],
        d: registerOf[Int(node.elseBranch)])
    case .function:
      let opcode: Opcode =
        switch node.function {
        case .sqrt: .squareRoot
        case .abs: .absolute
        default: .function
        }
      var instruction = Instruction(opcode, target: 0, a: a)
      instruction.functionCode = node.functionCode
      return instruction
    case .add: return Instruction(.add, target: 0, a: a, b: b)
    case .subtract: return Instruction(.subtract, target: 0, a: a, b: b)
    case .multiply: return Instruction(.multiply, target: 0, a: a, b: b)
    case .divide: return Instruction(.divide, target: 0, a: a, b: b)
    case .guardedMultiply: return Instruction(.guardedMultiply, target: 0, a: a, b: b)
    case .realPower: return Instruction(.realPower, target: 0, a: a, b: b)
    case .indexPower:
      return Instruction(
        .indexPower, target: 0, a: a, c: UInt32(bitPattern: node.exponentSource),
        d: UInt32(bitPattern: node.exponentOffset))
    case .max: return Instruction(.max, target: 0, a: a, b: b)
    case .min: return Instruction(.min, target: 0, a: a, b: b)
    case .negate, .constant, .variable: return Instruction(.negate, target: 0, a: a)
    }
  }

  private mutating func release(operandsOf index: Int) {
    var last: [Int] = []
    nodes[index].forEachOperand { operand in
      if operand == Int(absorbed[index]) {
        nodes[operand].forEachOperand { last.append($0) }
      } else {
        last.append(operand)
      }
    }
    for operand in last {
      useCounts[operand] -= 1
      let kind = nodes[operand].kind
      if useCounts[operand] == 0, kind != .constant, kind != .variable {
        freeRegisters.append(registerOf[operand])
      }
    }
  }

  private mutating func takeRegister() -> UInt32 {
    if let free = freeRegisters.popLast() { return free }
    registerCount += 1
    return registerCount - 1
  }
}
