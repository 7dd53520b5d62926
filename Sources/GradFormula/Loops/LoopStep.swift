/// Moves one number between a loop and its block: before the first iteration, at each, or, in a
/// gradient, behind each.
@frozen @usableFromInline struct LoopStep: Sendable {
  @usableFromInline enum Kind: UInt8, Sendable {
    /// r[target] = x[ints[cell] + stride · i]; behind an iteration, of the gradient alike.
    case coordinate
    /// r[target] = ints[cell] + stride · i as a number.
    case number
    /// r[target] = the form, of more than 64 bits, as a number.
    case wideNumber
    /// r[target] = r[cell]; behind an iteration, to the adjoint of loop `cell`.
    case result
    /// ints[target] = ints[cell] + stride · i.
    case integer
    /// ints[target] = the form of outer indices.
    case form
  }

  @usableFromInline var kind: Kind
  @usableFromInline var target: Int32
  @usableFromInline var cell: Int32 = 0
  @usableFromInline var stride = 0
  @usableFromInline var form = LoopForm()

  init(_ kind: Kind, target: Int) {
    self.kind = kind
    self.target = Int32(target)
  }
}

/// constant + Σ coefficient · index over the terms of the tables from `start` up to `end`.
@frozen @usableFromInline struct LoopForm: Sendable {
  @usableFromInline var constant = 0
  @usableFromInline var start: Int32 = 0
  @usableFromInline var end: Int32 = 0
  @usableFromInline init() {}
}

/// One term of a ``LoopForm``.
@frozen @usableFromInline struct LoopTerm: Sendable {
  @usableFromInline var slot: Int
  @usableFromInline var coefficient: Int
}

/// One loop as it runs, or the whole formula's block.
@frozen @usableFromInline struct LoopRecord: Sendable {
  @usableFromInline var isProduct = false
  /// Gradient: the adjoint may be 0 where the slopes are infinite.
  @usableFromInline var isGated = false
  /// Gradient: the adjoint is a constant that the instructions hold already.
  @usableFromInline var isSeeded = false
  /// Gradient: the adjoint is the owner's times `factor`, known before the loop runs, so that value
  /// and gradient take one pass.
  @usableFromInline var isFused = false
  @usableFromInline var factor = 1.0
  /// Where its index is kept among the integers.
  @usableFromInline var slot = 0
  @usableFromInline var lower = LoopForm()
  @usableFromInline var upper = LoopForm()
  /// The first register of its block, and the first integer of its exponents.
  @usableFromInline var base = 0
  @usableFromInline var exponents = 0
  @usableFromInline var strip = StripRecord()
  @usableFromInline var instructions = 0..<0
  /// Steps before the first iteration, at each, and behind each.
  @usableFromInline var entry = 0..<0
  @usableFromInline var iteration = 0..<0
  @usableFromInline var scatter = 0..<0
  @usableFromInline var children = 0..<0
  /// The registers of a term and of the result.
  @usableFromInline var output = 0
  @usableFromInline var result = 0

  @usableFromInline init() {}
}
