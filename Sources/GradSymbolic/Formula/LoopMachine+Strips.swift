public import GradNumerics

// Innermost loops run a strip of neighbouring iterations at a time: eight numbers as one `Lanes`,
// four `Lanes` as one `LaneStrip`. Each iteration has the bits that it has alone, and terms are added
// one after the other, so a strip changes nothing but the time.

extension LoopMachine {
  /// How many iterations a strip has; 0 for scalars that have none.
  @inlinable @inline(__always)
  static var stripWidth: Int {
    S.self == Double.self ? Lanes.laneCount : S.self == Lanes.self ? LaneStrip.count : 0
  }

  /// Bytes of one register of a strip.
  @inlinable @inline(__always)
  static var stripStride: Int { stripWidth * MemoryLayout<S>.stride }

  /// Puts a number in all iterations of a register.
  @inlinable @inline(__always)
  static func fill(_ register: UnsafeMutableRawPointer, _ value: S) {
    for k in 0..<stripWidth {
      register.storeBytes(of: value, toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
    }
  }

  /// How many iterations strips take of a loop: full strips, and a rest that fills more than half
  /// of one.
  @inlinable @inline(__always)
  func strippedCount(_ loop: UnsafePointer<LoopRecord>, _ count: Int) -> Int {
    let width = Self.stripWidth
    guard width > 0, loop.pointee.strip >= 0 else { return 0 }
    let rest = count % width
    return rest > width / 2 ? count : count - rest
  }

  @inlinable @inline(__always)
  func stripRegister(
    _ loop: UnsafePointer<LoopRecord>, _ register: Int
  ) -> UnsafeMutableRawPointer {
    strips + (register - loop.pointee.base + loop.pointee.strip) * Self.stripStride
  }

  /// The steps of ``move(_:_:)`` for the iterations from `first` on, none beyond `last`.
  @inlinable @inline(__always)
  func moveStrip(
    _ loop: UnsafePointer<LoopRecord>, _ range: Range<Int>, _ first: Int, last: Int
  ) {
    var step = steps + range.lowerBound
    let end = steps + range.upperBound
    while step < end {
      let target = Int(step.pointee.target)
      let cell = Int(step.pointee.cell)
      let stride = step.pointee.stride
      switch step.pointee.kind {
      case .coordinate:
        let register = stripRegister(loop, target)
        let start = integers[cell]
        for k in 0..<Self.stripWidth {
          let index = first &+ k < last ? first &+ k : last
          register.storeBytes(
            of: x[start &+ stride &* index], toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        }
      case .number:
        let register = stripRegister(loop, target)
        for k in 0..<Self.stripWidth {
          let index = first &+ k < last ? first &+ k : last
          register.storeBytes(
            of: S(Double(integers[cell] &+ stride &* index)),
            toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        }
      case .result: Self.fill(stripRegister(loop, target), r[cell])
      case .integer: integers[target] = integers[cell] &+ stride &* first
      case .form: integers[target] = value(of: step.pointee.form)
      }
      step += 1
    }
  }

  @inlinable @inline(__always)
  func computeStrip(_ loop: UnsafePointer<LoopRecord>) {
    let range = loop.pointee.instructions
    let code = UnsafeBufferPointer(
      start: instructions + range.lowerBound, count: range.count)
    let registers = strips + loop.pointee.strip * Self.stripStride
    if S.self == Double.self {
      execute(code, registers.assumingMemoryBound(to: Lanes.self))
    } else if S.self == Lanes.self {
      execute(code, registers.assumingMemoryBound(to: LaneStrip.self))
    }
  }

  /// Adds or multiplies the first `count` terms of a loop to `total`.
  @inlinable
  func runStrips(
    _ loop: UnsafePointer<LoopRecord>, _ first: Int, count: Int, _ total: inout S
  ) {
    let last = first &+ (count - 1)
    moveStrip(loop, loop.pointee.entry, first, last: last)
    let output = stripRegister(loop, loop.pointee.output)
    var done = 0
    while done < count {
      moveStrip(loop, loop.pointee.iteration, first &+ done, last: last)
      computeStrip(loop)
      let width = count - done < Self.stripWidth ? count - done : Self.stripWidth
      for k in 0..<width {
        let term = output.load(fromByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        total = loop.pointee.isProduct ? total * term : total + term
      }
      done += Self.stripWidth
    }
  }
}

extension GradientMachine {
  /// Adds the first `count` terms of a sum to `total`, and their slopes to the gradient.
  @inlinable
  func goBackByStrips(
    _ loop: UnsafePointer<LoopRecord>, _ first: Int, count: Int, weight: S, _ total: inout S
  ) {
    let last = first &+ (count - 1)
    slopes.moveStrip(loop, loop.pointee.entry, first, last: last)
    let output = slopes.stripRegister(loop, loop.pointee.output)
    let begin = slopes.steps + loop.pointee.scatter.lowerBound
    let end = slopes.steps + loop.pointee.scatter.upperBound
    let stripWidth = LoopMachine<S>.stripWidth
    var done = 0
    while done < count {
      slopes.moveStrip(loop, loop.pointee.iteration, first &+ done, last: last)
      slopes.computeStrip(loop)
      let width = count - done < stripWidth ? count - done : stripWidth
      for k in 0..<width {
        let offset = k * MemoryLayout<S>.stride
        total = total + output.load(fromByteOffset: offset, as: S.self)
        var step = begin
        while step < end {
          let register = slopes.stripRegister(loop, Int(step.pointee.target))
          let slope = weighted(
            loop, weight, register.load(fromByteOffset: offset, as: S.self))
          add(slope, to: step, first &+ done &+ k)
          step += 1
        }
      }
      done += stripWidth
    }
  }
}
