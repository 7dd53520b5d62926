import Foundation
import GradCore
import GradResults
import GradText

/// A problem of the plan with all that its cells share.
struct PlannedProblem: Sendable {
  /// Index into ``Plan/problems``.
  let index: Int
  let instance: ProblemInstance
  /// The problem as the run's files and reports know it.
  let described: RunProblem
  /// The lines of the canonical text: parameters and id.
  let parameterLines: String
  /// How mistakes and pairs left out call it: label, dimension and instance.
  let name: String

  init(_ instance: ProblemInstance, index: Int, backends: BackendCatalog) {
    self.index = index
    self.instance = instance
    parameterLines = TrialText.parameterLines(of: instance)
    name = Self.name(
      label: instance.label, dimension: instance.dimension, instance: instance.instance)
    described = RunProblem(instance, backends: backends)
  }

  static func name(label: String, dimension: Int?, instance: Int) -> String {
    var parts = dimension.map { ["dimension \($0)"] } ?? []
    if instance != 1 { parts.append("instance \(instance)") }
    return parts.isEmpty ? label : "\(label) (\(parts.joined(separator: ", ")))"
  }
}

extension RunProblem {
  /// What reports need to know of a problem, before a method is joined to it.
  convenience init(_ problem: ProblemInstance, backends: BackendCatalog) {
    let facts = problem.facts
    let minimum = facts.minimum.value
    var scale: Double?
    if let minimum, facts.start.count == problem.dimension {
      let initial = problem.objective.scalar.value(facts.start.span) - minimum
      if initial.isFinite, initial > facts.minimumRounding { scale = initial }
    }
    var isAttained = false
    if case .attained = facts.minimum { isAttained = true }
    let prices = backends.entries.map { ($0.id, $0.costPerGradient(problem.dimension)) }
    self.init(
      id: problem.id, configuration: problem.configuration,
      parameters: problem.values.sorted.map { NamedValue(name: $0.name, value: $0.value) },
      instance: problem.instance, dimension: problem.dimension,
      facts: RunProblemFacts(
        sampleCount: problem.objective.sampleCount, minimum: minimum, isAttained: isAttained,
        scale: scale, lipschitzConstant: facts.lipschitzConstant,
        largestEigenvalue: facts.largestEigenvalue, conditionNumber: facts.conditionNumber,
        isConvex: facts.isConvex, knownPoints: facts.knownPointTexts,
        gradientPrices: Dictionary(prices, uniquingKeysWith: { first, _ in first })))
  }
}

extension Facts {
  /// How far a value may be from the minimum and be told from it by nothing but rounding.
  var minimumRounding: Double {
    let rounding = 100 * Double.ulpOfOne * (minimum.value ?? 0).magnitude
    if case .attained(_, let error) = minimum { return max(rounding, error) }
    return rounding
  }

  /// Largest over smallest Hessian eigenvalue at the minimum, or of the bounds L and μ; nil where
  /// they are not known or the smallest is not positive.
  var conditionNumber: Double? {
    if let largest = largestEigenvalue, let smallest = smallestEigenvalue {
      return smallest > 0 ? largest / smallest : nil
    }
    if let lipschitzConstant, let strongConvexity, strongConvexity > 0 {
      return lipschitzConstant / strongConvexity
    }
    return nil
  }

  /// The known points as `reached` names them: `(1, 1)`, `minimum 2 of 4 (3.58443, -1.84813)`,
  /// `local minimum (-0.993286, 0.996651, …), f = 3.98658`, `saddle (0, 0)`.
  var knownPointTexts: [String] {
    let globalCount = knownPoints.count { $0.kind == .minimum && $0.isGlobal }
    let localCount = knownPoints.count { $0.kind == .minimum && !$0.isGlobal }
    var (global, local) = (0, 0)
    return knownPoints.map { known in
      let place = Self.text(of: known.point)
      guard known.kind == .minimum else { return "\(known.kind.rawValue) \(place)" }
      if known.isGlobal {
        global += 1
        return globalCount == 1 ? place : "minimum \(global) of \(globalCount) \(place)"
      }
      local += 1
      let number = localCount == 1 ? "" : " \(local) of \(localCount)"
      return "local minimum\(number) \(place), f = \(plainText(known.objective))"
    }
  }

  /// A point with six digits a coordinate; of long ones the first three.
  static func text(of point: [Double]) -> String {
    let longest = 4
    if point.count > longest, let first = point.first, point.allSatisfy({ $0 == first }) {
      return "(\(plainText(first)), …)"
    }
    let shown = point.count > longest ? point.prefix(longest - 1) : point[...]
    let texts = shown.map { plainText($0) } + (point.count > longest ? ["…"] : [])
    return "(\(texts.joined(separator: ", ")))"
  }
}
