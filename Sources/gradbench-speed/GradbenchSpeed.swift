import CKernels
import Foundation
import GradCommandLine

/// Times gradbench's kernels against the same kernels in C, and prints how they compare.
@main
enum GradbenchSpeed {
  static func main() throws {
    var table = SpeedTable()
    let filter = CommandLine.arguments.dropFirst().first
    for (name, add) in sections where filter == nil || filter == name { try add(&table) }
    Terminal.standardOutput.write(header + "\n\n" + table.text)
    if !table.disagreements.isEmpty {
      let lines = table.disagreements.map { "Error: other numbers than the reference: \($0)\n" }
      Terminal.standardError.write(lines.joined())
      exit(1)
    }
  }

  static let sections: [(String, @Sendable (inout SpeedTable) throws -> Void)] = [
    ("objectives", ObjectiveRows.add(to:)), ("duals", DualRows.add(to:)),
    ("programs", ProgramRows.add(to:)), ("tape", TapeRows.add(to:)),
    ("cheap-gradient", CheapGradientRows.add(to:)), ("formulas", FormulaRows.add(to:)),
    ("hessians", HessianRows.add(to:)),
    ("steps", StepRows.add(to:)), ("lanes", LaneRows.add(to:)),
    ("runner", RunnerRows.add(to:)), ("timing", TimingRows.add(to:)),
    ("processes", ProcessRows.add(to:)),
  ]

  private static var header: String {
    let level = ["unoptimised", "optimised for speed", "optimised for size"]
    let compiler = String(cString: ck_compiler())
    return """
      Nanoseconds of processor time where no unit is named, the fastest of \(SpeedRatio.slices) slices of a millisecond, \
      taken in turns.
      C: \(compiler), \(level[Int(ck_optimization())]) (SwiftPM passes -O2 in release).
      The C optimizers call their gradient by a pointer. Ours are whole trials, with all that is
      watched at every step; both give the same numbers to the last bit, or this exits 1.
      """
  }
}
