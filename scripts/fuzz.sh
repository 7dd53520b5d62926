#!/usr/bin/env bash
# Feeds the formula parser and the suite reader with what libFuzzer makes of Tests/Corpus, both at once.
# Exits 1 on a finding: a trap, an address sanitizer report, an input that takes three
# seconds of the sanitizer's slow build, or 2 GB of memory.
# usage: scripts/fuzz.sh [seconds]      (default: 600 a target)
# A finding is left in .build/fuzz/findings: cut it down with '-minimize_crash=1', mend the fault and
# keep the input in Tests/Corpus, where 'swift test' tries it again each time.
set -euo pipefail
cd "$(dirname "$0")/.."

# The Swift runtime's own backtracer would wait for a debugger that never comes.
export SWIFT_BACKTRACE=enable=no
seconds=${1:-600}
scratch=$PWD/.build/fuzz
# Everything is built for the fuzzers in a folder of its own; executables would want a main, so only
# the modules are, and linked here.
swift build -c release --scratch-path "$scratch" --target GradFuzzing \
  -Xswiftc -sanitize=fuzzer,address 2>&1 | tail -1
bin=$(swift build -c release --scratch-path "$scratch" --show-bin-path)
mkdir -p "$scratch/findings"
maps=()
for map in "$bin"/C*.build/module.modulemap; do maps+=(-Xcc -fmodule-map-file="$map"); done
for target in Formula Suite; do
  # The linker names what the sanitizer keeps to itself; shown only where it fails.
  swiftc -swift-version 6 -O -sanitize=fuzzer,address -parse-as-library -I "$bin/Modules" \
    "${maps[@]}" "scripts/fuzz/Fuzz$target.swift" \
    $(find "$bin"/{C,Grad}*.build -name '*.o') -o "$scratch/Fuzz$target" \
    2>"$scratch/link.log" || { cat "$scratch/link.log"; exit 1; }
done

fuzz() { # target, name of its corpus, longest input
  mkdir -p "$scratch/corpus-$2"
  # What is found goes to the first folder; the kept corpus is only read. -timeout takes whole
  # seconds, of a build that the sanitizer slows down.
  "$scratch/Fuzz$1" -max_total_time="$seconds" -timeout=3 -rss_limit_mb=2048 -max_len="$3" \
    -dict="scripts/fuzz/$2.dict" -artifact_prefix="$scratch/findings/$2-" \
    -print_final_stats=1 "$scratch/corpus-$2" "Tests/Corpus/$2" >"$scratch/$2.log" 2>&1
}
fuzz Formula formula 4096 & formula=$!
fuzz Suite suite 8192 & suite=$!
failed=0
wait "$formula" || failed=1
wait "$suite" || failed=1
for name in formula suite; do
  echo "$name: $(grep -c . <(ls "$scratch/corpus-$name")) inputs kept for coverage"
  grep -E '^stat::(number_of_executed_units|average_exec_per_sec|slowest_unit_time_sec|peak_rss_mb)' \
    "$scratch/$name.log" || true
  grep -E -A3 'ERROR|Fatal error|SUMMARY' "$scratch/$name.log" || true
done
[ "$failed" -eq 0 ] && echo "no finding" || ls "$scratch/findings"
exit "$failed"
