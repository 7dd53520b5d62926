public import GradNumerics
public import GradSymbolic

// Innermost loops run a strip of neighbouring iterations at a time: eight numbers as one `Lanes`,
// eight `Lanes` as one `LaneStrip`. Each iteration has the bits that it has alone, and terms are added
// one after the other, so a strip changes nothing but the time.
//
// A loop need not fill its last strip. Of lanes the rest is computed alone, in the point and the
// gradient themselves; a rest of numbers is filled up with its last iteration, or run one by one.

extension LoopMachine {
  /// How many iterations a strip has; 0 for scalars that have none.
  @inlinable @inline(__always)
  static var stripWidth: Int {
    S.self == Double.self ? Lanes.laneCount : S.self == Lanes.self ? LaneStrip.count : 0
  }

  /// Bytes of one register of a strip.
  @inlinable @inline(__always)
  static var stripStride: Int { stripWidth * MemoryLayout<S>.stride }

  /// Puts a number in the first `count` iterations of a register.
  @inlinable @inline(__always)
  static func fill(_ register: UnsafeMutableRawPointer, _ value: S, count: Int = stripWidth) {
    for k in 0..<count {
      register.storeBytes(of: value, toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
    }
  }

  /// Whether a strip may have fewer iterations, and registers in the point and the gradient: lanes
  /// are aligned as strips of them need it, plain numbers are not.
  @inlinable @inline(__always)
  static var isInPlace: Bool { S.self == Lanes.self }

  /// How many iterations strips take of a loop: all of lanes; of numbers full strips, and a rest
  /// that fills more than half of one.
  @inlinable @inline(__always)
  func strippedCount(_ loop: UnsafePointer<LoopRecord>, _ count: Int) -> Int {
    let width = Self.stripWidth
    guard width > 0, loop.pointee.strip.base >= 0 else { return 0 }
    if Self.isInPlace { return count }
    let rest = count % width
    return rest > width / 2 ? count : count - rest
  }

  /// A register of strips where it has its own place.
  @inlinable @inline(__always)
  func stripRegister(_ register: Int) -> UnsafeMutableRawPointer {
    strips + register * Self.stripStride
  }

  /// Each register in its own place.
  @inlinable
  func resetPlaces(_ count: Int) {
    for register in 0..<count { places[register] = stripRegister(register) }
  }

  /// The steps of ``move(_:_:)`` for `count` iterations from `first` on.
  @inlinable @inline(__always)
  func moveStrip(_ range: Range<Int>, _ first: Int, count: Int) {
    var step = steps + range.lowerBound
    let end = steps + range.upperBound
    let width = Self.isInPlace ? count : Self.stripWidth
    while step < end {
      let target = Int(step.pointee.target)
      let cell = Int(step.pointee.cell)
      let stride = step.pointee.stride
      switch step.pointee.kind {
      case .coordinate:
        let start = x + integers[cell]
        if Self.isInPlace, stride == 1 {
          places[target] = UnsafeMutableRawPointer(mutating: start + first)
        } else {
          let register = stripRegister(target)
          places[target] = register
          for k in 0..<width {
            let index = first &+ (k < count ? k : count - 1)
            register.storeBytes(
              of: start[stride &* index], toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
          }
        }
      case .number:
        let register = stripRegister(target)
        for k in 0..<width {
          let index = first &+ (k < count ? k : count - 1)
          register.storeBytes(
            of: S(Double(integers[cell] &+ stride &* index)),
            toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        }
      // Loops with such numbers have no strips.
      case .wideNumber: break
      case .result: Self.fill(stripRegister(target), r[cell], count: width)
      case .integer: integers[target] = integers[cell] &+ stride &* first
      case .form: integers[target] = value(of: step.pointee.form)
      }
      step += 1
    }
  }

  /// Computes the first `count` iterations.
  @inlinable @inline(__always)
  func computeStrip(_ strip: StripRecord, count: Int) {
    let code = UnsafeBufferPointer(
      start: instructions + strip.instructions.lowerBound, count: strip.instructions.count)
    let registers = UnsafePointer(places + strip.base)
    if S.self == Double.self {
      VectorCode.run(code, PlacedRegisters<Lanes>(registers))
    } else if S.self == Lanes.self, count == LaneStrip.count {
      VectorCode.run(code, PlacedRegisters<LaneStrip>(registers))
    } else if S.self == Lanes.self {
      VectorCode.run(code, registers, count: count)
    }
  }

  /// Adds or multiplies the first `count` terms of a loop to `total`.
  @inlinable
  func runStrips(
    _ loop: UnsafePointer<LoopRecord>, _ first: Int, count: Int, _ total: inout S
  ) {
    let strip = loop.pointee.strip
    let isProduct = loop.pointee.isProduct
    // What stays the same in all strips is there for the widest.
    moveStrip(strip.entry, first, count: count < Self.stripWidth ? count : Self.stripWidth)
    var sum = total
    var done = 0
    while done < count {
      let width = count - done < Self.stripWidth ? count - done : Self.stripWidth
      moveStrip(strip.iteration, first &+ done, count: width)
      computeStrip(strip, count: width)
      let output = places[strip.output]
      for k in 0..<width {
        let term = output.load(fromByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        sum = isProduct ? sum * term : sum + term
      }
      done += Self.stripWidth
    }
    total = sum
  }
}

extension GradientMachine {
  /// Adds the first `count` terms of a sum to `total`, and their slopes to the gradient.
  @inlinable
  func goBackByStrips(
    _ loop: UnsafePointer<LoopRecord>, _ first: Int, count: Int, weight: S, _ total: inout S
  ) {
    let strip = loop.pointee.strip
    let stripWidth = LoopMachine<S>.stripWidth
    let widest = count < stripWidth ? count : stripWidth
    slopes.moveStrip(strip.entry, first, count: widest)
    if strip.weight >= 0 {
      LoopMachine<S>.fill(slopes.stripRegister(strip.weight), weight, count: widest)
    }
    var sum = total
    var done = 0
    while done < count {
      let width = count - done < stripWidth ? count - done : stripWidth
      slopes.moveStrip(strip.iteration, first &+ done, count: width)
      placeSums(strip, first &+ done)
      slopes.computeStrip(strip, count: width)
      let output = slopes.places[strip.output]
      for k in 0..<width {
        sum = sum + output.load(fromByteOffset: k * MemoryLayout<S>.stride, as: S.self)
      }
      addShares(strip.scatter, first &+ done, count: width)
      if !LoopMachine<S>.isInPlace { addShares(strip.sums, first &+ done, count: width) }
      done += stripWidth
    }
    total = sum
  }

  /// Puts the registers of sums in the gradient, or at −0, to which any number adds as it is.
  @inlinable @inline(__always)
  func placeSums(_ strip: StripRecord, _ first: Int) {
    var step = slopes.steps + strip.sums.lowerBound
    let end = slopes.steps + strip.sums.upperBound
    while step < end {
      let target = Int(step.pointee.target)
      if LoopMachine<S>.isInPlace {
        let start = g + (slopes.integers[Int(step.pointee.cell)] &+ first)
        slopes.places[target] = UnsafeMutableRawPointer(start)
      } else {
        slopes.places[target] = slopes.stripRegister(target)
        LoopMachine<S>.fill(slopes.stripRegister(target), S(-0.0))
      }
      step += 1
    }
  }

  /// Adds the shares that registers hold, one iteration after the other.
  @inlinable @inline(__always)
  func addShares(_ range: Range<Int>, _ first: Int, count: Int) {
    guard !range.isEmpty else { return }
    let begin = slopes.steps + range.lowerBound
    let end = slopes.steps + range.upperBound
    for k in 0..<count {
      var step = begin
      while step < end {
        let share = slopes.places[Int(step.pointee.target)].load(
          fromByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        add(share, to: step, first &+ k)
        step += 1
      }
    }
  }
}
