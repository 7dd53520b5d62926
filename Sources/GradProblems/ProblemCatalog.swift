public import GradCore

extension ProblemCatalog {
  /// All problems that gradbench comes with, by family. A new problem is one file in a family's
  /// folder and one line here; a test compares the two.
  public static let standard = ProblemCatalog([
    // Classics
    ProblemDescription(Ackley.self),
    ProblemDescription(Beale.self),
    ProblemDescription(Booth.self),
    ProblemDescription(Cliff.self),
    ProblemDescription(Cube.self),
    ProblemDescription(Dqrtic.self),
    ProblemDescription(Easom.self),
    ProblemDescription(ExtendedPowell.self),
    ProblemDescription(ExtendedRosenbrock.self),
    ProblemDescription(HelicalValley.self),
    ProblemDescription(Himmelblau.self),
    ProblemDescription(Matyas.self),
    ProblemDescription(Rastrigin.self),
    ProblemDescription(Rosenbrock.self),
    ProblemDescription(Sphere.self),
    ProblemDescription(StyblinskiTang.self),
    ProblemDescription(Trid.self),
    ProblemDescription(Tridia.self),
    ProblemDescription(Wood.self),
    // Convex
    ProblemDescription(AbsoluteValue.self),
    ProblemDescription(Huber.self),
    ProblemDescription(LogSumExp.self),
    ProblemDescription(MaxCoordinate.self),
    // FiniteSums
    ProblemDescription(LeastSquares.self),
    ProblemDescription(LogisticRegression.self),
    ProblemDescription(MeanOfQuadratics.self),
    // Plateaus
    ProblemDescription(GaussianWell.self),
    ProblemDescription(LogWell.self),
    ProblemDescription(Power.self),
    ProblemDescription(SaturatedSigmoid.self),
    ProblemDescription(Staircase.self),
    // Quadratics
    ProblemDescription(Quadratic.self),
    // Saddles
    ProblemDescription(DegenerateSaddle.self),
    ProblemDescription(IndefiniteQuadratic.self),
    ProblemDescription(MatrixFactorization.self),
    ProblemDescription(MonkeySaddle.self),
    ProblemDescription(StrictSaddle.self),
  ]).makingFormulas(FormulaProblem.instance)
}
