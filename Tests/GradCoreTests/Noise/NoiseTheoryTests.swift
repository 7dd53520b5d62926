import GradCore
import GradNumerics
import GradTestSupport
import Testing

/// Floors and edges against simulations and against maps that are written down example by example.
@Suite struct NoiseTheoryTests {
  // MARK: Data

  /// A cloud of points of mean 0: every example's Hessian is 1.
  static func cloud(_ count: Int) -> ExampleQuadratics {
    var stream = RandomStream(RandomKey(seed: 5).child("cloud"))
    let points = (0..<count).map { _ in stream.normal() }
    let mean = points.reduce(0, +) / Double(count)
    return ExampleQuadratics(dimension: 1, ridge: 1, gradients: points.map { $0 - mean })
  }

  /// Least squares with residuals of mean 0 at the solution, which is the origin.
  static func regression(
    dimension n: Int, count: Int, ridge: Double = 0
  ) throws -> ExampleQuadratics {
    var stream = RandomStream(RandomKey(seed: 9).child("regression"))
    let rows = (0..<count * n).map { stream.normal() * ($0 % n == 0 ? 2 : 1) }
    let noise = (0..<count).map { _ in 0.1 * stream.normal() }
    let matrix = Matrix(rows: count, columns: n, elements: rows)
    let fit = matrix * (try QR(of: matrix).leastSquares(noise))
    let residuals = zip(fit, noise).map { $0 - $1 }
    return ExampleQuadratics(
      dimension: n, rows: rows, ridge: ridge,
      gradients: rows.enumerated().map { residuals[$0 / n] * $1 })
  }

  private static func plan(
    _ examples: ExampleQuadratics, _ size: Int, _ sampling: BatchPlan.Sampling = .replacement
  ) -> BatchPlan {
    BatchPlan(sampleCount: examples.sampleCount, batchSize: size, sampling: sampling)
  }

  /// Hᵢ
  private static func hessian(_ examples: ExampleQuadratics, _ i: Int) -> Matrix {
    let n = examples.dimension
    var matrix = Matrix(rows: n, columns: n)
    for j in 0..<n {
      for k in 0..<n { matrix[j, k] = examples.rows[i * n + j] * examples.rows[i * n + k] }
      matrix[j, j] += examples.ridge
    }
    return matrix
  }

  private static func combine(_ a: Matrix, _ s: Double, _ b: Matrix, _ t: Double) -> Matrix {
    Matrix(
      rows: a.rows, columns: a.columns,
      elements: zip(a.elements, b.elements).map { s * $0 + t * $1 })
  }

  /// All pairs of examples, or all examples, with the Hessian and the gradient of each batch.
  private static func batches(
    _ examples: ExampleQuadratics, _ size: Int
  ) -> [(hessian: Matrix, gradient: [Double])] {
    let n = examples.dimension
    let one = (0..<examples.sampleCount).map { i in
      (hessian: hessian(examples, i), gradient: Array(examples.gradients[i * n..<(i + 1) * n]))
    }
    guard size == 2 else { return one }
    return one.flatMap { a in
      one.map { b in
        (
          combine(a.hessian, 0.5, b.hessian, 0.5),
          zip(a.gradient, b.gradient).map { 0.5 * $0 + 0.5 * $1 }
        )
      }
    }
  }

  /// The step of (x, v) with a batch, and what its noise adds: v ← βv + Ax + g, x ← x − ηv.
  private static func step(
    _ batch: (hessian: Matrix, gradient: [Double]), _ rate: Double, _ momentum: Double
  ) -> (map: Matrix, noise: [Double]) {
    let n = batch.gradient.count
    var map = Matrix(rows: 2 * n, columns: 2 * n)
    for j in 0..<n {
      for k in 0..<n {
        map[n + j, k] = batch.hessian[j, k]
        map[j, k] = (j == k ? 1 : 0) - rate * batch.hessian[j, k]
      }
      map[n + j, n + j] = momentum
      map[j, n + j] = -rate * momentum
    }
    return (map, batch.gradient.map { -rate * $0 } + batch.gradient)
  }

