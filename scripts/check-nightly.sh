#!/usr/bin/env bash
# Proves that a night turns red when an optimizer gets worse: copies the tree, takes a hundredth off the
# memory of momentum's source, runs scripts/nightly.sh there and reads its exit code and summary. Before
# that the unchanged copy must end green. Builds the copy twice: some minutes.
# usage: scripts/check-nightly.sh [suite ...]      (default: smoke saddles convex)
set -euo pipefail
cd "$(dirname "$0")/.."

suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(smoke saddles convex)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git ls-files -z | xargs -0 -I{} cp --parents {} "$work"
source=$(cd "$work" && grep -rl 'static let id = "momentum"' Sources/GradOptimizers)
export OUTPUT HISTORY=$work/history.csv

fail() { echo "FAILED: $1"; exit 1; }
night() { # name of the night; leaves its exit code in $code
  OUTPUT=$work/nights/$1
  code=0
  (cd "$work" && scripts/nightly.sh "${suites[@]}") >"$work/$1.log" 2>&1 || code=$?
}
night unchanged
# 0: nothing got worse. A slower machine than the baselines' proves nothing and is no regression.
[ "$code" -eq 0 ] || { tail -40 "$work/unchanged.log"; fail "the unchanged tree ended with $code"; }
echo "unchanged tree: exit 0"
sed -i 's/buffer\[i\] = momentum \* buffer\[i\]/buffer[i] = 0.99 * momentum * buffer[i]/' "$work/$source"
cmp -s "$source" "$work/$source" && fail "the constant in $source was not found"
night changed
# 1, where the change also breaks an expectation of a suite, wins over 2.
[ "$code" -eq 2 ] || [ "$code" -eq 1 ] || { tail -40 "$work/changed.log"; fail "the changed optimizer ended with $code"; }
line=$(grep -m1 '^| regression | .* momentum.* costToTarget ' "$OUTPUT/summary.md") || fail "no line names momentum"
grep '^| regression ' "$OUTPUT/summary.md" | grep -v -e momentum -e secondsPerIteration && fail "another optimizer is blamed"
echo "momentum forgets a hundredth more a step: exit $code"
echo "$line"
echo "history: $(($(wc -l <"$HISTORY") - 1)) lines"
