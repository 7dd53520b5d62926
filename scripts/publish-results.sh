#!/usr/bin/env bash
# Runs the standard suites, keeps their reports as results/reports/<suite>.md, and writes the index
# results/README.md.
# usage: scripts/publish-results.sh [suite ...]      (default: all of suites/)
set -euo pipefail
cd "$(dirname "$0")/.."

suites=("$@")
if [ ${#suites[@]} -eq 0 ]; then
  for file in suites/*.json; do
    case "$file" in *schema*) ;; *) suites+=("$(basename "$file" .json)") ;; esac
  done
fi
swift build -c release --product gradbench 2>&1 | tail -1
tool=$(swift build -c release --show-bin-path)/gradbench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p results/reports
for suite in "${suites[@]}"; do
  code=0
  "$tool" run "suites/$suite.json" --output "$work/$suite" --trace none --quiet >/dev/null || code=$?
  [ "$code" -le 1 ] || exit "$code"
  cp "$work/$suite/report.md" "results/reports/$suite.md"
  echo "$suite: results/reports/$suite.md"
done

# The index: each report's title and the paragraph that answers it.
{
  echo "# Results of the standard suites"
  echo
  echo "Made by \`scripts/publish-results.sh\`; each report says at its end where it was made. The runs that nights are"
  echo "compared with are in [\`baselines\`](baselines), made by \`scripts/update-baselines.sh\`; what each night found, one"
  echo "line a metric, is in [\`history.csv\`](history.csv), written by \`scripts/nightly.sh\`."
  for report in results/reports/*.md; do
    suite=$(basename "$report" .md)
    echo
    sed -n "1s/^# \(.*\)/## [\1](reports\/$suite.md)/p" "$report"
    echo
    # The answer is the lines from "**Answer.**" to the next empty one.
    awk '/^\*\*Answer\.\*\*/ { inside = 1 } inside && /^$/ { exit } inside { print }' "$report"
  done
} >results/README.md
echo "results/README.md: $(grep -c '^## ' results/README.md) reports"