  /// The mean over the batches of F M Fᵀ + noise · w wᵀ.
  private static func next(
    _ moment: Matrix, _ steps: [(map: Matrix, noise: [Double])], noise: Double
  ) -> Matrix {
    let n = moment.rows
    var sum = Matrix(rows: n, columns: n)
    for step in steps {
      sum = combine(sum, 1, step.map * moment * step.map.transpose, 1)
      for j in 0..<n {
        for k in 0..<n { sum[j, k] += noise * step.noise[j] * step.noise[k] }
      }
    }
    return combine(sum, 1 / Double(steps.count), sum, 0)
  }

  /// Largest factor by which the map without noise grows a moment, by power iteration.
  private static func radius(
    _ rate: Double, _ momentum: Double, _ batches: [(hessian: Matrix, gradient: [Double])]
  ) -> Double {
    let steps = batches.map { step($0, rate, momentum) }
    var moment = Matrix.identity(2 * batches[0].gradient.count)
    var growth = 0.0
    // Eigenvalues of like size and other signs pass after each other: the mean growth of the last
    // 100 steps.
    for k in 0..<300 {
      let grown = next(moment, steps, noise: 0)
      let size = grown.elements.reduce(0) { max($0, $1.magnitude) }
      if k >= 200 { growth += logarithm(size) }
      moment = combine(grown, 1 / size, grown, 0)
    }
    return growth / 100
  }

  /// log x of x near 1, without Foundation: by its series, which ends the sooner the nearer.
  private static func logarithm(_ x: Double) -> Double {
    let t = (x - 1) / (x + 1)
    return 2 * stride(from: 1, to: 60, by: 2).reduce(0) { $0 + integerPower(t, $1) / Double($1) }
  }

  // MARK: One Hessian

  @Test(arguments: [0.01, 0.1, 1, 1.5], [1, 4])
  func uniformFloorIsTheTextbooks(rate: Double, size: Int) throws {
    let examples = Self.cloud(64)
    let theory = try #require(NoiseTheory(examples))
    let variance = examples.gradients.reduce(0) { $0 + $1 * $1 } / 64
    let floor = theory.floor(rate: rate, of: .descent, batch: Self.plan(examples, size))
    let expected = rate * variance / (2 * Double(size) * (2 - rate))
    #expect(isClose(try #require(floor), expected, 1e-14))
    #expect(theory.edge(batchSize: size) == 2)
  }

