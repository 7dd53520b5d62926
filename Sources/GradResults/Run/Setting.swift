public import GradCore

/// An optimizer with its hyperparameters and schedule, whatever its learning rate and batch size:
/// what a ranking ranks.
///
/// Entries of a suite that have one name are one setting, though their hyperparameters differ
/// between problems.
public struct Setting: Sendable {
  /// The optimizer's id.
  public let optimizer: String
  /// All of the method's hyperparameters but the learning rate, sorted, and what shapes the gradient
  /// where it is on.
  public let values: [NamedValue]
  public let schedule: Configuration
  /// What the suite calls it; nil where it is told by its hyperparameters.
  public let name: String?
  /// The values as tables show them: `beta1=0.9;beta2=0.999`.
  public let hyperparameters: String

  public init(
    optimizer: String, values: [NamedValue], schedule: Configuration, name: String? = nil
  ) {
    self.optimizer = optimizer
    self.values = values
    self.schedule = schedule
    self.name = name
    hyperparameters = values.text(separator: ";")
  }

  /// Reads the columns `optimizer`, `hyperparameters` and `schedule` back; nil where a hyperparameter
  /// has no value.
  public init?(optimizer: String, hyperparameters: String, schedule: String) {
    guard let values = [NamedValue](text: hyperparameters, separator: ";") else { return nil }
    self.init(optimizer: optimizer, values: values, schedule: Configuration(text: schedule))
  }
}

/// Two are the same where their texts are; of settings with a name it stands for the hyperparameters.
extension Setting: Hashable {
  public static func == (a: Setting, b: Setting) -> Bool {
    a.optimizer == b.optimizer && a.name == b.name
      && (a.name != nil || a.hyperparameters == b.hyperparameters) && a.schedule == b.schedule
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(optimizer)
    hasher.combine(name ?? hyperparameters)
    hasher.combine(schedule)
  }
}
