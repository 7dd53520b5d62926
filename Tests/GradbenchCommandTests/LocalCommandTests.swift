import Foundation
import GradTestSupport
import Testing

/// `gradient`, `descend` and `verify` on the built tool.
@Suite struct LocalCommandTests {
  @Test func gradientPrintsTheContractsJSON() throws {
    let result = try Tool.run([
      "gradient", "--formula", "x^2 + 3*x*y - z^2 + 2*z", "--at", "1,2,3", "--direction", "1,0,0",
      "--format", "json",
    ])
    #expect(result.code == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["variables"] as? [String] == ["x", "y", "z"])
    #expect(object["objective"] as? Double == 4)
    #expect(object["formulas"] as? [String] == ["2*x + 3*y", "3*x", "2 - 2*z"])
    #expect(object["gradientNorm"] as? Double == 9.433981132056603)
    #expect(object["hessian"] as? [[Double]] == [[2, 3, 0], [3, 0, 0], [0, 0, -2]])
    #expect(object["pointKind"] as? String == "notStationary")
    // The Hessian is constant: every sample has the eigenvalue 1 − √10 of [[2, 3], [3, 0]].
    let convexity = try #require(object["convexity"] as? [String: Any])
    #expect(convexity["counterexample"] as? Bool == true)
    #expect(convexity["samples"] as? Int == 200)
    let least = try #require(convexity["smallestEigenvalue"] as? Double)
    #expect(abs(least - (1 - 10.0.squareRoot())) < 1e-14)
    let gradients = try #require(object["gradients"] as? [[String: Any]])
    #expect(gradients.first?["gradient"] as? [Double] == [8, 3, -4])
    let direction = try #require(object["direction"] as? [String: Any])
    #expect(direction["derivative"] as? Double == 8)
    #expect(direction["cosine"] as? Double == 0.847998304005088)
  }

  @Test func gradientSaysFirstWhereTheObjectiveIsNotFinite() throws {
    let arguments = ["gradient", "--formula", "log(x)", "--at", "-1.5"]
    let lines = try Tool.run(arguments).output.split(separator: "\n")
    #expect(lines.count == 15)
    #expect(lines[1] == "f = nan")
    #expect(lines[2].hasPrefix("f is not finite here: it has no slope,"))
    let words = ["Slope", "ascent along", "derivative ", "eigenvalue", "stationary", "onvex"]
    for word in words { #expect(!lines.contains { $0.contains(word) }, "\(word)") }
    let result = try Tool.run(arguments + ["--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["objective"] as? String == "nan")
    #expect(object["gradientNorm"] as? String == "nan")
    for key in ["direction", "hessian", "eigenvalues", "pointKind", "evidence", "convexity"] {
      #expect(object[key] is NSNull, "\(key)")
    }
  }

  @Test func descendPrintsEveryIterateOfTheClosedForm() throws {
    let result = try Tool.run([
      "descend", "--formula", "x^2 + 2*y^2", "--start", "4,3", "--set", "learningRate=0.2",
      "--iterations", "12", "--format", "csv",
    ])
    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "iteration,objective,gradient_norm,learning_rate,x,y")
    #expect(lines.count == 14)
    for (k, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: ",").compactMap { Double($0) }
      try #require(cells.count == 6)
      // Each step rounds a handful of times.
      let allowed = 1e-15 * Double(10 * (k + 1))
      #expect((cells[4] / (4 * pow(0.6, Double(k))) - 1).magnitude <= allowed)
      #expect((cells[5] / (3 * pow(0.2, Double(k))) - 1).magnitude <= 10 * allowed)
    }
  }

  @Test func descendEndsAtTheFirstIterateThatIsNotFinite() throws {
    let result = try Tool.run([
      "descend", "rosenbrock", "--set", "learningRate=0.1", "--format", "csv",
    ])
    #expect(result.code == 0)
    #expect(result.error.hasPrefix("diverged at iteration "))
    #expect(result.output.split(separator: "\n").count < 20)
  }

  /// Command lines, split at blanks, and their exit codes.
  static let mistakes: [(line: String, code: Int32)] = [
    ("gradient --formula x^2+", 65), ("gradient --formula 2x", 65),
    ("gradient --formula=", 65), ("gradient --formula x --at 1,2", 64),
    ("gradient nosuch", 64), ("gradient", 64), ("gradient sphere --at @/no", 66),
    ("gradient sphere --metric diagonal:1,-1", 64),
    ("gradient sphere --backend anlytic", 64),
    ("descend sphere --set learningRate=-1", 64),
    ("descend sphere --schedule cosin", 64),
    ("descend sphere --set learningRate=1 --set learningRate=2", 64),
    ("descend sphere --set learningRate=nan", 64), ("gradient sphere:dimension=2,dimension=3", 64),
    ("gradient sphere:instance=0", 64), ("gradient sphere:instance=1,instance=1", 64),
    ("gradient sphere --at 1,,2", 64),
    ("gradient sphere --at 1,", 64), ("gradient sphere --metric diagonal:1,,1", 64),
    ("verify --formula x --minimizer ,1", 64), ("gradient sphere --metric matrix:/no", 66),
    ("gradient sphere --metric matrix:", 66),
    ("descend sphere:dimension=10000 --iterations 1000000", 64),
  ]

  @Test(arguments: mistakes)
  func mistakesHaveTheirExitCodes(line: String, code: Int32) throws {
    let result = try Tool.run(line.split(separator: " ").map(String.init))
    #expect(result.code == code)
    #expect(result.error.hasPrefix("Error: "))
    #expect(result.output == "")
  }

  @Test func matrixFilesAreNamedInTheirErrors() throws {
    let workspace = try Workspace()
    for text in ["", "1 2\n3,,4\n", "1 2\n2 1\n", "1 0\n1 1\n", "1 nan\n0 1\n", "1\n1 2\n"] {
      let file = try workspace.write("matrix.txt", text)
      let result = try Tool.run(["gradient", "sphere:dimension=2", "--metric", "matrix:\(file)"])
      #expect(result.code == 65, "\(text)")
      #expect(result.error.hasPrefix("Error: \(file): "), "\(result.error)")
    }
    let file = try workspace.write("matrix.txt", "2, 1\n1, 2\n")
    let result = try Tool.run(["gradient", "sphere:dimension=2", "--metric", "matrix:\(file)"])
    #expect(result.code == 0 && result.output.contains("Under the metric"))
  }

  @Test func programsGetEveryComponentAndPeopleSomeBackends() throws {
    let all = parseCSV(
      try Tool.run(["gradient", "sphere:dimension=30", "--format", "csv"]).output)
    #expect(all.first?.count == 33)
    let large = try Tool.run(["gradient", "sphere:dimension=20000"])
    #expect(large.output.contains("not central-difference: one gradient of sphere goes through"))
    #expect(large.output.contains("… 19992"))
    let named = try Tool.run([
      "gradient", "sphere:dimension=3000", "--backend", "forward-difference", "--format", "csv",
    ])
    #expect(parseCSV(named.output).last?.first == "forward-difference")
  }

  @Test func variablesMayBeCalledLikeColumns() throws {
    let result = try Tool.run([
      "descend", "--formula", "iteration^2 + objective_ + objective", "--iterations", "1",
      "--format", "csv",
    ])
    #expect(result.code == 0)
    #expect(
      parseCSV(result.output).first
        == [
          "iteration", "objective", "gradient_norm", "learning_rate", "iteration_", "objective__",
          "objective_",
        ])
  }

