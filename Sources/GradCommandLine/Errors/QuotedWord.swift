import GradText

/// A word of the command line in quotes; of one longer than 200 characters the beginning and its
/// length, since a shell may have made it from a whole file.
func quotedWord(_ word: String) -> String {
  let limit = 200
  let length = word.unicodeScalars.count
  return quoted(word, limit: limit) + (length > limit ? " (\(length) characters)" : "")
}
