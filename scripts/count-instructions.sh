#!/usr/bin/env bash
# Counts the instructions of one iteration of every cell of a suite with valgrind's callgrind. A count
# repeats where seconds do not, so a change of it can be told from noise: put instructions.csv into a run
# folder and `gradbench compare` reads it. Without valgrind it says so, writes nothing and ends with 0.
# usage: scripts/count-instructions.sh suite.json [output.csv]     (default: instructions.csv)
#   ITERATIONS   N (default 1000): the difference between 2N and N iterations is counted
#   OPTIONS      further options of `gradbench time`, such as "--filter optimizer=adam"
set -euo pipefail
[ $# -ge 1 ] || { sed -n '5,7s/^# //p' "$0" >&2; exit 64; }
suite=$(realpath -- "$1")
output=$(realpath -m -- "${2:-instructions.csv}")
iterations=${ITERATIONS:-1000}
read -r -a options <<<"${OPTIONS:-}"
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
  echo "valgrind is not installed, so no instructions are counted (Debian: apt-get install valgrind)."
  exit 0
fi
swift build -c release --product gradbench 2>&1 | tail -1
built=$(swift build -c release --show-bin-path)/gradbench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Valgrind gives up on the compiler's debugging information; the names of functions are enough.
strip --strip-debug -o "$work/gradbench" "$built"
# Else dictionaries differ from process to process, and with them what allocating takes.
export SWIFT_DETERMINISTIC_HASHING=1
# A dump ends at every mark; each cell has four: before N iterations, after them, the same with 2N.
valgrind --tool=callgrind --dump-before=gradbench_timing_mark \
  --callgrind-out-file="$work/dump" "$work/gradbench" time "$suite" \
  --iterations "$iterations" ${options[@]+"${options[@]}"} >"$work/cells.csv" 2>"$work/log" ||
  { tail -20 "$work/log" >&2; exit 1; }

total() { sed -n 's/^totals: //p' "$work/dump.$1"; }
cells=$(($(wc -l <"$work/cells.csv") - 1))
if [ ! -e "$work/dump.$((4 * cells))" ] || [ -e "$work/dump.$((4 * cells + 1))" ]; then
  echo "Error: $cells cells, but not four marks of each were seen." >&2
  exit 1
fi
{
  echo instructions
  for ((cell = 0; cell < cells; cell++)); do
    awk -v once="$(total $((4 * cell + 2)))" -v twice="$(total $((4 * cell + 4)))" \
      -v n="$iterations" 'BEGIN { printf "%.10g\n", (twice - once) / n }'
  done
} >"$work/counts"
paste -d, "$work/cells.csv" "$work/counts" >"$work/instructions.csv"
mv "$work/instructions.csv" "$output"
echo "$output: instructions of one iteration of $cells cells"
