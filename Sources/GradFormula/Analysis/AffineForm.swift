/// A whole number that depends on the indices of loops: c + Σ aₖ iₖ.
///
/// Arithmetic gives nil where a number leaves ±2⁵³, so that every value is exact as a `Double`.
struct AffineForm: Hashable, Sendable {
  struct Term: Hashable, Sendable {
    /// The loop's depth, from 0.
    var slot: Int
    var coefficient: Int
  }

  var constant: Int
  /// Sorted by slot; no coefficient is 0.
  var terms: [Term] = []

  init(_ constant: Int) { self.constant = constant }

  init(slot: Int) {
    constant = 0
    terms = [Term(slot: slot, coefficient: 1)]
  }

  /// The whole number that `value` is.
  init?(exactly value: Double) {
    guard let whole = Int(exactly: value), Self.isInRange(whole) else { return nil }
    self.init(whole)
  }

  var isConstant: Bool { terms.isEmpty }

  func coefficient(of slot: Int) -> Int { terms.first { $0.slot == slot }?.coefficient ?? 0 }

  /// A bit for each slot it depends on.
  var slots: UInt128 { terms.reduce(0) { $0 | 1 << UInt128($1.slot) } }

  static func isInRange(_ value: Int) -> Bool { value.magnitude <= FormulaLimits.wholeNumber }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow || !isInRange(value) ? nil : value
  }

  /// a + factor · b
  static func sum(_ a: AffineForm, _ b: AffineForm, times factor: Int = 1) -> AffineForm? {
    guard let shift = product(b.constant, factor), isInRange(a.constant + shift) else { return nil }
    var result = AffineForm(a.constant + shift)
    var (i, j) = (0, 0)
    while i < a.terms.count || j < b.terms.count {
      let p = i < a.terms.count ? a.terms[i].slot : .max
      let q = j < b.terms.count ? b.terms[j].slot : .max
      var coefficient = 0
      if p <= q {
        coefficient = a.terms[i].coefficient
        i += 1
      }
      if q <= p {
        guard let scaled = product(b.terms[j].coefficient, factor) else { return nil }
        coefficient += scaled
        j += 1
      }
      guard isInRange(coefficient) else { return nil }
      if coefficient != 0 {
        result.terms.append(Term(slot: Swift.min(p, q), coefficient: coefficient))
      }
    }
    return result
  }

  func multiplied(by factor: Int) -> AffineForm? { Self.sum(AffineForm(0), self, times: factor) }

  /// The quotient where it is whole for all indices.
  func divided(by divisor: Int) -> AffineForm? {
    guard divisor != 0, constant % divisor == 0,
      terms.allSatisfy({ $0.coefficient % divisor == 0 })
    else { return nil }
    var result = self
    result.constant /= divisor
    for i in terms.indices { result.terms[i].coefficient /= divisor }
    return result
  }

  /// The form with `replacement` for the index of a slot.
  func replacing(_ slot: Int, by replacement: AffineForm) -> AffineForm? {
    let factor = coefficient(of: slot)
    if factor == 0 { return self }
    var rest = self
    rest.terms.removeAll { $0.slot == slot }
    return Self.sum(rest, replacement, times: factor)
  }

  /// The value for given indices of at most 53 bits, whether in range or not.
  func wideValue(_ indices: [Int]) -> Int128 {
    terms.reduce(Int128(constant)) { $0 + Int128($1.coefficient) * Int128(indices[$1.slot]) }
  }

  /// A bound of the magnitude for indices whose magnitudes have bounds, |c| + Σ |aₖ| rₖ; `Int.max`
  /// where that has more bits.
  func reach(_ reach: (_ slot: Int) -> Int) -> Int {
    terms.reduce(Int(clamping: constant.magnitude)) { sum, term in
      let (product, isTooLarge) =
        Int(clamping: term.coefficient.magnitude).multipliedReportingOverflow(by: reach(term.slot))
      let (total, overflow) = sum.addingReportingOverflow(isTooLarge ? .max : product)
      return overflow ? .max : total
    }
  }

  /// The value for given indices, by slot. In range for indices that were checked.
  func value(_ indices: [Int]) -> Int {
    terms.reduce(constant) { $0 &+ $1.coefficient &* indices[$1.slot] }
  }
}
