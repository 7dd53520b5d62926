import GradCore
import Testing

/// One cell with what theory says must become of it, and the proof in a line.
struct LabelledCell: Sendable, CustomTestStringConvertible {
  /// Problem and optimizer as a suite writes them: an id in quotes or an object.
  var problem: String
  var optimizer: String
  var rate: Double
  /// The outcomes that theory allows; one, where it decides.
  var outcomes: [Outcome]
  var iterations: ClosedRange<Int>?
  /// What is left of f − minimum at the end.
  var gap: ClosedRange<Double>?
  var findings: [Finding]
  /// Findings that would be wrong here.
  var absent: [Finding]
  /// How the known point begins that the trial must come to.
  var reached: String?
  /// What the sentence of evidence must name.
  var reason: String?
  var start: [Double]?
  var schedule: String
  /// Examples a batch; nil for full gradients.
  var batch: Int?
  var budget: Int
  var target: Double
  /// The closed form of all gaps, where there is one: decides iterations and the final gap too.
  var theory: LinearTheory?
  var proof: String

  init(
    _ problem: String, _ optimizer: String, _ rate: Double, _ outcomes: Outcome...,
    iterations: ClosedRange<Int>? = nil, gap: ClosedRange<Double>? = nil,
    findings: [Finding] = [], absent: [Finding] = [], reached: String? = nil,
    reason: String? = nil, start: [Double]? = nil, schedule: String = #""constant""#,
    batch: Int? = nil, budget: Int = 1000, target: Double = 1e-8, theory: LinearTheory? = nil,
    proof: String
  ) {
    self.problem = problem
    self.optimizer = optimizer
    self.rate = rate
    self.outcomes = outcomes
    self.iterations = iterations
    self.gap = gap
    self.findings = findings
    self.absent = absent
    self.reached = reached
    self.reason = reason
    self.start = start
    self.schedule = schedule
    self.batch = batch
    self.budget = budget
    self.target = target
    self.theory = theory
    self.proof = proof
  }

  /// The same cell is the same text.
  var testDescription: String {
    var text = "\(problem) \(optimizer) at \(rate)"
    if let start { text += " from \(start)" }
    if schedule != #""constant""# { text += " \(schedule)" }
    if let batch { text += " by \(batch)" }
    if budget != 1000 { text += " for \(budget)" }
    return text.replacing("\"", with: "")
  }

  var suite: String {
    """
    {"name": "label", "targets": [\(target)], "budget": {"iterations": \(budget)},
     "sweeps": [{"problems": [\(problem)], "optimizers": [\(optimizer)],
       "learningRates": \(rate), "schedules": \(schedule),
       "batchSizes": \(batch.map { "\($0)" } ?? #""full""#),
       "starts": \(start.map { "[\($0)]" } ?? #""standard""#)}]}
    """
  }

  static let all =
    bowls + quadratics + saddles + plateaus + valleys + kinks + adaptive + shaped + sums
}

/// The ways in which tables of labels name problems and methods.
enum Named {
  static func problem(_ id: String, _ parameters: String = "") -> String {
    #"{"id": "\#(id)"\#(parameters.isEmpty ? "" : ", " + parameters)}"#
  }
  static func sphere(_ n: Int) -> String { problem("sphere", #""dimension": \#(n)"#) }
  static func quadratic(_ n: Int, _ kappa: Double, rotated: Bool = false) -> String {
    problem(
      "quadratic", #""dimension": \#(n), "conditionNumber": \#(kappa), "rotation": \#(rotated)"#)
  }
  static func saddle(_ id: String, _ offset: Double, _ more: String = "") -> String {
    problem(id, #""offset": \#(offset)"# + (more.isEmpty ? "" : ", " + more))
  }
  static let descent = #""gradient-descent""#
  static let momentum = #""momentum""#
  static let nesterov = #""nesterov""#
}
