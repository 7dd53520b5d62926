import GradNumerics

/// Where noise stops a constant learning rate, and from which rate on it grows without bound, on a
/// finite sum of quadratics.
///
/// With batches of B examples drawn with replacement, M = E[(x − x*)(x − x*)ᵀ] follows
///
///     M ← M − η (H M + M H) + η² Q(M) + η² C / B,
///     Q(M) = (1/B) mean Hᵢ M Hᵢ + (1 − 1/B) H M H,   C = mean gᵢ gᵢᵀ
///
/// with H the mean of Hᵢ. The *floor* is ½ tr(H M) at rest, the mean gap; the *mean-square edge* is the
/// rate at which the spectral radius of M's map is 1, and with it that of E[(I − ηA) ⊗ (I − ηA)], A the
/// Hessian of a batch. 2/maxᵢ‖aᵢ‖², often named instead, is only sufficient.
///
/// The heavy ball's moments of x and v at rest leave, in the basis of H's eigenvectors λ,
///
///     D(η) M = Q(M) + C / B,
///     Dᵢⱼ = (λᵢ + λⱼ)(1 − β)/η + (β/(1 − β)) ((λᵢ + λⱼ)²/(1 + β) − 2 λᵢλⱼ)
///
/// of which β = 0 is the above. Where every Hᵢ is r · I, with S² = tr C:
///
///     gradient descent   η S² / (2B (2 − ηr))
///     heavy ball         η S² (1 + β) / (2B (1 − β) (2(1 + β) − ηr))
///
/// so that momentum at η (1 − β) stops about where gradient descent stops at η.
///
/// - Source: A. Défossez, F. Bach, "Averaged Least-Mean-Squares", AISTATS 2015 (the edge, for B = 1);
///   L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60(2), 2018, 4.2 (floors). The heavy ball's D by
///   setting E vvᵀ, E xvᵀ and E xxᵀ equal to those of the step before and solving for the last.
public struct NoiseTheory: Sendable {
  /// S², the variance of an example's gradient at the minimizer.
  public let variance: Double
  private let sampleCount: Int
  private let shape: Shape

  private enum Shape: Sendable {
    /// Hᵢ = r · I
    case uniform(curvature: Double)
    case rankOne(SecondMoments)
  }

  /// Whether a problem of that size may be asked for its examples: they take n · N numbers, which are
  /// made beside its data.
  public static func isAffordable(dimension: Int, sampleCount: Int) -> Bool {
    let (numbers, overflows) = dimension.multipliedReportingOverflow(by: sampleCount)
    return !overflows && numbers <= 10_000_000
  }

  /// nil where H is singular, and of examples whose Hessians differ also above 20 dimensions and
  /// where N (n(n + 1)/2)² is above 10⁹: there nobody would wait for it.
  ///
  /// - Complexity: O(N n⁴ + n⁶) time, O(n⁴) memory; O(N n) where all Hessians are alike.
  public init?(_ examples: ExampleQuadratics) {
    sampleCount = examples.sampleCount
    guard sampleCount > 0 else { return nil }
    variance = examples.gradients.reduce(0) { $0 + $1 * $1 } / Double(sampleCount)
    guard variance.isFinite else { return nil }
    if examples.rows.isEmpty {
      guard examples.ridge > 0 else { return nil }
      shape = .uniform(curvature: examples.ridge)
    } else {
      guard let moments = SecondMoments(examples) else { return nil }
      shape = .rankOne(moments)
    }
  }

  /// Whether all examples have the same Hessian, so that noise does not move the edge of any method.
  public var isUniform: Bool {
    if case .uniform = shape { return true }
    return false
  }

  /// The learning rate from which on E‖x − x*‖² grows, examples drawn with replacement. Permutations of
  /// the data grow from a rate on that is a little larger: measured with gradient descent at n = 10,
  /// N = 256, κ = 10 by 2 to 10 %.
  public func edge(of method: HeavyBall = .descent, batchSize: Int) -> Double? {
    guard method.scale > 0, 0..<1 ~= method.momentum else { return nil }
    let rate: Double? =
      switch shape {
      case .uniform(let curvature): 2 * (1 + method.momentum) / curvature
      case .rankOne(let moments): moments.edge(batchSize: batchSize, momentum: method.momentum)
      }
    return rate.map { $0 / method.scale }
  }

  /// The mean gap at which a constant rate stops, over all iterates once it has; nil where it is not
  /// known, and from the edge on.
  public func floor(rate: Double, of method: HeavyBall, batch: BatchPlan) -> Double? {
    let rate = rate * method.scale
    guard rate > 0, rate.isFinite, 0..<1 ~= method.momentum, !batch.isFull else { return nil }
    let floor: Double?
    switch (shape, batch.sampling) {
    case (.uniform(let curvature), .replacement):
      floor = uniformFloor(rate, method.momentum, curvature, batch.batchSize)
    case (.uniform(let curvature), .reshuffle) where method.momentum == 0:
      floor = reshuffledFloor(rate, curvature, batch)
    case (.rankOne(let moments), .replacement):
      floor = moments.floor(
        rate: rate, batchSize: batch.batchSize, momentum: method.momentum)
    default: return nil
    }
    return floor.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }

  private func uniformFloor(
    _ rate: Double, _ momentum: Double, _ curvature: Double, _ batchSize: Int
  ) -> Double? {
    let margin = 2 * (1 + momentum) - rate * curvature
    guard margin > 0 else { return nil }
    return rate * variance * (1 + momentum)
      / (2 * Double(batchSize) * (1 - momentum) * margin)
  }

  /// Permutations, cut into m = N/B batches an epoch, whose means ξ sum to 0.
  ///
  ///     var ξ = v = (S²/B) (N − B)/(N − 1),   cov(ξᵢ, ξⱼ) = −v/(m − 1)
  ///     W(j) = η² v (m Aⱼ − Bⱼ²)/(m − 1),   Aⱼ = Σ q²ⁱ, Bⱼ = Σ qⁱ over i < j,   q = 1 − ηr
  ///     V(j) = q²ʲ V(0) + W(j),   V(0) = W(m)/(1 − q²ᵐ)
  ///
  /// V(j) is E‖x − x*‖² after j steps of an epoch, and the floor r/2 times its mean over j < m, of the
  /// order η²: at ends of epochs alone it is η³.
  private func reshuffledFloor(
    _ rate: Double, _ curvature: Double, _ batch: BatchPlan
  ) -> Double? {
    let (count, size) = (batch.sampleCount, batch.batchSize)
    guard count == sampleCount, count % size == 0, count > size else { return nil }
    let m = Double(count / size)
    let q = 1 - rate * curvature
    guard q > -1, q < 1 else { return nil }
    let v = variance / Double(size) * Double(count - size) / Double(count - 1)
    // Aⱼ, Bⱼ and q²ʲ, one step after the other.
    var (squares, sum, power) = (0.0, 0.0, 1.0)
    var (rest, start) = (0.0, 0.0)
    for _ in 0..<(count / size) {
      rest += rate * rate * v * (m * squares - sum * sum) / (m - 1)
      start += power
      squares = q * q * squares + 1
      sum = q * sum + 1
      power *= q * q
    }
    let whole = rate * rate * v * (m * squares - sum * sum) / (m - 1)
    return 0.5 * curvature * (whole / (1 - power) * start + rest) / m
  }
}
