public import GradNumerics

// Innermost loops run a strip of neighbouring iterations at a time: eight numbers as one `Lanes`,
// eight `Lanes` as one `LaneStrip`. Each iteration has the bits that it has alone, and terms are added
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
    guard width > 0, loop.pointee.strip.base >= 0 else { return 0 }
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

  /// The steps of ``move(_:_:)`` for the iterations from `first` on, none beyond `last`.
  ///
  /// - Parameter isInPlace: Whether coordinates side by side are read where they are: lanes are
  ///   aligned as strips of them need it, plain numbers are not.
  @inlinable @inline(__always)
  func moveStrip(_ range: Range<Int>, _ first: Int, last: Int, isInPlace: Bool) {
    var step = steps + range.lowerBound
    let end = steps + range.upperBound
    while step < end {
      let target = Int(step.pointee.target)
      let cell = Int(step.pointee.cell)
      let stride = step.pointee.stride
      switch step.pointee.kind {
      case .coordinate:
        let start = x + integers[cell]
        if isInPlace, stride == 1 {
          places[target] = UnsafeMutableRawPointer(mutating: start + first)
        } else {
          let register = stripRegister(target)
          places[target] = register
          for k in 0..<Self.stripWidth {
            let index = first &+ k < last ? first &+ k : last
            register.storeBytes(
              of: start[stride &* index], toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
          }
        }
      case .number:
        let register = stripRegister(target)
        for k in 0..<Self.stripWidth {
          let index = first &+ k < last ? first &+ k : last
          register.storeBytes(
            of: S(Double(integers[cell] &+ stride &* index)),
            toByteOffset: k * MemoryLayout<S>.stride, as: S.self)
        }
      case .result: Self.fill(stripRegister(target), r[cell])
      case .integer: integers[target] = integers[cell] &+ stride &* first
      case .form: integers[target] = value(of: step.pointee.form)
      }
      step += 1
    }
  }

  @inlinable @inline(__always)
  func computeStrip(_ strip: StripRecord) {
    let code = UnsafeBufferPointer(
      start: instructions + strip.instructions.lowerBound, count: strip.instructions.count)
    let registers = UnsafePointer(places + strip.base)
    if S.self == Double.self {
      VectorCode.run(code, PlacedRegisters<Lanes>(registers))
    } else if S.self == Lanes.self {
      VectorCode.run(code, PlacedRegisters<LaneStrip>(registers))
    }
  }

  /// Adds or multiplies the first `count` terms of a loop to `total`.
  @inlinable
  func runStrips(
    _ loop: UnsafePointer<LoopRecord>, _ first: Int, count: Int, _ total: inout S
  ) {
    let strip = loop.pointee.strip
    let isProduct = loop.pointee.isProduct
    let last = first &+ (count - 1)
    moveStrip(strip.entry, first, last: last, isInPlace: false)
    var sum = total
    var done = 0
    while done < count {
      let width = count - done < Self.stripWidth ? count - done : Self.stripWidth
      let isInPlace = S.self == Lanes.self && width == Self.stripWidth
      moveStrip(strip.iteration, first &+ done, last: last, isInPlace: isInPlace)
      computeStrip(strip)
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
    let last = first &+ (count - 1)
    slopes.moveStrip(strip.entry, first, last: last, isInPlace: false)
    if strip.weight >= 0 { LoopMachine<S>.fill(slopes.stripRegister(strip.weight), weight) }
    let stripWidth = LoopMachine<S>.stripWidth
    var sum = total
    var done = 0
    while done < count {
      let width = count - done < stripWidth ? count - done : stripWidth
      let isInPlace = S.self == Lanes.self && width == stripWidth
      slopes.moveStrip(strip.iteration, first &+ done, last: last, isInPlace: isInPlace)
      placeSums(strip, first &+ done, isInPlace: isInPlace)
      slopes.computeStrip(strip)
      let output = slopes.places[strip.output]
      for k in 0..<width {
        sum = sum + output.load(fromByteOffset: k * MemoryLayout<S>.stride, as: S.self)
      }
      addShares(strip.scatter, first &+ done, count: width)
      if !isInPlace { addShares(strip.sums, first &+ done, count: width) }
      done += stripWidth
    }
    total = sum
  }

  /// Puts the registers of sums in the gradient, or at −0, to which any number adds as it is.
  @inlinable @inline(__always)
  func placeSums(_ strip: StripRecord, _ first: Int, isInPlace: Bool) {
    var step = slopes.steps + strip.sums.lowerBound
    let end = slopes.steps + strip.sums.upperBound
    while step < end {
      let target = Int(step.pointee.target)
      if isInPlace {
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
