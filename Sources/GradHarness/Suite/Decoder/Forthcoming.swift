/// Names that the suite format holds free for what gradbench cannot do yet, so that a suite that
/// uses one is told "not available yet" and not that it misspelt something.
enum Forthcoming {
  static let optimizers: Set<String> = [
    "adadelta", "amsgrad", "adamax", "nadam", "radam", "lion", "rprop", "sign-descent",
    "subgradient", "barzilai-borwein", "polyak", "dog", "prodigy", "schedule-free", "muon",
    "steepest-descent", "conjugate-gradient", "bfgs", "l-bfgs", "newton", "trust-region",
    "levenberg-marquardt", "gauss-newton", "svrg", "saga", "proximal-gradient", "fista",
  ]
  static let schedules: Set<String> = [
    "linear", "multi-step", "exponential", "warm-restarts", "one-cycle", "polynomial",
  ]

  static func isProblem(_ id: String) -> Bool {
    id.hasPrefix("bbob-f") && (Int(id.dropFirst(6)).map { (1...24).contains($0) } ?? false)
  }
}
