import GradCore
import GradNumerics
import GradBackends
import GradOptimizers
import Foundation
struct Rosenbrock: AnalyticProblem { let dimension: Int
  func value<S: Scalar>(at x: Span<S>) -> S { var s: S = 0; for i in 0..<x.count - 1 { let a = 1 - x[i], b = x[i + 1] - x[i] * x[i]; s = s + a * a + 100 * b * b }; return s }
  func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S { var s: S = 0; g[0] = 0
    for i in 0..<x.count - 1 { let a = 1 - x[i], b = x[i + 1] - x[i] * x[i]; s = s + a * a + 100 * b * b; g[i] = g[i] - 2 * a - 400 * b * x[i]; g[i + 1] = 200 * b }; return s } }
func now() -> Double { var t = timespec(); clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return Double(t.tv_sec) * 1e9 + Double(t.tv_nsec) }
func bench<S: RunScalar>(_ s: S.Type, n: Int, opt: OptimizerDescription, steps: Int, trials: Int, nonconvex: Bool) -> (Double, [Double]) {
  let p = Rosenbrock(dimension: n)
  let start = (0..<n).map { $0 % 2 == 0 ? -1.2 : 1.0 }
  let inst = ProblemInstance(id: "r", values: ParameterValues([]), instance: 1, label: "r", facts: Facts(start: start, minimum: .exact(0), knownPoints: [KnownPoint([Double](repeating: 1, count: n), objective: 0)], isConvex: false, source: ""), objective: Objective(p).analytic(p))
  let prep = try! BackendDescription.analytic.prepare(inst)
  let h = BackendCatalog.standard.hessian(inst)
  let rules = TrialRules(iterationLimit: steps, objectiveTargets: [1e-300], gradientTargets: [-1], minimum: .exact(0), scale: 24, isConvex: !nonconvex, minimizers: [[Double](repeating: 1, count: n)], hessian: h)
  var best = 1e99; var out: [Double] = []
  for _ in 0..<5 {
    out = []
    let starts = (0..<trials).map { TrialStart(trial: $0, point: start, rate: 1e-4 * (1 + 0.01 * Double($0)), values: ParameterValues(opt.allParameters)) }
    let t = now()
    let run = Run<S>(dimension: n, oracle: S.oracle(of: prep), judge: nil, rules: rules, schedule: .constant, control: RunControl(), starts: starts) { m in out.append(m.objective); if out.count == 1 { out.append(Double(m.iteration)) } }
    S.execute(opt, run)
    best = min(best, (now() - t) / Double(steps * trials))
  }
  return (best, out)
}

let which = CommandLine.arguments.dropFirst().first ?? "all"
for n in [2, 10] { for opt in OptimizerCatalog.standard.entries where which == "all" || which == opt.id { for nc in [false, true] {
  let steps = 20000 / n * 2
  let (a, ra) = bench(Double.self, n: n, opt: opt, steps: steps, trials: 16, nonconvex: nc)
  let (b, rb) = bench(Lanes.self, n: n, opt: opt, steps: steps, trials: 16, nonconvex: nc)
  print("n=\(n) \(opt.id) nonconvex \(nc): scalar \(String(format: "%.1f", a)) lanes \(String(format: "%.2f", b)) ratio \(String(format: "%.2f", a / b)) same \(ra.sorted() == rb.sorted())", ra[0], ra[1])
} } }
