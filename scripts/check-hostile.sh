#!/usr/bin/env bash
# Hostile formulas through the built tool, on the command line and in a suite: each must end with exit 65
# and a message that names a position, within a second and 200 MB. Prints the figures; exits 1 if one
# is missed.
# usage: scripts/check-hostile.sh
set -euo pipefail
cd "$(dirname "$0")/.."

command -v python3 >/dev/null || { echo "skipped: python3, which measures, is not installed"; exit 0; }
swift build -c release --product gradbench 2>&1 | tail -1
tool=$(swift build -c release --show-bin-path)/gradbench
python3 - "$tool" <<'PYTHON'
import json, os, re, subprocess, sys, tempfile, threading, time

tool = sys.argv[1]
seconds_allowed, megabytes_allowed = 1.0, 200
formulas = {
    "100,000 nested parentheses": b"(" * 100_000 + b"x" + b")" * 100_000,
    "100,000 open parentheses": b"(" * 100_000,
    "100,000 open brackets": b"x[" * 100_000,
    "100,000 nested calls": b"sin(" * 100_000 + b"x",
    "100,000 nested powers": b"x^" * 100_000 + b"x",
    "1,000,000 signs": b"-" * 1_000_000 + b"x",
    "2,000,000 bytes": b"x+" * 1_000_000 + b"x",
    "sum to 1e9": b"sum(i, 1, 1e9, x)",
    "sums of sums to 1e5": b"sum(i, 1, 1e5, sum(j, 1, 1e5, i*j*x))",
    "empty sums in a long sum": b"sum(i, 1, 1e7, sum(j, 1, 0, sum(k, 1, i, x)))*sum(i, 1, 1e9, x)",
    "exponent 1e999": b"x^1e999",
    "number 1e999": b"1e999*x",
    "exponent 1e300": b"x^1e300",
    "digits": b"0." + b"1" * 1_000_000 + b"*x",
    "unknown function": b"foo(x)",
    "long unknown function": b"f" * 1_000_000 + b"(x)",
    "unknown name": b"x + y",
    "list beside a variable": b"x1 + y[1]",
    "control characters": b"x + \x1b[31m\x07",
    "NUL": b"x + \x00",
    "empty text": b"",
    "blanks": b" \t\n",
    "invalid UTF-8": b"x + \xff\xfe\x80",
    "cut UTF-8": b"x + \xe2\x88",
    "two operands": b"2x",
    "open comparison": b"select(x < " * 50_000,
    "index out of range": b"sum(i, 1, 1e6, x[i])",
}
# What else a command line says of a formula, and a suite: without it another mistake comes first.
options = {
    "unknown name": [b"--variables", b"x"],
    "list beside a variable": [b"--dimension", b"2"],
    "index out of range": [b"--dimension", b"10"],
}
keys = {"unknown name": b'"variables": ["x"], '}

def run(arguments, cwd):
    begin = time.monotonic()
    with open(os.path.join(cwd, "out"), "wb") as out, open(os.path.join(cwd, "err"), "wb") as err:
        child = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        try:
            # A tool that hangs is ended, and has missed its second by then.
            timer = threading.Timer(30, child.kill)
            timer.start()
            _, status, usage = os.wait4(child.pid, 0)
        finally:
            timer.cancel()
    seconds = time.monotonic() - begin
    text = open(os.path.join(cwd, "err"), "rb").read().decode("utf-8", "replace")
    return os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss / 1024, text

# Memory counts what the starting process held before it became the tool: an upper bound.
# What the system lets a command line hold in one word; longer ones are tried in suites alone.
longest_word = 128 * 1024 - 1
missed, worst_seconds, worst_megabytes, count = 0, 0.0, 0.0, 0
with tempfile.TemporaryDirectory() as folder:
    for name, text in formulas.items():
        cases = []
        if len(text) <= longest_word and b"\x00" not in text:
            cases.append(("--formula", [tool, "gradient", b"--formula", text] + options.get(name, [])))
        path = os.path.join(folder, "suite.json")
        try:
            literal = json.dumps(text.decode("utf-8")).encode()
        except UnicodeDecodeError:
            literal = b'"' + text + b'"'
        with open(path, "wb") as file:
            file.write(b'{"name": "hostile", "sweeps": [{"optimizers": "adam", "problems": [\n'
                       b'  {"name": "f", "start": [1], ' + keys.get(name, b"") + b'"formula": ' + literal + b"}]}]}\n")
        cases.append(("suite", [tool, "validate", path]))
        for way, arguments in cases:
            code, seconds, megabytes, message = run(arguments, folder)
            count += 1
            worst_seconds, worst_megabytes = max(worst_seconds, seconds), max(worst_megabytes, megabytes)
            # An empty text has no place in it, and a text that is too long none in particular; a
            # suite's mistake has its line and column.
            placed = re.search(r"column \d+|line \d+|:\d+:\d+:", message) or (
                way == "--formula" and re.search(r"is empty|bytes", message))
            clean = not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", message)
            good = (code == 65 and seconds < seconds_allowed and megabytes < megabytes_allowed
                    and placed and clean and len(message) < 2_000)
            missed += 0 if good else 1
            print(f"{'holds ' if good else 'MISSED'}  {seconds:6.3f} s  {megabytes:5.0f} MB  exit {code:3}"
                  f"  {name}, {way}" + ("" if good else f": {message[:160]!r}"))
print(f"{count} inputs: at most {worst_seconds:.3f} s and {worst_megabytes:.0f} MB, {missed} missed")
sys.exit(1 if missed else 0)
PYTHON
