/// The candidate that was most likely meant by a misspelt name, or nothing.
///
/// Letters are compared without case. A candidate is near when the number of insertions,
/// deletions, replacements and swaps of two neighbours that lead from one to the other (optimal
/// string alignment, a Damerau–Levenshtein distance) is at most a third of the longer name and
/// at most 3. If none is near, a name of three or more letters stands for the only candidate
/// that begins with it: `rosen` for `rosenbrock`.
///
/// - Parameters:
///   - name: What was written. Names longer than 64 characters have no suggestion.
///   - candidates: The names that exist. Of equally near ones the first is taken.
/// - Returns: The candidate in its own spelling.
/// - Complexity: O(length of `name` · total length of the candidates).
public func closest(to name: String, in candidates: some Sequence<String>) -> String? {
  let limit = 64
  let written = Array(name.lowercased().unicodeScalars.prefix(limit + 1))
  guard !written.isEmpty, written.count <= limit else { return nil }
  var best: (candidate: String, distance: Int)?
  var completions: [String] = []
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(limit + 1))
    guard letters.count <= limit else { continue }
    if written.count >= 3, letters.starts(with: written) { completions.append(candidate) }
    let allowed = min(3, max(written.count, letters.count) / 3)
    guard abs(written.count - letters.count) <= allowed else { continue }
    let distance = alignmentDistance(written, letters)
    if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  if let best { return best.candidate }
  return completions.count == 1 ? completions[0] : nil
}

/// The sentence to put behind an error about an unknown name, with a space in front, or an empty
/// text: `" Did you mean 'adam'?"`.
///
/// - Parameters:
///   - name: What was written.
///   - candidates: The names that exist.
///   - prefix: Stands before the candidate, as `--` before an option.
public func didYouMean(
  _ name: String, in candidates: some Sequence<String>, prefix: String = ""
) -> String {
  closest(to: name, in: candidates).map { " Did you mean \(quoted(prefix + $0))?" } ?? ""
}

/// The fewest edits from `a` to `b` where no part is edited twice.
private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var least = min(row[j], last[j + 1]) + 1
      least = min(least, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, beforeLast[j - 1] + 1)
      }
      row.append(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
