public import GradCore
import GradNumerics
import GradSymbolic

/// The exact Hessian of a problem's full objective.
///
///     Hᵢⱼ = ∂²f / ∂xᵢ ∂xⱼ
///
/// In this order, the first that can serve: the traced gradient differentiated once more and
/// compiled; dual numbers through the gradient given by hand; dual numbers on the tape of reverse
/// mode. The last two take ⌈n/8⌉ gradients on duals and are made symmetric.
public enum Hessian {
  /// Larger problems are not measured in trials: the eigenvalues alone would cost more than most
  /// trials.
  static let largestDimension = 50

  /// The Hessian for judging end points of trials: none for dimensions above 50.
  static func function(of problem: ProblemInstance) -> HessianFunction {
    guard problem.dimension <= largestDimension else { return { _ in nil } }
    return exact(of: problem) ?? { _ in nil }
  }

  /// The exact Hessian of a problem of any dimension; nil if its text is too long to trace and it
  /// gives no gradient by hand.
  public static func exact(of problem: ProblemInstance) -> HessianFunction? {
    symbolic(of: problem) ?? dualOverAnalytic(of: problem) ?? dualOverReverse(of: problem)
  }

  /// The traced gradient differentiated once more, compiled. Not for finite sums, whose examples
  /// would each need a program.
  package static func symbolic(of problem: ProblemInstance) -> HessianFunction? {
    let n = problem.dimension
    let objective = problem.objective
    guard objective.sampleCount == nil,
      let traced = try? SymbolicFunction(
        dimension: n, nodeLimit: BackendDescription.nodeLimit,
        trace: { objective.symbol.value($0) }),
      let program = try? traced.hessianProgram()
    else { return nil }
    let spare = SpareWorkspace { TriangleWorkspace(program) }
    return { point in
      var matrix = Matrix(rows: n, columns: n)
      spare.use { $0.run(program, at: point, into: &matrix) }
      return matrix
    }
  }

  /// The registers and the results of a compiled Hessian, its lower triangle row by row.
  private final class TriangleWorkspace {
    private var registers: ProgramWorkspace<Double>
    private var entries: [Double]

    init(_ program: Program) {
      registers = ProgramWorkspace(program)
      entries = Array(repeating: 0, count: program.outputCount)
    }

    func run(_ program: Program, at point: [Double], into matrix: inout Matrix) {
      Self.run(program, at: point, into: &entries, &registers)
      for i in 0..<point.count {
        for j in 0...i {
          matrix[i, j] = entries[i * (i + 1) / 2 + j]
          matrix[j, i] = matrix[i, j]
        }
      }
    }

    private static func run(
      _ program: Program, at point: [Double], into entries: inout [Double],
      _ registers: inout ProgramWorkspace<Double>
    ) {
      var view = entries.mutableSpan
      program.run(point.span, into: &view, workspace: &registers)
    }
  }

  /// Dual numbers through the gradient that the problem gives by hand.
  package static func dualOverAnalytic(of problem: ProblemInstance) -> HessianFunction? {
    guard let gradient = problem.objective.dual8.gradient else { return nil }
    return { point in columns(at: point) { x, g in _ = gradient(x, &g) } }
  }

  /// Dual numbers on the tape of reverse mode.
  package static func dualOverReverse(of problem: ProblemInstance) -> HessianFunction? {
    guard let program = try? RecordedObjective(problem).program else { return nil }
    // A long tape is a matter of memory: two columns take a quarter of what eight take.
    return problem.dimension <= 2
      ? dualOverReverse(program, on: Dual2.self) : dualOverReverse(program, on: Dual8.self)
  }

  private static func dualOverReverse<D>(
    _ program: TapeProgram, on _: Dual<D>.Type
  ) -> HessianFunction where Dual<D>: TapeNumber {
    let spare = SpareWorkspace { TapeWorkspace<Dual<D>>() }
    return { point in
      spare.use { workspace in
        columns(at: point) { x, g in
          _ = program.gradient(at: x, into: &g, workspace: workspace)
        }
      }
    }
  }

  /// As many columns at a time as there are partials: partial k of gradient component i is Hᵢⱼ for
  /// the k-th seeded j.
  private static func columns<D>(
    at point: [Double], _ gradient: (Span<Dual<D>>, inout MutableSpan<Dual<D>>) -> Void
  ) -> Matrix {
    let n = point.count
    var seeds = point.map { Dual<D>($0) }
    var g = seeds
    var matrix = Matrix(rows: n, columns: n)
    for first in stride(from: 0, to: n, by: D.scalarCount) {
      let last = Swift.min(first + D.scalarCount, n)
      for j in first..<last { seeds[j].partials[j - first] = 1 }
      var view = g.mutableSpan
      gradient(seeds.span, &view)
      for j in first..<last {
        seeds[j].partials = .zero
        for i in 0..<n {
          let half = g[i].partials[j - first] / 2
          matrix[i, j] += half
          matrix[j, i] += half
        }
      }
    }
    return matrix
  }
}