  /// Permutations of the data, against a simulation of them.
  @Test(arguments: [(0.02, 1), (0.1, 1), (0.5, 1), (1.5, 1), (0.1, 4), (1, 16)])
  func reshuffledFloorIsThatOfPermutations(rate: Double, size: Int) throws {
    let examples = Self.cloud(64)
    let theory = try #require(NoiseTheory(examples))
    let floor = try #require(
      theory.floor(rate: rate, of: .descent, batch: Self.plan(examples, size, .reshuffle)))
    var stream = RandomStream(RandomKey(seed: 3).child("simulation"))
    var (x, sum, count) = (0.0, 0.0, 0)
    for epoch in 0..<4_000 {
      let order = stream.permutation(count: 64)
      for start in stride(from: 0, to: 64, by: size) {
        if epoch >= 100 {
          sum += 0.5 * x * x
          count += 1
        }
        let gradient = order[start..<start + size].reduce(0.0) {
          $0 + x + examples.gradients[Int($1)]
        }
        x -= rate * gradient / Double(size)
      }
    }
    // Neighbours of an epoch go together: of 3,900 epochs a mean square is known to
    // √(2/3900) = 2.3 %.
    #expect((sum / Double(count) / floor - 1).magnitude < 0.08, "\(sum / Double(count)), \(floor)")
  }

  /// At small rates a quarter for half the rate, where independent draws leave half; at ends of epochs
  /// alone it would be an eighth.
  @Test func reshuffledFloorIsOfSecondOrder() throws {
    let examples = Self.cloud(64)
    let theory = try #require(NoiseTheory(examples))
    func ratio(_ sampling: BatchPlan.Sampling) throws -> Double {
      let plan = Self.plan(examples, 1, sampling)
      let (whole, half) = (
        theory.floor(rate: 2e-4, of: .descent, batch: plan),
        theory.floor(rate: 1e-4, of: .descent, batch: plan)
      )
      return try #require(whole) / #require(half)
    }
    // The next term is η · 64 relative to it.
    #expect(try (ratio(.reshuffle) - 4).magnitude < 0.05)
    #expect(try (ratio(.replacement) - 2).magnitude < 0.001)
  }

  @Test(arguments: [0.02, 0.1, 0.2])
  func momentumStopsWhereDescentStops(rate: Double) throws {
    let examples = Self.cloud(64)
    let theory = try #require(NoiseTheory(examples))
    let plan = Self.plan(examples, 1)
    let ball = HeavyBall(momentum: 0.9)
    let descent = try #require(theory.floor(rate: rate, of: .descent, batch: plan))
    let momentum = try #require(theory.floor(rate: rate * 0.1, of: ball, batch: plan))
    #expect((momentum / descent - 1).magnitude < 0.1)
    // Dampening is another rate.
    let damped = HeavyBall(momentum: 0.9, scale: 0.1)
    #expect(theory.floor(rate: rate, of: damped, batch: plan) == momentum)
    var stream = RandomStream(RandomKey(seed: 4).child("simulation"))
    var (x, v, sum) = (0.0, 0.0, 0.0)
    let steps = 400_000
    for k in -10_000..<steps {
      if k >= 0 { sum += 0.5 * x * x }
      v = 0.9 * v + x + examples.gradients[stream.integer(below: 64)]
      x -= 0.1 * rate * v
    }
    // x forgets in 1/rate steps: of 8,000 and more independent squares the mean is known to 1.6 %.
    #expect((sum / Double(steps) / momentum - 1).magnitude < 0.06)
  }

  // MARK: Other Hessians

  @Test(
    arguments: [(3, 1, 0.0), (3, 2, 0.0), (2, 1, 0.5), (4, 2, 0.1)], [0, 0.5, 0.9])
  func meanSquareEdgeIsWhereTheMapGrows(
    problem: (dimension: Int, size: Int, ridge: Double), momentum: Double
  ) throws {
    let size = problem.size
    let examples = try Self.regression(
      dimension: problem.dimension, count: 7, ridge: problem.ridge)
    let theory = try #require(NoiseTheory(examples))
    #expect(!theory.isUniform)
    let ball = HeavyBall(momentum: momentum)
    let edge = try #require(theory.edge(of: ball, batchSize: size))
    let batches = Self.batches(examples, size)
    // Power iteration has an error of the 200th power of the next factor over the first.
    #expect(Self.radius(edge, momentum, batches).magnitude < 1e-8)
    #expect(Self.radius(0.98 * edge, momentum, batches) < -1e-4)
    #expect(Self.radius(1.02 * edge, momentum, batches) > 1e-4)
    let plan = Self.plan(examples, size)
    #expect(theory.floor(rate: 0.999 * edge, of: ball, batch: plan) != nil)
    #expect(theory.floor(rate: 1.001 * edge, of: ball, batch: plan) == nil)
  }

  /// The bound that is often named is only sufficient, and all data at once have 2/λmax.
  @Test func edgeLiesBetweenTheBoundAndThatOfAllData() throws {
    let examples = try Self.regression(dimension: 4, count: 30)
    let theory = try #require(NoiseTheory(examples))
    let longest = stride(from: 0, to: 120, by: 4).map { start in
      examples.rows[start..<start + 4].reduce(0) { $0 + $1 * $1 }
    }.max()
    let mean = (0..<30).reduce(Matrix(rows: 4, columns: 4)) {
      Self.combine($0, 1, Self.hessian(examples, $1), 1 / 30)
    }
    let whole = 2 / (try #require(try SymmetricEigenvalues(of: mean).values.last))
    let edges = [1, 2, 8, 1_000_000].compactMap { theory.edge(batchSize: $0) }
    #expect(edges.count == 4)
    #expect(edges == edges.sorted())
    #expect(edges[0] > 2 / (try #require(longest)))
    #expect(isClose(edges[3], whole, 1e-5))
  }

  @Test(arguments: [(3, 1, 0.0), (3, 2, 0.0), (2, 1, 0.5)], [0, 0.5, 0.9])
  func floorIsWhereTheMapComesToRest(
    problem: (dimension: Int, size: Int, ridge: Double), momentum: Double
  ) throws {
    let (n, size) = (problem.dimension, problem.size)
    let examples = try Self.regression(dimension: n, count: 7, ridge: problem.ridge)
    let theory = try #require(NoiseTheory(examples))
    let batches = Self.batches(examples, size)
    let ball = HeavyBall(momentum: momentum)
    let rate = 0.5 * (try #require(theory.edge(of: ball, batchSize: size)))
    let steps = batches.map { Self.step($0, rate, momentum) }
    var moment = Matrix(rows: 2 * n, columns: 2 * n)
    for _ in 0..<800 { moment = Self.next(moment, steps, noise: 1) }
    let mean = batches.reduce(Matrix(rows: n, columns: n)) {
      Self.combine($0, 1, $1.hessian, 1 / Double(batches.count))
    }
    var gap = 0.0
    for j in 0..<n { for k in 0..<n { gap += 0.5 * mean[j, k] * moment[k, j] } }
    let floor = theory.floor(rate: rate, of: ball, batch: Self.plan(examples, size))
    #expect(isClose(try #require(floor), gap, 1e-9))
  }

  /// Steps on drawn examples, with no moment in sight.
  @Test func floorIsThatOfASimulation() throws {
    let examples = try Self.regression(dimension: 3, count: 14)
    let theory = try #require(NoiseTheory(examples))
    let rate = 0.3 * (try #require(theory.edge(batchSize: 1)))
    let floor = try #require(
      theory.floor(rate: rate, of: .descent, batch: Self.plan(examples, 1)))
    var stream = RandomStream(RandomKey(seed: 6).child("simulation"))
    var x = [0.0, 0, 0]
    let mean = (0..<14).reduce(Matrix(rows: 3, columns: 3)) {
      Self.combine($0, 1, Self.hessian(examples, $1), 1 / 14)
    }
    var sum = 0.0
    let steps = 100_000
    for k in -1000..<steps {
      if k >= 0, k % 4 == 0 {
        let y = mean * x
        sum += 0.5 * zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let i = 3 * stream.integer(below: 14)
      let product = (0..<3).reduce(0.0) { $0 + examples.rows[i + $1] * x[$1] }
      for j in 0..<3 {
        x[j] -= rate * (product * examples.rows[i + j] + examples.gradients[i + j])
      }
    }
    // Some thousand independent squares.
    #expect((4 * sum / Double(steps) / floor - 1).magnitude < 0.08)
  }

  // MARK: What is not known

  @Test func hugeProblemsAreNotAskedForTheirExamples() {
    #expect(NoiseTheory.isAffordable(dimension: 10, sampleCount: 1_000_000))
    #expect(!NoiseTheory.isAffordable(dimension: 500, sampleCount: 1_000_000))
    #expect(!NoiseTheory.isAffordable(dimension: .max, sampleCount: 2))
  }

  @Test func nothingIsSaidWhereNothingIsKnown() throws {
    let cloud = Self.cloud(64)
    let uniform = try #require(NoiseTheory(cloud))
    let ball = HeavyBall(momentum: 0.9)
    #expect(uniform.floor(rate: 0.1, of: ball, batch: Self.plan(cloud, 1, .reshuffle)) == nil)
    #expect(uniform.floor(rate: 0.1, of: .descent, batch: Self.plan(cloud, 1, .sequential)) == nil)
    // 64 are no multiple of 5.
    #expect(uniform.floor(rate: 0.1, of: .descent, batch: Self.plan(cloud, 5, .reshuffle)) == nil)
    #expect(uniform.floor(rate: 2, of: .descent, batch: Self.plan(cloud, 1)) == nil)
    let regression = try Self.regression(dimension: 3, count: 14)
    let other = try #require(NoiseTheory(regression))
    let plan = Self.plan(regression, 1)
    #expect(
      other.floor(rate: 0.01, of: .descent, batch: Self.plan(regression, 1, .reshuffle)) == nil)
    #expect(other.floor(rate: .nan, of: .descent, batch: plan) == nil)
    #expect(NoiseTheory(try Self.regression(dimension: 21, count: 30)) == nil)
    // A flat direction has no rest.
    let flat = ExampleQuadratics(
      dimension: 2, rows: [1, 0, 2, 0, 1, 0], gradients: [0, 0, 1, 0, -1, 0])
    #expect(NoiseTheory(flat) == nil)
    #expect(NoiseTheory(ExampleQuadratics(dimension: 1, gradients: [])) == nil)
  }
}
