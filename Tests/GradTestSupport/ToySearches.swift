public import GradCore
import GradNumerics

/// Gradient descent in the form of a searching method: what it leaves must be what the stepper
/// leaves.
public enum SearchingDescent: SearchingOptimizer {
  public static let id = "searching-descent"
  public static let summary = "Gradient descent that asks for its gradient"
  public static let formula = "x ← x − η g"
  public static let parameters: [Parameter] = [
    .number("learningRate", .positive, default: 1e-3, "η")
  ]
  public static let source = "here"

  public struct State: Searcher {
    private var g: [Double]

    public init(dimension: Int, settings: Settings<Double>) {
      g = Array(repeating: 0, count: dimension)
    }

    public mutating func iterate(
      _ x: inout MutableSpan<Double>, _ evaluator: Evaluator, rate: Double, iteration: Int
    ) throws(TrialEnded) {
      var view = g.mutableSpan
      _ = try evaluator.gradient(at: x.span, into: &view)
      for i in x.indices { x[i] = x[i] - rate * g[i] }
    }
  }
}

/// Two values and one gradient an iteration: of a short and a long step the better is taken.
///
///     x ← argmin of f over { x − η g, x − 4 η g }
public enum TwoSteps: SearchingOptimizer {
  public static let id = "two-steps"
  public static let summary = "The better of a short and a long step"
  public static let formula = "x ← argmin { f(x − η g), f(x − 4 η g) }"
  public static let parameters = SearchingDescent.parameters
  public static let source = "here"

  public struct State: Searcher {
    private var g: [Double]
    private var short: [Double]
    private var long: [Double]

    public init(dimension: Int, settings: Settings<Double>) {
      g = Array(repeating: 0, count: dimension)
      short = g
      long = g
    }

    public mutating func iterate(
      _ x: inout MutableSpan<Double>, _ evaluator: Evaluator, rate: Double, iteration: Int
    ) throws(TrialEnded) {
      var view = g.mutableSpan
      _ = try evaluator.gradient(at: x.span, into: &view)
      for i in x.indices {
        short[i] = x[i] - rate * g[i]
        long[i] = x[i] - 4 * rate * g[i]
      }
      let nearer = try evaluator.value(at: short.span)
      let farther = try evaluator.value(at: long.span)
      for i in x.indices { x[i] = nearer <= farther ? short[i] : long[i] }
    }
  }
}

/// Steepest descent with the step that is exact on quadratics: a gradient and a Hessian-vector product
/// an iteration.
///
///     x ← x − (g·g / g·Hg) g
public enum CurvatureDescent: SearchingOptimizer {
  public static let id = "curvature-descent"
  public static let summary = "Steepest descent with the exact step of a quadratic"
  public static let formula = "x ← x − (g·g / g·Hg) g"
  public static let parameters: [Parameter] = []
  public static let source = "A. Cauchy, Comptes Rendus 25, 1847"
  public static let needs: CurvatureNeeds = .products

  public struct State: Searcher {
    public init(dimension: Int, settings: Settings<Double>) {}

    public mutating func iterate(
      _ x: inout MutableSpan<Double>, _ evaluator: Evaluator, rate: Double, iteration: Int
    ) throws(TrialEnded) {
      var g = [Double](repeating: 0, count: x.count)
      var product = g
      var view = g.mutableSpan
      _ = try evaluator.gradient(at: x.span, into: &view)
      var productView = product.mutableSpan
      try evaluator.hessianProduct(at: x.span, along: g.span, into: &productView)
      var square = 0.0
      var curvature = 0.0
      for i in x.indices {
        square += g[i] * g[i]
        curvature += g[i] * product[i]
      }
      for i in x.indices { x[i] = x[i] - square / curvature * g[i] }
    }
  }
}
