public import CLanes

/// Eight doubles in lockstep, one trial each.
///
/// Arithmetic, roots, comparisons, `max`, `min` and `select` are vector instructions; elementary
/// functions are called lane by lane, so that every lane has the bits that a lone `Double` has.
///
/// The storage is concrete: a lane type generic over its SIMD type binds comparisons to slow
/// versions even after specialisation (33 ns instead of 3 for watching one step).
@frozen public struct Lanes: LaneScalar {
  @usableFromInline var v: SIMD8<Double>

  @inlinable @inline(__always) init(v: SIMD8<Double>) { self.v = v }
  @inlinable @inline(__always) public init(_ constant: Double) {
    v = SIMD8(
      constant, constant, constant, constant, constant, constant, constant, constant)
  }

  @inlinable public static var laneCount: Int { 8 }
  @inlinable @inline(__always)
  public subscript(lane lane: Int) -> Double {
    get { v[lane] }
    set { v[lane] = newValue }
  }

  @inlinable @inline(__always)
  public static func + (a: Lanes, b: Lanes) -> Lanes { Lanes(v: clanes_add(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func - (a: Lanes, b: Lanes) -> Lanes { Lanes(v: clanes_sub(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func * (a: Lanes, b: Lanes) -> Lanes { Lanes(v: clanes_mul(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func / (a: Lanes, b: Lanes) -> Lanes { Lanes(v: clanes_div(a.v, b.v)) }
  @inlinable @inline(__always)
  public static prefix func - (a: Lanes) -> Lanes { Lanes(v: clanes_neg(a.v)) }

  @inlinable @inline(__always)
  public static func apply(_ f: ElementaryFunction, _ a: Lanes) -> Lanes {
    switch f {
    case .sqrt: return sqrt(a)
    case .abs: return abs(a)
    default:
      var r = a
      for lane in 0..<8 { r.v[lane] = f.value(at: a.v[lane]) }
      return r
    }
  }
  @inlinable @inline(__always)
  public static func sqrt(_ a: Lanes) -> Lanes { Lanes(v: clanes_sqrt(a.v)) }
  @inlinable @inline(__always)
  public static func abs(_ a: Lanes) -> Lanes { Lanes(v: clanes_abs(a.v)) }
  @inlinable @inline(__always)
  public static func pow(_ a: Lanes, _ n: Int) -> Lanes { integerPower(a, n) }
  @inlinable
  public static func pow(_ a: Lanes, _ b: Lanes) -> Lanes {
    var r = a
    for lane in 0..<8 { r.v[lane] = realPower(a.v[lane], b.v[lane]) }
    return r
  }
  @inlinable @inline(__always)
  public static func max(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(v: clanes_max(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func min(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(v: clanes_min(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func select(_ a: Lanes, lessThan b: Lanes, then x: Lanes, else y: Lanes) -> Lanes {
    Lanes(v: clanes_select_less(a.v, b.v, x.v, y.v))
  }
  @inlinable @inline(__always)
  public static func isGreater(_ a: Lanes, _ b: Lanes) -> Mask { Mask(clanes_greater(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func larger(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(v: clanes_larger(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { Lanes(v: clanes_smaller(a.v, b.v)) }
  @inlinable @inline(__always)
  public static func select(_ mask: Mask, then x: Lanes, else y: Lanes) -> Lanes {
    Lanes(v: clanes_select(mask.m, x.v, y.v))
  }

  /// One truth value for each of the eight lanes.
  @frozen public struct Mask: LaneMask {
    @usableFromInline var m: SIMD8<Int64>
    @inlinable @inline(__always) init(_ m: SIMD8<Int64>) { self.m = m }
    @inlinable @inline(__always)
    public static func | (a: Mask, b: Mask) -> Mask { Mask(clanes_or(a.m, b.m)) }
    @inlinable @inline(__always)
    public static func & (a: Mask, b: Mask) -> Mask { Mask(clanes_and(a.m, b.m)) }
    @inlinable @inline(__always)
    public static prefix func ! (a: Mask) -> Mask { Mask(clanes_not(a.m)) }
    @inlinable @inline(__always) public var any: Bool { clanes_any(m) != 0 }
    @inlinable @inline(__always)
    public subscript(lane lane: Int) -> Bool { m[lane] != 0 }
  }
}
