import GradBackends
import GradCore
import GradFormula
import GradNumerics
import GradProblems
import GradSymbolic

extension FuzzTarget {
  /// Evaluations above this would take the fuzzer's time, not find anything.
  private static let mostTerms = 2_000
  private static let mostVariables = 64

  /// Reads a formula and, if it is one, evaluates it on numbers, lanes and every backend.
  ///
  /// Promises: equal values on all of them, a text that reads back without its white space, and
  /// printed derivatives that can be read.
  public static func formula(_ bytes: [UInt8]) {
    do {
      let formula = try Formula(utf8: bytes)
      let needsDimension = formula.isIndexed || formula.freeNames.isEmpty
      try evaluate(formula, formula.program(dimension: needsDimension ? 3 : nil))
    } catch {
      checkMessage("\(error)", "a formula's error")
    }
  }

  private static func evaluate(_ formula: Formula, _ program: FormulaProgram) {
    check((try? Formula(formula.compactText)) != nil, "the compact text cannot be read")
    guard program.termCount <= mostTerms, program.dimension <= mostVariables else { return }
    let description = FormulaDescription(
      name: "fuzz", text: formula.text, variables: program.variables)
    let made = try? ProblemCatalog.standard.formula(description)
    check(made != nil, "a formula that can be read is no problem")
    guard let problem = made else { return }
    let x = (0..<program.dimension).map { 0.75 + 0.5 * Double($0) }
    let value: Double = program.value(at: x.span)
    checkLanes(program, x, value)
    for backend in BackendCatalog.standard.entries {
      guard let oracle = try? backend.prepare(problem).scalar() else { continue }
      var gradient = [Double](repeating: 0, count: x.count)
      var view = gradient.mutableSpan
      let found = oracle.gradient(x.span, &view)
      check(
        isSame(found, value) || backend.id == "symbolic", "\(backend.id) has another value")
    }
    checkPrinting(program)
  }

  private static func checkLanes(_ program: FormulaProgram, _ x: [Double], _ value: Double) {
    var point = x.map { Lanes($0) }
    for i in point.indices { point[i][lane: 3] = -point[i][lane: 3] }
    let lanes: Lanes = program.value(at: point.span)
    check(isSame(lanes[lane: 5], value), "a lane has another value")
    let opposite = x.map { -$0 }
    let mirrored: Double = program.value(at: opposite.span)
    check(isSame(lanes[lane: 3], mirrored), "the mirrored lane has another value")
  }

  /// What is printed whole can be read.
  private static func checkPrinting(_ program: FormulaProgram) {
    guard
      let traced = try? SymbolicFunction(
        dimension: program.dimension, nodeLimit: 20_000, trace: { program.value(at: $0) }),
      let formulas = try? traced.gradientFormulas(names: program.variables)
    else { return }
    for text in [traced.formula(names: program.variables)] + formulas where !text.contains("…") {
      guard let error = mistake(in: text, program.variables) else { continue }
      // Parentheses that the writer adds may nest more deeply than formulas may.
      if case .tooDeep = error { continue }
      let message = "\(text) was printed and cannot be read: \(error)"
      check(false, message)
    }
  }

  private static func mistake(in text: String, _ variables: [String]) -> FormulaError? {
    do throws(FormulaError) {
      _ = try Formula(text).program(variables: variables)
      return nil
    } catch {
      return error
    }
  }
}
