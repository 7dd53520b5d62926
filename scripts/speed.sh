#!/usr/bin/env bash
# How fast the kernels and whole runs are, beside what DESIGN asks: ratios in one process, against C.
# It informs and gates nothing, but exits 1 where a kernel gives other numbers than its reference.
# usage: scripts/speed.sh [--builds] [section]
#   section: objectives, duals, programs, tape, cheap-gradient, formulas, hessians, steps, lanes,
#     runner, timing or processes   (default: all)
#   --builds: also time clean release and debug builds, which takes minutes
set -euo pipefail
cd "$(dirname "$0")/.."

builds=no
if [ "${1:-}" = --builds ]; then builds=yes; shift; fi

swift build -c release --product gradbench 2>&1 | tail -1
swift build -c release --product gradbench-speed 2>&1 | tail -1
bin=$(swift build -c release --show-bin-path)
code=0
"$bin/gradbench-speed" "$@" || code=$?

if [ "$builds" = yes ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  for configuration in release debug; do
    asked=$([ "$configuration" = release ] && echo 120 || echo 90)
    begin=$SECONDS
    swift build -c "$configuration" --scratch-path "$scratch/$configuration" >"$scratch/log" 2>&1 ||
      { tail -20 "$scratch/log"; exit 1; }
    seconds=$((SECONDS - begin))
    short=$([ "$seconds" -gt "$asked" ] && echo ", falls short" || true)
    echo "clean $configuration build: $seconds s (asked: at most $asked s$short)"
  done
fi
exit "$code"
