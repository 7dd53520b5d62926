#!/usr/bin/env bash
# The night: runs the nightly suites, compares each with its baseline, writes a summary for people and
# appends one line a metric to results/history.csv. Ends with 2 if anything got worse or is gone, with
# 1 if a trial failed or an expectation is unmet, with 70 if counting instructions failed, else with 0;
# every suite is run whatever the others did.
# usage: scripts/nightly.sh [suite ...]      (default: every suite that has a baseline)
#   OUTPUT      folder for the runs and summary.md (default results/nightly/<UTC time>)
#   HISTORY     the history (default results/history.csv)
#   BASELINES   folder of the baselines (default results/baselines)
#   GITHUB_STEP_SUMMARY   set by GitHub: the summary goes there too
set -euo pipefail
cd "$(dirname "$0")/.."

baselines=${BASELINES:-results/baselines}
output=${OUTPUT:-results/nightly/$(date -u +%Y-%m-%dT%H%M%SZ)}
history=${HISTORY:-results/history.csv}
suites=("$@")
if [ ${#suites[@]} -eq 0 ]; then
  for folder in "$baselines"/*/; do suites+=("$(basename "$folder")"); done
fi
swift build -c release --product gradbench 2>&1 | tail -1
tool=$(swift build -c release --show-bin-path)/gradbench
mkdir -p "$output" "$(dirname "$history")"
summary=$output/summary.md
: >"$summary"

worst=0
# As the tool combines them: 64 and more stop the command and win, then 1, then 2.
note() {
  if [ "$1" -ge 64 ] || [ "$worst" -ge 64 ]; then
    [ "$worst" -ge 64 ] || worst=$1
  elif [ "$1" -eq 1 ] || [ "$worst" -eq 0 ]; then
    worst=$1
  fi
}
# Puts what failed into the summary, with what it printed.
tell() { # suite, what happened
  {
    echo "## $1: $2"
    echo
    echo '```'
    head -20 "$output/$1.errors"
    echo '```'
    echo
  } >>"$summary"
}
# Runs a helper of a suite; one that fails is told of, and the night goes on and ends red.
help() { # suite, what it does, command
  local suite=$1 what=$2
  shift 2
  "$@" >/dev/null 2>"$output/$suite.errors" && return
  note 70
  tell "$suite" "$what failed"
}
for suite in "${suites[@]}"; do
  code=0
  # With its baseline the run asks two more processes before it believes a slower cell.
  # Comparisons are of the sweep alone, so that nothing is confirmed.
  "$tool" run "suites/$suite.json" --output "$output/$suite" --baseline "$baselines/$suite" --no-confirm --quiet \
    >/dev/null 2>"$output/$suite.errors" || code=$?
  # What got worse is told below.
  [ "$code" -ne 2 ] || code=0
  note "$code"
  [ "$code" -eq 0 ] || tell "$suite" "the run ended with exit code $code"
  [ "$code" -lt 64 ] || continue
  if [ -f "$baselines/$suite/instructions.csv" ]; then
    help "$suite" "counting instructions" \
      scripts/count-instructions.sh "suites/$suite.json" "$output/$suite/instructions.csv"
  fi
  code=0
  "$tool" compare "$baselines/$suite" "$output/$suite" --format markdown --fail-on gone \
    --history "$history" >"$output/$suite.md" 2>"$output/$suite.errors" || code=$?
  cat "$output/$suite.md" >>"$summary"
  if [ "$code" -ge 64 ]; then sed "s/^/$suite: /" "$output/$suite.errors" >>"$summary"; fi
  note "$code"
  echo >>"$summary"
  [ -s "$output/$suite.errors" ] || rm -f "$output/$suite.errors"
done
cat "$summary"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$summary" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$worst"
