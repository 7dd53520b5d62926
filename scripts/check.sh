#!/usr/bin/env bash
# Format lint, build and tests: the very command that CI runs.
set -euo pipefail
cd "$(dirname "$0")/.."

swift format lint --strict --recursive --parallel Package.swift Sources Tests
swift test
