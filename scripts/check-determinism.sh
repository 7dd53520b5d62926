#!/usr/bin/env bash
# Every CSV file of every suite must have the same bytes with 1, 2 and 8 jobs and without lanes.
# usage: scripts/check-determinism.sh [suite.json ...]      (default: all of suites/)
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product gradbench 2>&1 | tail -1
tool=$(swift build -c release --show-bin-path)/gradbench
suites=("$@")
if [ ${#suites[@]} -eq 0 ]; then
  for file in suites/*.json; do
    case "$file" in *schema*) ;; *) suites+=("$file") ;; esac
  done
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for suite in "${suites[@]}"; do
  name=$(basename "$suite" .json)
  run() { # name of the variant, then its options
    local code=0
    "$tool" run "$suite" --output "$work/$name-$1" --quiet --no-timings "${@:2}" >/dev/null 2>"$work/errors" || code=$?
    # 1: an expectation of the suite is unmet, which is not this script's question.
    if [ "$code" -gt 1 ]; then cat "$work/errors"; exit "$code"; fi
  }
  run jobs-1 --jobs 1
  run jobs-2 --jobs 2
  run jobs-8 --jobs 8
  run lanes-off --lanes off
  for variant in jobs-2 jobs-8 lanes-off; do
    for file in trials.csv targets.csv traces.csv summary.csv comparisons.csv; do
      if ! cmp -s "$work/$name-jobs-1/$file" "$work/$name-$variant/$file"; then
        echo "DIFFERENT  $suite: $file with $variant"
        diff "$work/$name-jobs-1/$file" "$work/$name-$variant/$file" | head -4 || true
        failed=1
      fi
    done
  done
  rows=$(($(wc -l <"$work/$name-jobs-1/trials.csv") - 1))
  bytes=$(cat "$work/$name-jobs-1"/*.csv | wc -c)
  [ "$failed" -eq 1 ] || echo "same bytes  $suite: $rows trials, $bytes bytes of CSV"
  rm -rf "${work:?}/$name-"*
done
exit "$failed"
