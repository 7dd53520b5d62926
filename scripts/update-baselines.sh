#!/usr/bin/env bash
# Makes the committed baselines again: results/baselines/<suite>, which nightly runs are compared with.
# Commit the result together with the change that explains it; `gradbench compare` tells what changed.
# usage: scripts/update-baselines.sh [suite ...]      (default: smoke convex saddles stochastic)
set -euo pipefail
cd "$(dirname "$0")/.."

suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(smoke convex saddles stochastic)
swift build -c release --product gradbench 2>&1 | tail -1
tool=$(swift build -c release --show-bin-path)/gradbench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for suite in "${suites[@]}"; do
  run=$work/$suite
  # Traces and the summary are not compared (a comparison makes its own), and are most of the bytes.
  "$tool" run "suites/$suite.json" --output "$run" --trace none --no-confirm --quiet >/dev/null
  rm "$run/traces.csv" "$run/summary.csv"
  # Three processes are timed, of which the fastest counts for each cell.
  for n in 2 3; do
    "$tool" time "suites/$suite.json" --samples 7 --progress never --output "$work/time" >/dev/null
    mv "$work/time/timings.csv" "$run/timings-$n.csv"
    rm -r "$work/time"
  done
  # Counting takes valgrind, and longer the more cells there are: the small suites tell enough.
  case "$suite" in smoke | saddles) scripts/count-instructions.sh "suites/$suite.json" "$run/instructions.csv" ;; esac
  baseline=results/baselines/$suite
  if [ -d "$baseline" ]; then
    code=0
    "$tool" compare "$baseline" "$run" --limit 10 || code=$?
    # 2: it got worse. Whether that is meant is for the commit to say; 65 and more: it was no run.
    [ "$code" -le 2 ] || echo "$suite: the old baseline cannot be read; it is replaced"
  fi
  # Whole beside it first, so that a full disk or an interrupt leaves one of the two.
  mkdir -p results/baselines
  rm -rf "$baseline.new"
  cp -r "$run" "$baseline.new"
  rm -rf "$baseline"
  mv "$baseline.new" "$baseline"
  echo "$suite: $(($(wc -l <"$baseline/trials.csv") - 1)) trials, $(du -sk "$baseline" | cut -f1) kB in $baseline"
done
