/// The steps between a loop and the registers of its block.
struct BlockSteps {
  /// Before the first iteration.
  private(set) var entry: [LoopStep] = []
  /// At each.
  private(set) var iteration: [LoopStep] = []

  /// Adds the step that brings the value of a form to its place.
  mutating func add(
    _ kind: LoopStep.Kind, _ form: AffineForm, _ slot: Int, cell: Int, to target: Int
  ) {
    var step = LoopStep(kind, target: target)
    step.cell = Int32(cell)
    step.stride = form.coefficient(of: slot)
    if step.stride == 0 { entry.append(step) } else { iteration.append(step) }
  }

  /// Adds the step that computes a whole form where it is read.
  mutating func add(
    _ kind: LoopStep.Kind, _ form: AffineForm, _ table: LoopForm, _ slot: Int, to target: Int
  ) {
    var step = LoopStep(kind, target: target)
    step.form = table
    if form.coefficient(of: slot) == 0 { entry.append(step) } else { iteration.append(step) }
  }

  /// Adds the steps that bring a block's inputs to their registers, but for wide numbers.
  ///
  /// - Parameter changes: Whether the result of a loop changes from iteration to iteration.
  mutating func read(
    _ inputs: [BlockInput], _ cells: [Int], _ slot: Int, to first: Int,
    changes: (_ loop: Int) -> Bool
  ) {
    for (i, input) in inputs.enumerated() {
      switch input {
      case .coordinate(let form): add(.coordinate, form, slot, cell: cells[i], to: first + i)
      case .number(let form): add(.number, form, slot, cell: cells[i], to: first + i)
      case .wideNumber: break
      case .result(let loop):
        var step = LoopStep(.result, target: first + i)
        step.cell = Int32(loop)
        if changes(loop) { iteration.append(step) } else { entry.append(step) }
      }
    }
  }

  /// The step that adds a register to the adjoint of an input.
  static func share(
    _ register: Int, of input: BlockInput, _ cell: Int, _ slot: Int
  ) -> LoopStep {
    switch input {
    case .coordinate(let form), .number(let form), .wideNumber(let form):
      var step = LoopStep(.coordinate, target: register)
      step.cell = Int32(cell)
      step.stride = form.coefficient(of: slot)
      return step
    case .result(let loop):
      var step = LoopStep(.result, target: register)
      step.cell = Int32(loop)
      return step
    }
  }
}
