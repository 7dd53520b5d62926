import GradCore
import Synchronization

/// The products of a problem's Hessian with vectors, recorded when the first trial asks: most runs
/// of large problems never do, and the record may be as long as the data.
final class LateProduct: Sendable {
  private enum State {
    case unasked
    case made((@Sendable () -> HessianProductFunction)?)
  }

  private let state = Mutex(State.unasked)
  private let record: @Sendable () -> (@Sendable () -> HessianProductFunction)?

  /// - Parameter record: Makes the maker; nil where there are no products.
  init(_ record: @escaping @Sendable () -> (@Sendable () -> HessianProductFunction)?) {
    self.record = record
  }

  /// An evaluator for one worker; nil where there are no products.
  @Sendable func make() -> HessianProductFunction? {
    let maker = state.withLock { state in
      if case .made(let maker) = state { return maker }
      let maker = record()
      state = .made(maker)
      return maker
    }
    return maker?()
  }
}
