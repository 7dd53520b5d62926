import GradCore
import GradNumerics

extension Plan {
  func start(of trial: Int) -> [Double] { problems[cells[Int(trials[trial].cell)].problem].facts.start }
  func batchKey(of trial: Int) -> RandomKey { RandomKey(seed: UInt64(trials[trial].seed ?? 0)) }
  func estimatedCost(of cell: PlannedCell) -> Double { Double(cell.iterationLimit) * Double(problems[cell.problem].dimension) }
}
