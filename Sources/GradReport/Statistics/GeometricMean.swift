import Foundation

/// exp of the mean logarithm; nil of no values.
func geometricMean(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  return exp(values.reduce(0) { $0 + log($1) } / Double(values.count))
}
