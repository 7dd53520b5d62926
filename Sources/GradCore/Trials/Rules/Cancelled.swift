/// Cancelled: the run was interrupted. Such trials leave no record in a run folder.
extension Evidence {
  static func interrupted(at iteration: Int) -> String {
    "the run was interrupted at iteration \(iteration)"
  }
}
