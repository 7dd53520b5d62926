/// A format of documents.
public protocol DocumentWriter: Sendable {
  /// The whole document; of an empty one the empty text, else ended by a newline.
  ///
  /// Nothing that stands in a ``TextSpan/text(_:)`` or ``TextSpan/code(_:)`` is markup of the format,
  /// ends its line or is obeyed by a terminal.
  func text(of document: Document) -> String
}
