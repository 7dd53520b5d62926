import GradCommandLine
import GradCore
import GradText
import GradVerify

/// A local study as people and programs read it.
struct GradientView {
  let study: LocalStudy
  let source: ProblemSource
  let formulas: [String]

  // MARK: JSON

  var json: JSONTree {
    var members: [JSONTree.Member] = [
      .init("problem", .text(source.problem.label)),
      .init("variables", .array(source.names.map(JSONTree.text))),
      .init("point", .numbers(study.point)), .init("objective", .number(study.objective)),
      .init(
        "gradients",
        .array(
          study.gradients.map {
            .object([
              .init("backend", .text($0.backend)), .init("gradient", .numbers($0.gradient)),
              .init("error", .number($0.error)),
              .init("objectiveEvaluations", .integer($0.objectiveEvaluations)),
            ])
          })),
      .init(
        "leftOut",
        .array(
          study.leftOut.map {
            .object([.init("backend", .text($0.backend)), .init("reason", .text($0.reason))])
          })),
      .init("formulas", .array(formulas.map(JSONTree.text))),
      .init("gradientNorm", .number(study.gradientNorm)),
    ]
    if let metric = study.metric {
      members.append(
        .init(
          "metric",
          .object([
            .init("gradient", .numbers(metric.gradient)), .init("norm", .number(metric.norm)),
          ])))
    }
    members.append(.init("direction", direction))
    members.append(
      .init(
        "linearization",
        .array(
          study.linearization.map {
            .object([
              .init("step", .number($0.step)), .init("actual", .number($0.actual)),
              .init("predicted", .number($0.predicted)), .init("error", .number($0.error)),
            ])
          })))
    members.append(.init("tangents", .array(study.tangents.map(JSONTree.numbers))))
    members.append(.init("hessian", hessian))
    members.append(.init("eigenvalues", study.eigenvalues.map(JSONTree.numbers) ?? .null))
    members.append(.init("pointKind", study.pointKind.map { .text($0.rawValue) } ?? .null))
    members.append(.init("isKink", .boolean(study.isKink)))
    members.append(.init("evidence", study.evidence.map { .text($0.sentence) } ?? .null))
    members.append(.init("convexity", convexity))
    return .object(members)
  }

  private var direction: JSONTree {
    guard let direction = study.direction else { return .null }
    return .object([
      .init("unit", .numbers(direction.unit)), .init("derivative", .number(direction.derivative)),
      .init("cosine", direction.cosine.map(JSONTree.number) ?? .null),
    ])
  }

  private var convexity: JSONTree {
    guard let evidence = study.convexity else { return .null }
    return .object([
      .init("samples", .integer(evidence.samples)), .init("skipped", .integer(evidence.skipped)),
      .init("counterexample", .boolean(evidence.isCounterexample)),
      .init("smallestEigenvalue", evidence.smallestEigenvalue.map(JSONTree.number) ?? .null),
      .init("point", evidence.point.map(JSONTree.numbers) ?? .null),
      .init(
        "bump",
        evidence.bump.map { .array([.numbers($0.from), .numbers($0.to)]) } ?? .null),
    ])
  }

  private var hessian: JSONTree {
    guard let hessian = study.hessian else { return .null }
    return .array(
      (0..<hessian.rows).map { i in
        .numbers((0..<hessian.columns).map { hessian[i, $0] })
      })
  }

  // MARK: Tables

  /// People are shown so many components, programs all.
  static let shownComponents = 8

  /// The gradient by each backend, with the first so many components.
  func gradientTable(components: Int) -> TextTable {
    let shown = min(source.names.count, components)
    let more = source.names.count - shown
    var table = TextTable(
      [TableColumn("backend")]
        + source.names.prefix(shown).map {
          TableColumn("d_" + $0, title: "∂f/∂\($0)", alignment: .decimal, digits: 12)
        } + (more > 0 ? [TableColumn("more")] : []) + [
          TableColumn("error", alignment: .right, digits: 3),
          TableColumn("objective_evaluations", title: "f calls", alignment: .right),
        ])
    for row in study.gradients {
      table.append(
        [.text(row.backend)] + row.gradient.prefix(shown).map { .number($0) }
          + (more > 0 ? [.text("… \(more)")] : []) + [
            .number(row.error), .integer(row.objectiveEvaluations),
          ])
    }
    return table
  }

  private var linearizationTable: TextTable {
    var table = TextTable([
      TableColumn("step", title: "h", alignment: .right),
      TableColumn("actual", title: "f(x + h u)", alignment: .decimal, digits: 12),
      TableColumn("predicted", title: "f(x) + h ∇f·u", alignment: .decimal, digits: 12),
      TableColumn("error", alignment: .right, digits: 3),
      TableColumn("ratio", title: "error / h²", alignment: .right, digits: 4),
    ])
    for row in study.linearization {
      table.append([
        .number(row.step), .number(row.actual), .number(row.predicted), .number(row.error),
        .number(row.error / (row.step * row.step)),
      ])
    }
    return table
  }

