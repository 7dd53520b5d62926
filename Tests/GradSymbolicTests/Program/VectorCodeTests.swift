import GradNumerics
import Testing

@testable import GradSymbolic

/// Arithmetic on the processor's widest vectors gives the bits of the Swift text.
@Suite struct VectorCodeTests {
  /// Signed zeros, infinities, NaN and the smallest numbers among plain ones.
  static let numbers: [Double] = [
    1.5, -0.0, 0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -3.25, 1e300, 0.1,
    -.leastNormalMagnitude, 7, 1 / 3.0, -1e-300, 2, .greatestFiniteMagnitude,
  ]

  static let operations: [Opcode] = (UInt8(0)...Opcode.multiplyFrom.rawValue)
    .compactMap(Opcode.init(rawValue:))

  @Test(arguments: operations)
  func vectorsHaveTheBitsOfSwift(_ opcode: Opcode) {
    // Exponents and functions are read from the same fields: registers 0 … 4, power 2³² · 2 + 3.
    let code = [
      Instruction(opcode, target: 4, a: 0, b: 1, c: 2, d: 3),
      Instruction(.add, target: 5, a: 4, b: 0),
    ]
    let first = (0..<6).map { register in Self.lanes { Self.numbers[($0 * 5 + register * 3) % 16] }
    }
    var (ours, reference) = (first, first)
    code.withUnsafeBufferPointer { code in
      ours.withUnsafeMutableBufferPointer { VectorCode.run(code, $0.baseAddress!) }
      reference.withUnsafeMutableBufferPointer {
        execute(code, RowOfRegisters($0.baseAddress!))
      }
    }
    for register in 0..<6 {
      #expect(bits(ours[register]) == bits(reference[register]), "\(opcode), \(register)")
    }
  }

  @Test(arguments: operations)
  func stripsHaveTheBitsOfSwift(_ opcode: Opcode) {
    let (ours, reference) = stripsAndReference(opcode) { code, places in
      VectorCode.run(code, PlacedRegisters<LaneStrip>(places))
    }
    for (a, b) in zip(ours, reference) { #expect(bits(a) == bits(b), "\(opcode)") }
  }

  @Test(arguments: operations, [1, 2, 5, 7])
  func partsOfStripsAreComputedAndTheRestIsLeft(_ opcode: Opcode, count: Int) {
    let before = Self.strips
    let (ours, reference) = stripsAndReference(opcode) { code, places in
      VectorCode.run(code, places, count: count)
    }
    let width = Lanes.laneCount * count
    for ((a, b), old) in zip(zip(ours, reference), before) {
      #expect(bits(a).prefix(width) == bits(b).prefix(width), "\(opcode)")
      #expect(bits(a).dropFirst(width) == bits(old).dropFirst(width), "\(opcode)")
    }
  }

  private static let strips = (0..<5).map { register in
    let part = lanes { numbers[($0 * 3 + register * 7) % 16] }
    return LaneStrip(part, part + 1, -part, part * 0.5, part, part - 1, 1 / part, part * part)
  }

  /// What one instruction makes of the strips, and what Swift makes of them.
  private func stripsAndReference(
    _ opcode: Opcode,
    _ run: (UnsafeBufferPointer<Instruction>, UnsafePointer<UnsafeMutableRawPointer>) -> Void
  ) -> ([LaneStrip], [LaneStrip]) {
    let code = [Instruction(opcode, target: 4, a: 0, b: 1, c: 2, d: 3)]
    var (ours, reference) = (Self.strips, Self.strips)
    code.withUnsafeBufferPointer { code in
      ours.withUnsafeMutableBufferPointer { strips in
        let base = UnsafeMutableRawPointer(strips.baseAddress!)
        let places = (0..<5).map { base + $0 * MemoryLayout<LaneStrip>.stride }
        places.withUnsafeBufferPointer { run(code, $0.baseAddress!) }
      }
      reference.withUnsafeMutableBufferPointer {
        execute(code, RowOfRegisters($0.baseAddress!))
      }
    }
    return (ours, reference)
  }

  private static func lanes(_ number: (Int) -> Double) -> Lanes {
    var lanes = Lanes(0)
    for lane in 0..<Lanes.laneCount { lanes[lane: lane] = number(lane) }
    return lanes
  }

  private func bits(_ strip: LaneStrip) -> [UInt64] {
    [strip.a, strip.b, strip.c, strip.d, strip.e, strip.f, strip.g, strip.h].flatMap(bits)
  }

  /// All NaN are one: which operand's bits a sum of two keeps is the compiler's choice.
  private func bits(_ lanes: Lanes) -> [UInt64] {
    (0..<Lanes.laneCount).map { lane in
      lanes[lane: lane].isNaN ? Double.nan.bitPattern : lanes[lane: lane].bitPattern
    }
  }
}
