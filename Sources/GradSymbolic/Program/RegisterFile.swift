import GradNumerics

/// Where the registers of a ``Program`` are.
@usableFromInline package protocol RegisterFile {
  associatedtype Number: Scalar
  func register(_ index: UInt32) -> UnsafeMutablePointer<Number>
}

/// Registers one behind the other.
@frozen @usableFromInline package struct RowOfRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline package let first: UnsafeMutablePointer<Number>

  @inlinable @inline(__always) package init(_ first: UnsafeMutablePointer<Number>) {
    self.first = first
  }
  @inlinable @inline(__always)
  package func register(_ index: UInt32) -> UnsafeMutablePointer<Number> { first + Int(index) }
}

/// Registers wherever a table says: some are the point itself and the gradient, which saves moving
/// them.
@frozen @usableFromInline package struct PlacedRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline package let places: UnsafePointer<UnsafeMutableRawPointer>

  @inlinable @inline(__always)
  package init(_ places: UnsafePointer<UnsafeMutableRawPointer>) { self.places = places }
  @inlinable @inline(__always)
  package func register(_ index: UInt32) -> UnsafeMutablePointer<Number> {
    places[Int(index)].assumingMemoryBound(to: Number.self)
  }
}

/// The same of one iteration of a strip: a register's number is so many behind its place.
@frozen @usableFromInline package struct ShiftedRegisters<Number: Scalar>: RegisterFile {
  @usableFromInline package let places: UnsafePointer<UnsafeMutableRawPointer>
  @usableFromInline package let shift: Int

  @inlinable @inline(__always)
  package init(_ places: UnsafePointer<UnsafeMutableRawPointer>, shift: Int) {
    self.places = places
    self.shift = shift
  }
  @inlinable @inline(__always)
  package func register(_ index: UInt32) -> UnsafeMutablePointer<Number> {
    places[Int(index)].assumingMemoryBound(to: Number.self) + shift
  }
}
