import Synchronization

/// Keeps the work space of one evaluation for the next one, on whichever worker that is.
///
/// Of a long tape it is tens of megabytes, which the system hands out as zeroed pages: making it anew
/// for each evaluation took longer than the evaluation. Of several evaluations at once all but one
/// make their own, so that no more memory stays than one of them needs.
package final class SpareWorkspace<Workspace>: Sendable {
  /// In here it belongs to nobody, and outside to the one evaluation that took it out: so no two
  /// threads ever have it at once, whatever it is.
  private struct Kept: @unchecked Sendable {
    let workspace: Workspace
  }

  private let kept = Mutex<Kept?>(nil)
  private let make: @Sendable () -> Workspace

  package init(_ make: @escaping @Sendable () -> Workspace) { self.make = make }

  /// Runs an evaluation in the work space that is kept, or in one of its own.
  package func use<R>(_ body: (Workspace) -> R) -> R {
    let taken = kept.withLock { kept -> Kept? in
      defer { kept = nil }
      return kept
    }
    let workspace = taken?.workspace ?? make()
    defer { kept.withLock { $0 = Kept(workspace: workspace) } }
    return body(workspace)
  }
}
