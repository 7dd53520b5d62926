import GradCore

/// Something was not finite at the end.
extension Diagnosis {
  var endedNotFinite: Bool {
    if case .notFinite? = monitor.stop { true } else { false }
  }
}
