public import GradNumerics
public import GradSymbolic

/// The value and gradient of a formula, its loops kept as loops.
///
/// Each block (the whole formula, and what a loop repeats) is differentiated by what it reads on a
/// graph of its own, simplified and compiled; reverse accumulation over the loops joins them. A loop
/// whose adjoint is a constant, as in a plain sum, gives value and gradient in one pass; else its
/// terms are computed again on the way back, and a `prod` keeps its partial products. So a sum of
/// 10⁵ terms takes the memory of one term.
///
/// Make one ``FormulaWorkspace`` a worker.
public struct FormulaGradient: Sendable {
  /// The formula's own tables, for values.
  @usableFromInline let values: LoopTables
  @usableFromInline let slopes: LoopTables
  @usableFromInline let loopCount: Int
  /// How many coordinates the point has.
  public let dimension: Int

  /// Differentiates a formula.
  ///
  /// - Parameter nodeLimit: The most nodes of all graphs together.
  public init(
    _ program: FormulaProgram, nodeLimit: Int = 200_000
  ) throws(SymbolicError) {
    values = program.tables
    loopCount = program.plan.loops.count
    dimension = program.dimension
    slopes = try GradientAssembler.slopes(program.plan, program.tables, nodeLimit: nodeLimit)
  }

  /// How many instructions there are, each counted once.
  public var instructionCount: Int { slopes.instructionCount }

  /// Writes the gradient at `x` and returns the value.
  ///
  /// Both spans have ``dimension`` coordinates, and the workspace was made for this gradient:
  /// anything else is the caller's mistake and stops the process.
  @inlinable
  public func run<S: Scalar>(
    at x: Span<S>, into g: inout MutableSpan<S>, workspace: borrowing FormulaWorkspace<S>
  ) -> S {
    precondition(workspace.slopes === slopes, "the workspace belongs to another formula")
    precondition(x.count == dimension && g.count == dimension, "the point has another dimension")
    return x.withUnsafeBufferPointer { point in
      g.withUnsafeMutableBufferPointer { gradient in
        guard let x = point.baseAddress, let g = gradient.baseAddress else {
          return S(Double.nan)
        }
        for i in 0..<gradient.count { g[i] = 0 }
        let value = values.withPointers { values in
          slopes.withPointers { pointers in
            GradientMachine(
              values: LoopMachine(
                values, workspace.registers, workspace.integers, workspace.strips,
                workspace.places, x),
              slopes: LoopMachine(
                pointers, workspace.registers, workspace.integers, workspace.strips,
                workspace.places, x),
              g: g, adjoints: workspace.adjoints, prefixes: workspace.prefixes
            ).runWhole(slopes.root)
          }
        }
        return (value ?? nil) ?? S(Double.nan)
      }
    }
  }
}

/// The registers for running one ``FormulaGradient`` on one scalar type. One a worker.
public struct FormulaWorkspace<S: Scalar>: ~Copyable {
  @usableFromInline let slopes: LoopTables
  @usableFromInline let registers: UnsafeMutablePointer<S>
  @usableFromInline let integers: UnsafeMutablePointer<Int>
  @usableFromInline let strips: UnsafeMutableRawPointer
  @usableFromInline let places: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// One a loop.
  @usableFromInline let adjoints: UnsafeMutablePointer<S>
  /// A stack of the partial products of the loops on the way back.
  @usableFromInline let prefixes: UnsafeMutablePointer<[S]>
  @usableFromInline let loopCount: Int

  /// Registers with the constants in place.
  @inlinable
  public init(_ gradient: FormulaGradient) {
    slopes = gradient.slopes
    loopCount = gradient.loopCount
    registers = .allocate(capacity: slopes.registerCount + 1)
    registers.initialize(repeating: 0, count: slopes.registerCount + 1)
    integers = .allocate(capacity: slopes.integerCount + 1)
    integers.initialize(repeating: 0, count: slopes.integerCount + 1)
    adjoints = .allocate(capacity: gradient.loopCount + 1)
    adjoints.initialize(repeating: 0, count: gradient.loopCount + 1)
    prefixes = .allocate(capacity: 1)
    prefixes.initialize(to: [])
    let stride = LoopMachine<S>.stripStride
    strips = .allocate(byteCount: slopes.stripCount * stride + 1, alignment: 64)
    // Tables of plain numbers only have strips: zero bytes are numbers.
    strips.initializeMemory(as: UInt8.self, repeating: 0, count: slopes.stripCount * stride)
    places = .allocate(capacity: slopes.stripCount + 1)
    for register in 0..<slopes.stripCount { places[register] = strips + register * stride }
    for constant in gradient.values.stripConstants + slopes.stripConstants where stride > 0 {
      LoopMachine<S>.fill(strips + Int(constant.register) * stride, S(constant.value))
    }
    for constant in gradient.values.constants {
      registers[Int(constant.register)] = S(constant.value)
    }
    for constant in slopes.constants { registers[Int(constant.register)] = S(constant.value) }
  }

  deinit {
    registers.deinitialize(count: slopes.registerCount + 1)
    registers.deallocate()
    integers.deallocate()
    strips.deallocate()
    places.deallocate()
    adjoints.deinitialize(count: loopCount + 1)
    adjoints.deallocate()
    prefixes.deinitialize(count: 1)
    prefixes.deallocate()
  }
}
