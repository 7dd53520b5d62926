#!/usr/bin/env bash
# Whether the CSV files and reports of every suite have the bytes that an earlier commit wrote: what a change of
# design must show. Only the report's last section, Machine, may differ.
# usage: scripts/check-equal-bytes.sh <commit> [suite.json ...]      (default: all of suites/)
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:?usage: scripts/check-equal-bytes.sh <commit> [suite.json ...]}
shift
suites=("$@")
if [ ${#suites[@]} -eq 0 ]; then
  for file in suites/*.json; do
    case "$file" in *schema*) ;; *) suites+=("$file") ;; esac
  done
fi
work=$(mktemp -d)
trap 'git worktree remove --force "$work/before" 2>/dev/null || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/before" "$commit"
build() { (cd "$1" && swift build -c release --product gradbench 2>&1 | tail -1 >&2 && swift build -c release --show-bin-path); }
after=$(build .)/gradbench
before=$(build "$work/before")/gradbench
failed=0
for suite in "${suites[@]}"; do
  name=$(basename "$suite" .json)
  run() { # the tool, the folder
    local code=0
    "$1" run "$suite" --output "$2" --quiet --no-timings >/dev/null 2>"$work/errors" || code=$?
    # 1: an expectation of the suite is unmet, which is not this script's question.
    if [ "$code" -gt 1 ]; then cat "$work/errors"; exit "$code"; fi
    sed -i '/^## Machine$/,$d' "$2/report.md"
  }
  run "$before" "$work/b-$name"
  run "$after" "$work/a-$name"
  same=1
  for file in trials.csv targets.csv traces.csv summary.csv comparisons.csv report.md; do
    cmp -s "$work/b-$name/$file" "$work/a-$name/$file" && continue
    echo "DIFFERENT  $suite: $file"
    diff "$work/b-$name/$file" "$work/a-$name/$file" | head -4 || true
    same=0
  done
  if [ "$same" -eq 1 ]; then echo "same bytes  $suite"; else failed=1; fi
  rm -rf "${work:?}/a-$name" "${work:?}/b-$name"
done
exit "$failed"
