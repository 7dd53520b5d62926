import GradNumerics

/// Where the registers of a ``Program`` are.
@usableFromInline protocol RegisterFile {
  associatedtype Number: Scalar
  func register(_ index: UInt32) -> UnsafeMutablePointer<Number>
}

/// Registers one behind the other.
@frozen @usableFromInline struct RowOfRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline let first: UnsafeMutablePointer<Number>

  @inlinable @inline(__always) init(_ first: UnsafeMutablePointer<Number>) { self.first = first }
  @inlinable @inline(__always)
  func register(_ index: UInt32) -> UnsafeMutablePointer<Number> { first + Int(index) }
}

/// Registers wherever a table says: some are the point itself and the gradient, which saves moving
/// them.
@frozen @usableFromInline struct PlacedRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline let places: UnsafePointer<UnsafeMutableRawPointer>

  @inlinable @inline(__always)
  init(_ places: UnsafePointer<UnsafeMutableRawPointer>) { self.places = places }
  @inlinable @inline(__always)
  func register(_ index: UInt32) -> UnsafeMutablePointer<Number> {
    places[Int(index)].assumingMemoryBound(to: Number.self)
  }
}

/// The same of one iteration of a strip: a register's number is so many behind its place.
@frozen @usableFromInline struct ShiftedRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline let places: UnsafePointer<UnsafeMutableRawPointer>
  @usableFromInline let shift: Int

  @inlinable @inline(__always)
  init(_ places: UnsafePointer<UnsafeMutableRawPointer>, shift: Int) {
    self.places = places
    self.shift = shift
  }
  @inlinable @inline(__always)
  func register(_ index: UInt32) -> UnsafeMutablePointer<Number> {
    places[Int(index)].assumingMemoryBound(to: Number.self) + shift
  }
}
