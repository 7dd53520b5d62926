/// A sweep of gradient descent on Rosenbrock's function whose trials all spend their budget.
struct SweepSuite {
  /// A multiple of 100.
  let trials: Int

  /// The suite file for a budget of so many iterations.
  func text(iterations: Int) -> String {
    """
    {
      "name": "sweep",
      "sweeps": [{
        "problems": [{"id": "rosenbrock", "dimension": 2}],
        "optimizers": ["gradient-descent"],
        "backends": ["analytic"],
        "learningRates": {"from": 1e-4, "to": 4e-4, "count": 100, "scale": "log"},
        "starts": {"around": 0.3},
        "seeds": \(trials / 100)
      }],
      "budget": {"iterations": \(iterations)}, "confirm": 0
    }
    """
  }
}
