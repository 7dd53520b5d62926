import CVectorCode
import GradNumerics

/// Runs instructions on lanes and strips of them, arithmetic by the widest registers that the
/// processor has.
///
/// Swift compiles for the oldest processor of an architecture, C functions for one that is asked at
/// run time. Measured with AVX2: three quarters of the time for a gradient on strips or lanes.
@usableFromInline package enum VectorCode {
  private static let isUseful = cvector_is_useful() != 0

  /// Runs on registers one behind the other.
  @usableFromInline
  package static func run(
    _ code: UnsafeBufferPointer<Instruction>, _ registers: UnsafeMutablePointer<Lanes>
  ) {
    let file = RowOfRegisters(registers)
    guard isUseful else { return execute(code, file) }
    let numbers = UnsafeMutableRawPointer(registers).assumingMemoryBound(to: Double.self)
    run(code, { cvector_run_row($0, $1, numbers) }, { execute($0, file) })
  }

  /// Runs on strips of eight numbers.
  @usableFromInline
  package static func run(
    _ code: UnsafeBufferPointer<Instruction>, _ file: PlacedRegisters<Lanes>
  ) {
    guard isUseful else { return execute(code, file) }
    let places = numbers(file.places)
    run(code, { cvector_run_8($0, $1, places) }, { execute($0, file) })
  }

  /// Runs on strips of lanes.
  @usableFromInline
  package static func run(
    _ code: UnsafeBufferPointer<Instruction>, _ file: PlacedRegisters<LaneStrip>
  ) {
    guard isUseful else { return execute(code, file) }
    let places = numbers(file.places)
    run(code, { cvector_run_64($0, $1, places) }, { execute($0, file) })
  }

  /// Runs on the first `count` lanes of strips, and touches no others.
  @usableFromInline
  package static func run(
    _ code: UnsafeBufferPointer<Instruction>, _ places: UnsafePointer<UnsafeMutableRawPointer>,
    count: Int
  ) {
    func each(_ some: UnsafeBufferPointer<Instruction>) {
      for k in 0..<count { execute(some, ShiftedRegisters<Lanes>(places, shift: k)) }
    }
    guard isUseful else { return each(code) }
    let numbers = numbers(places)
    run(code, { cvector_run_vectors($0, $1, numbers, count) }, each)
  }

  private static func numbers(
    _ places: UnsafePointer<UnsafeMutableRawPointer>
  ) -> UnsafePointer<UnsafeMutablePointer<Double>?> {
    UnsafeRawPointer(places).assumingMemoryBound(to: UnsafeMutablePointer<Double>?.self)
  }

  /// Arithmetic by `runArithmetic`, which stops before anything else; that is done by `runOther`.
  @inline(__always)
  private static func run(
    _ code: UnsafeBufferPointer<Instruction>,
    _ runArithmetic: (UnsafePointer<cvector_instruction>, Int) -> Int,
    _ runOther: (UnsafeBufferPointer<Instruction>) -> Void
  ) {
    guard let base = code.baseAddress else { return }
    let instructions = UnsafeRawPointer(base).assumingMemoryBound(to: cvector_instruction.self)
    var next = 0
    while true {
      next += runArithmetic(instructions + next, code.count - next)
      guard next < code.count else { return }
      runOther(UnsafeBufferPointer(start: base + next, count: 1))
      next += 1
    }
  }
}
