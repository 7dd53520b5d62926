public import GradCore

extension OptimizerCatalog {
  /// Every method of gradbench; a new one adds its line here.
  public static let standard = OptimizerCatalog([
    OptimizerDescription(GradientDescent.self),
    OptimizerDescription(Momentum.self),
    OptimizerDescription(Nesterov.self),
    OptimizerDescription(Adagrad.self),
    OptimizerDescription(RMSprop.self),
    OptimizerDescription(Adam.self),
    OptimizerDescription(AdamW.self),
  ])
}

extension Parameter {
  static func learningRate(_ value: Double) -> Parameter {
    .number("learningRate", .positive, default: value, "η, the factor of every step")
  }
  static let weightDecay = Parameter.number(
    "weightDecay", .nonNegative, default: 0, "adds this times x to the gradient")
  static func epsilon(_ value: Double) -> Parameter {
    .number("epsilon", .nonNegative, default: value, "added to the root, not inside it")
  }
}
