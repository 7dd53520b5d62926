/// A recorded function, shared by all workers and run without recording again.
///
/// Each worker brings its ``TapeWorkspace``; the program itself never changes. Values have the bits
/// of the function on `Double`, and lanes those of single runs, gradients included.
///
/// - Cost: forward and back together a few nanoseconds an operation beyond the functions
///   themselves: the gradient of n variables costs as much as that of one.
public struct TapeProgram: Sendable {
  /// How many variables there are.
  public let dimension: Int
  @usableFromInline let instructions: [TapeInstruction]
  @usableFromInline let outputs: [TapeOutput]

  init(dimension: Int, instructions: [TapeInstruction], outputs: [TapeOutput]) {
    self.dimension = dimension
    self.instructions = instructions
    self.outputs = outputs
  }

  /// How many results the function has.
  public var outputCount: Int { outputs.count }
  /// How many operations a run does.
  public var operationCount: Int { instructions.count }

  /// Writes the derivatives of the first result at `x` into `g`, and returns its value.
  @inlinable
  public func gradient<S: TapeNumber>(
    at x: Span<S>, into g: inout MutableSpan<S>, workspace: TapeWorkspace<S>
  ) -> S {
    precondition(!outputs.isEmpty, "the function has no result")
    return instructions.withUnsafeBufferPointer {
      workspace.gradient(TapeText($0, dimension: dimension), of: outputs[0], at: x, into: &g)
    }
  }

  /// Writes all results at `x` into `y`.
  @inlinable
  public func values<S: TapeNumber>(
    at x: Span<S>, into y: inout MutableSpan<S>, workspace: TapeWorkspace<S>
  ) {
    precondition(y.count >= outputs.count, "there is no room for the results")
    instructions.withUnsafeBufferPointer {
      workspace.forward(TapeText($0, dimension: dimension), at: x)
    }
    for k in 0..<outputs.count { y[k] = workspace.value(of: outputs[k]) }
  }

  /// Writes Jᵀw into `g`, the derivatives of Σₖ wₖ Fₖ at `x`, by one sweep for all results.
  @inlinable
  public func transposedProduct<S: TapeNumber>(
    at x: Span<S>, weights w: Span<S>, into g: inout MutableSpan<S>, workspace: TapeWorkspace<S>
  ) {
    precondition(w.count == outputs.count, "there must be a weight for every result")
    instructions.withUnsafeBufferPointer {
      let text = TapeText($0, dimension: dimension)
      workspace.forward(text, at: x)
      workspace.reverse(text, into: &g) { adjoints in
        for k in 0..<outputs.count where outputs[k].slot >= 0 {
          adjoints[outputs[k].slot] = adjoints[outputs[k].slot] + w[k]
        }
      }
    }
  }
}