  @Test func verifyOfALargeFormulaTellsWhatItLeavesOut() throws {
    let result = try Tool.run([
      "verify", "--formula", "sum(i, 1, n, x[i]^2)", "--dimension", "20000",
    ])
    #expect(result.code == 0)
    #expect(result.output.contains("all hold"))
    #expect(
      result.output.contains(
        "Not checked on formula: forward-difference, central-difference, dual, complex-step, which")
    )
  }

  @Test func verifyReadsVariablesAsGradientDoes() throws {
    let words = ["--formula", "x^2 + y^2", "--variables", "x, y"]
    #expect(try Tool.run(["verify"] + words).code == 0)
    #expect(try Tool.run(["gradient"] + words).code == 0)
  }

  @Test func verifyOfOneProblemHolds() throws {
    let result = try Tool.run(["verify", "rosenbrock"])
    #expect(result.code == 0)
    #expect(result.output.contains("all hold"))
    #expect(result.output.contains("central error"))
  }

  /// Facts that a user states, right and planted wrong: of a bowl, of a point beside its bottom, of a
  /// value that it falls below, of a saddle.
  static let stated: [(words: [String], code: Int32, failing: String)] = [
    (["--formula", "x^2 + (y - 1)^2", "--minimum", "0", "--minimizer", "0,1"], 0, ""),
    (
      ["--formula", "x^2 + (y - 1)^2", "--minimum", "1", "--minimizer", "0,1"], 1,
      "minimum at the minimizer"
    ),
    (
      ["--formula", "x^2 + (y - 1)^2", "--minimizer", "0,1.1"], 1,
      "gradient at stationary points"
    ),
    (["--formula", "x^2 + y^2 - 1", "--minimum", "0"], 1, "nothing below the minimum"),
    (["--formula", "x^2 - y^2", "--minimizer", "0,0"], 1, "kind by the Hessian"),
  ]

  @Test(arguments: stated)
  func verifyExitsOneWhereAStatedFactIsWrong(
    words: [String], code: Int32, failing: String
  ) throws {
    let result = try Tool.run(["verify"] + words)
    #expect(result.code == code, "\(result.output)\(result.error)")
    let failures = result.output.split(separator: "\n").filter { $0.contains("FAILS") }
    #expect(failures.isEmpty == (code == 0))
    #expect(failures.contains { $0.contains(failing) } == (code == 1))
  }

  @Test func verifyChecksTheFormulasOfASuite() throws {
    let workspace = try Workspace()
    func suite(_ minimizer: String) -> String {
      """
      {"name": "own", "sweeps": [{"optimizers": "gradient-descent", "problems": [
        {"name": "bowl", "formula": "x^2 + 2*y^2", "start": [4, 3], "minimizer": \(minimizer)}]}]}
      """
    }
    let right = try workspace.write("right.json", suite("[0, 0]"))
    let wrong = try workspace.write("wrong.json", suite("[0, 0.01]"))
    #expect(try Tool.run(["verify", "--suite", right]).code == 0)
    let result = try Tool.run(["verify", "--suite", wrong, "--failures"])
    #expect(result.code == 1)
    #expect(result.output.contains("gradient at stationary points"))
    #expect(try Tool.run(["verify", "--suite", workspace.file("none.json")]).code == 66)
    #expect(try Tool.run(["verify", "--minimum", "0"]).code == 64)
  }
}
