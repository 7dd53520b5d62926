import GradCore
import GradResults
import GradText

extension SuiteDecoder {
  static let rankingKeys = ["target", "reference"]

  /// At which target settings are ranked, and which one ratios are printed against:
  ///
  ///     "ranking": {"target": 1e-5, "reference": "gradient-descent"}
  mutating func ranking(
    _ root: JSONObject, _ path: SuitePath, targets: [Target], sweeps: [SweepDraft]
  ) -> RunRanking? {
    let path = path["ranking"]
    guard let node = root["ranking"], !node.isNull,
      let object = mistakes.object(node, path, keys: Self.rankingKeys)
    else { return nil }
    var ranking = RunRanking()
    if let node = object["target"], !node.isNull {
      let named = target(node, path["target"])
      if let one = named.first, named.count == 1, targets.contains(one) {
        ranking.target = one.text
      } else if !named.isEmpty {
        mistakes.add(
          at: node.location, path["target"],
          "must be one of the suite's targets (\(targets.map(\.text).joined(separator: ", "))), but is "
            + "\(named.count == 1 ? named[0].text : node.shown).")
      }
    }
    if let reference = text(object, path, "reference"), let node = object["reference"] {
      let choices = sweeps.flatMap(\.optimizers)
      let known = choices.map(\.description.id) + choices.compactMap(\.name)
      ranking.reference = reference
      if !known.contains(reference) {
        mistakes.add(
          at: node.location, path["reference"],
          ": \(quoted(reference)) is neither an optimizer of the suite nor the name of an entry."
            + didYouMean(reference, in: known))
      }
    }
    return ranking
  }

  /// What an optimizer's entry is called: all entries of one name are of one optimizer.
  mutating func settingName(
    _ object: JSONObject, _ path: SuitePath, of optimizer: OptimizerDescription
  ) -> String? {
    guard let name = text(object, path, "name"), let node = object["name"] else { return nil }
    guard SettingName.isValid(name), !catalogs.optimizers.entries.contains(where: { $0.id == name })
    else {
      mistakes.add(
        at: node.location, path["name"],
        "must be \(SettingName.requirement) and no catalog id, but is \(node.shown).")
      return nil
    }
    let owner = settingNames[name] ?? optimizer.id
    settingNames[name] = owner
    guard owner == optimizer.id else {
      mistakes.add(
        at: node.location, path["name"],
        "must be of one optimizer, but \(quoted(name)) names entries of \(owner) already.")
      return nil
    }
    return name
  }
}

/// The names of optimizers' entries, which tables show.
enum SettingName {
  static let longest = 64
  static let requirement = "1 to \(longest) printable characters, none of the ends a space"

  static func isValid(_ name: String) -> Bool {
    guard 1...longest ~= name.count, name.first != " ", name.last != " " else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        false
      case .spaceSeparator: scalar == " "
      default: true
      }
    }
  }
}
