public import GradNumerics

/// Lanes of eight neighbouring iterations of a loop: one dispatch of an instruction serves them all.
///
/// Measured on the chained Rosenbrock function, n = 100: 4 iterations at a time halve the cost of
/// one, 8 take a sixth off that.
@frozen @usableFromInline package struct LaneStrip: Scalar {
  @usableFromInline package var a: Lanes
  @usableFromInline package var b: Lanes
  @usableFromInline package var c: Lanes
  @usableFromInline package var d: Lanes
  @usableFromInline package var e: Lanes
  @usableFromInline package var f: Lanes
  @usableFromInline package var g: Lanes
  @usableFromInline package var h: Lanes

  @usableFromInline package static var count: Int { 8 }

  @inlinable @inline(__always)
  package init(
    _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes,
    _ e: Lanes, _ f: Lanes, _ g: Lanes, _ h: Lanes
  ) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
    self.e = e
    self.f = f
    self.g = g
    self.h = h
  }
  @inlinable @inline(__always)
  package init(_ constant: Double) {
    let all = Lanes(constant)
    self.init(all, all, all, all, all, all, all, all)
  }

  @inlinable @inline(__always)
  package func map(_ change: (Lanes) -> Lanes) -> LaneStrip {
    LaneStrip(
      change(a), change(b), change(c), change(d),
      change(e), change(f), change(g), change(h))
  }
  @inlinable @inline(__always)
  package static func zip(
    _ x: LaneStrip, _ y: LaneStrip, _ join: (Lanes, Lanes) -> Lanes
  ) -> LaneStrip {
    LaneStrip(
      join(x.a, y.a), join(x.b, y.b), join(x.c, y.c), join(x.d, y.d),
      join(x.e, y.e), join(x.f, y.f), join(x.g, y.g), join(x.h, y.h))
  }

  @inlinable @inline(__always)
  package static func + (x: LaneStrip, y: LaneStrip) -> LaneStrip { zip(x, y) { $0 + $1 } }
  @inlinable @inline(__always)
  package static func - (x: LaneStrip, y: LaneStrip) -> LaneStrip { zip(x, y) { $0 - $1 } }
  @inlinable @inline(__always)
  package static func * (x: LaneStrip, y: LaneStrip) -> LaneStrip { zip(x, y) { $0 * $1 } }
  @inlinable @inline(__always)
  package static func / (x: LaneStrip, y: LaneStrip) -> LaneStrip { zip(x, y) { $0 / $1 } }
  @inlinable @inline(__always)
  package static prefix func - (x: LaneStrip) -> LaneStrip { x.map { -$0 } }
  @inlinable @inline(__always)
  package static func apply(_ f: ElementaryFunction, _ x: LaneStrip) -> LaneStrip {
    x.map { Lanes.apply(f, $0) }
  }
  @inlinable @inline(__always)
  package static func sqrt(_ x: LaneStrip) -> LaneStrip { x.map { Lanes.sqrt($0) } }
  @inlinable @inline(__always)
  package static func abs(_ x: LaneStrip) -> LaneStrip { x.map { Lanes.abs($0) } }
  @inlinable @inline(__always)
  package static func pow(_ x: LaneStrip, _ n: Int) -> LaneStrip { x.map { Lanes.pow($0, n) } }
  @inlinable @inline(__always)
  package static func pow(_ x: LaneStrip, _ y: LaneStrip) -> LaneStrip {
    zip(x, y) { Lanes.pow($0, $1) }
  }
  @inlinable @inline(__always)
  package static func max(_ x: LaneStrip, _ y: LaneStrip) -> LaneStrip {
    zip(x, y) { Lanes.max($0, $1) }
  }
  @inlinable @inline(__always)
  package static func min(_ x: LaneStrip, _ y: LaneStrip) -> LaneStrip {
    zip(x, y) { Lanes.min($0, $1) }
  }
  @inlinable @inline(__always)
  package static func select(
    _ p: LaneStrip, lessThan q: LaneStrip, then x: LaneStrip, else y: LaneStrip
  ) -> LaneStrip {
    LaneStrip(
      Lanes.select(p.a, lessThan: q.a, then: x.a, else: y.a),
      Lanes.select(p.b, lessThan: q.b, then: x.b, else: y.b),
      Lanes.select(p.c, lessThan: q.c, then: x.c, else: y.c),
      Lanes.select(p.d, lessThan: q.d, then: x.d, else: y.d),
      Lanes.select(p.e, lessThan: q.e, then: x.e, else: y.e),
      Lanes.select(p.f, lessThan: q.f, then: x.f, else: y.f),
      Lanes.select(p.g, lessThan: q.g, then: x.g, else: y.g),
      Lanes.select(p.h, lessThan: q.h, then: x.h, else: y.h))
  }
}
