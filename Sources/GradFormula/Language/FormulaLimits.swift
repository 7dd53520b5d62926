import GradSymbolic

/// What a formula may be at most, so that no text takes more than a second or much memory.
public enum FormulaLimits {
  /// Bytes of text: 1 MiB.
  public static let bytes = 1 << 20
  /// Levels of nesting: parentheses, calls, brackets, signs in a row and powers of powers. The
  /// length of a flat sum or product is not nesting.
  public static let depth = 100
  /// Characters of a number: the exact value of any `Double` has at most 1,076.
  public static let numberCharacters = 1_100
  /// Terms and factors of all `sum` and `prod` together in one evaluation.
  public static let terms = 10_000_000
  /// Operations of all terms together in one evaluation: half a second or so. Beginning a sum counts
  /// as 8, and one more for each index that its bounds and elements depend on.
  public static let operations = 200_000_000
  /// Terms that are unrolled into a graph at most.
  public static let unrolledTerms = 200_000
  /// Factors of one `prod` whose gradient is asked for: all partial products are kept.
  public static let keptFactors = 200_000
  /// The greatest magnitude of an integer exponent.
  public static let exponent = Node.greatestExponent
  /// The most variables.
  public static let dimension = 1_000_000
  /// The greatest magnitude of a whole number in indices and bounds: all up to it are exact.
  static let wholeNumber = 1 << 53
  /// Steps that looking for indices out of range may take, for all elements together.
  static let searchSteps = 10_000_000
}
