/// A scalar that holds one number a lane: several trials in lockstep, or, as `Double`, one.
///
/// Everything that steps a trial is written once for any lane scalar. Lanes never mix: what happens
/// in one has the same bits whatever is in the others.
public protocol LaneScalar: Scalar, Sendable {
  associatedtype Mask: LaneMask
  static var laneCount: Int { get }
  subscript(lane lane: Int) -> Double { get set }
  /// Lane by lane, a > b; false where either is NaN.
  static func isGreater(_ a: Self, _ b: Self) -> Mask
  /// Lane by lane a if a > b, else b: one instruction, for running maxima that skip a NaN in `a`.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// Lane by lane a if a < b, else b.
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// `x` in the lanes of the mask, `y` in the others.
  static func select(_ mask: Mask, then x: Self, else y: Self) -> Self
}

/// One truth value a lane.
public protocol LaneMask: Sendable {
  static func | (a: Self, b: Self) -> Self
  static func & (a: Self, b: Self) -> Self
  static prefix func ! (a: Self) -> Self
  /// Whether any lane is set.
  var any: Bool { get }
  subscript(lane lane: Int) -> Bool { get }
}