  /// Everything, for people.
  var text: String {
    var parts: [String] = []
    let values = listText(
      study.point.indices.lazy.map { "\(source.names[$0]) = \(shortestText(study.point[$0]))" },
      first: 12)
    parts.append("\(source.problem.label) at \(values)")
    parts.append("f = \(shortestText(study.objective))\n")
    if !study.isFinite {
      parts.append(
        """
        f is not finite here: it has no slope, no direction of ascent and no curvature. What backends return is
        the rule of the chain outside of the domain, or beyond the range of numbers.

        """)
    }
    if !formulas.isEmpty {
      parts.append("Gradient, the vector of partial derivatives:")
      for (name, formula) in zip(source.names, formulas).prefix(12) {
        parts.append("  ∂f/∂\(name) = \(formula)")
      }
      if formulas.count > 12 { parts.append("  … \(formulas.count - 12) more") }
      parts.append("")
    }
    parts.append(gradientTable(components: Self.shownComponents).text(format: .table))
    for one in study.leftOut { parts.append("  not \(one.backend): \(one.reason)") }
    guard study.isFinite else { return parts.joined(separator: "\n") + "\n" }
    if !study.leftOut.isEmpty { parts.append("") }
    parts.append(slopeText)
    if let metric = study.metric {
      parts.append(
        "Under the metric: gradient \(vector(metric.gradient)), "
          + "norm √(gᵀMg) = \(generalText(metric.norm, digits: 12))"
          + (metric.norm > 0 && metric.norm.isFinite
            ? ", steepest ascent along \(vector(metric.gradient.map { $0 / metric.norm }))" : ""))
    }
    if !study.linearization.isEmpty {
      parts.append(
        "\nBest linear approximation along u: the error falls like h², until rounding hides it.")
      parts.append(linearizationTable.text(format: .table))
    }
    if !study.tangents.isEmpty {
      let tangents = study.tangents.prefix(3).map(vector).joined(separator: ", ")
      parts.append("Along the level set, perpendicular to the gradient: \(tangents)")
    }
    parts.append(curvatureText)
    return parts.joined(separator: "\n") + "\n"
  }

  private var slopeText: String {
    var text = "Slope ‖∇f‖ = \(generalText(study.gradientNorm, digits: 12))"
    if study.gradientNorm > 0, study.gradientNorm.isFinite {
      let ascent = study.gradient.map { $0 / study.gradientNorm }
      text += ", steepest ascent along \(vector(ascent))"
    }
    if let direction = study.direction, let cosine = direction.cosine {
      text +=
        "\nAlong u = \(vector(direction.unit)): derivative "
        + "\(generalText(direction.derivative, digits: 12)), "
        + "cosine to the gradient \(generalText(cosine, digits: 6))"
    }
    return text
  }

  private var curvatureText: String {
    guard let evidence = study.evidence else {
      return study.hessian == nil
        ? "Hessian: not measured, since the problem is large or it is not finite here"
        : "Hessian: not finite here"
    }
    let eigenvalues = evidence.eigenvalues
    let values = eigenvalues.prefix(8).map { generalText($0, digits: 6) }
      .joined(separator: ", ")
    return
      "Hessian eigenvalues: \(values)\(eigenvalues.count > 8 ? ", …" : ""); \(kindText(evidence))"
      + (study.convexity.map { "\nConvexity \(convexityPlace): \($0.sentence)" } ?? "")
  }

  private func kindText(_ evidence: PointEvidence) -> String {
    if study.isKink {
      return "but at a kink, where derivatives jump, they are of one side and decide nothing"
    }
    let slope =
      evidence.gradientMaxNorm == 0
      ? "0"
      : "at most \(roundedText(evidence.stationaryLimit, digits: 2)), as within 1e-8 of where it is 0"
    return switch evidence.kind {
    case .minimum: "all positive and the gradient \(slope): a minimum"
    case .maximum: "all negative and the gradient \(slope): a maximum"
    case .saddle: "of both signs and the gradient \(slope): a saddle"
    case .degenerate: "one is zero, the gradient too: second derivatives cannot decide"
    case .notStationary: "the gradient is not small: not a stationary point"
    }
  }

  /// Where the Hessians were sampled.
  private var convexityPlace: String {
    let place = source.problem.facts.box == nil ? "near the point" : "in the problem's box"
    guard let first = study.convexityBox.first, study.convexityBox.allSatisfy({ $0 == first })
    else { return place }
    return place
      + ", [\(shortestText(first.lowerBound)), \(shortestText(first.upperBound))]ⁿ"
  }

  private func vector(_ values: [Double]) -> String {
    "(\(listText(values.lazy.map { generalText($0, digits: 6) }, first: 6)))"
  }
}
