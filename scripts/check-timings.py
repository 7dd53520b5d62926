#!/usr/bin/env python3
"""How often `compare` is wrong about seconds, on this machine and now.

Times one suite of one build in RUNS processes and compares them pair by pair: every regression is
false. Then plants a slowdown of PERCENT % of one optimizer in the samples of one run and compares it with
another run, TRIES times: the slowdown must be found, in that optimizer's cells and in no other.
Ends with 1 if more than 1 % of the comparisons are false regressions, or fewer than 95 % of the planted
slowdowns are found and located.

usage: scripts/check-timings.py [--suite suites/smoke.json] [--runs 14] [--tries 40] [--percent 10]
"""
import argparse, csv, itertools, json, pathlib, random, shutil, subprocess, sys, tempfile

parser = argparse.ArgumentParser()
parser.add_argument("--suite", default="suites/smoke.json")
parser.add_argument("--runs", type=int, default=14)
parser.add_argument("--tries", type=int, default=40)
parser.add_argument("--percent", type=float, default=10)
parser.add_argument("--filter", action="append", default=[])
options = parser.parse_args()
root = pathlib.Path(__file__).resolve().parent.parent
build = ["swift", "build", "-c", "release", "--product", "gradbench"]
subprocess.run(build, cwd=root, check=True, stdout=subprocess.DEVNULL)
bin_path = subprocess.run(
    ["swift", "build", "-c", "release", "--show-bin-path"], cwd=root, check=True,
    capture_output=True, text=True).stdout.strip()
tool = pathlib.Path(bin_path) / "gradbench"
work = pathlib.Path(tempfile.mkdtemp())


def compare(before, after):
    """The differences that compare tells, and how many cells it judged."""
    result = subprocess.run(
        [tool, "compare", before, after, "--format", "json"], capture_output=True, text=True)
    if result.returncode not in (0, 2):
        sys.exit(result.stderr)
    page = json.loads(result.stdout)
    counts = page["counts"]["secondsPerIteration"]
    judged = sum(value for key, value in counts.items() if key != "ratio")
    seconds = [d for d in page["differences"] if d["metric"] == "secondsPerIteration"]
    return seconds, judged


try:
    folders = []
    for index in range(options.runs):
        folder = work / f"run-{index}"
        command = [tool, "time", root / options.suite, "--output", folder, "--progress", "never"]
        for text in options.filter:
            command += ["--filter", text]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        folders.append(folder)

    judged = regressions = improvements = inconclusive = 0
    for before, after in itertools.combinations(folders, 2):
        differences, count = compare(before, after)
        judged += count
        for difference in differences:
            if difference["change"] in ("regression", "improvement"):
                regressions += difference["change"] == "regression"
                print(f"  false: {difference['problem']} {difference['optimizer']} {difference['backend']}: "
                      f"x {difference['ratio']:.3f}, {difference['note']} ({before.name}, {after.name})")
            improvements += difference["change"] == "improvement"
            inconclusive += difference["change"] == "inconclusive"
    share = regressions / judged
    print(f"one build against itself: {judged} comparisons, {regressions} regressions "
          f"({100 * share:.2f} %), {improvements} improvements, {inconclusive} inconclusive")

    with open(folders[0] / "timings.csv", newline="") as file:
        optimizers = sorted({row["optimizer"] for row in csv.DictReader(file)})
    generator = random.Random(1)
    found = located = cells = cells_found = 0
    for attempt in range(options.tries):
        before, after = generator.sample(folders, 2)
        optimizer = optimizers[attempt % len(optimizers)]
        planted = work / "planted"
        shutil.rmtree(planted, ignore_errors=True)
        shutil.copytree(after, planted)
        with open(planted / "timings.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        factor = 1 + options.percent / 100
        for row in rows:
            if row["optimizer"] == optimizer:
                cells += 1
                row["iteration_seconds"] = repr(float(row["iteration_seconds"]) * factor)
                samples = [repr(float(word) * factor) for word in row["samples"].split(";")]
                row["samples"] = ";".join(samples)
        with open(planted / "timings.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        worse = [d for d in compare(before, planted)[0] if d["change"] == "regression"]
        own = [d for d in worse if d["optimizer"] == optimizer]
        cells_found += len(own)
        found += bool(own)
        located += bool(own) and len(own) == len(worse)
    print(f"{options.percent:g} % planted in one optimizer: found in {found} of {options.tries} tries, "
          f"located in its cells alone in {located}; {cells_found} of its {cells} cells told")
    failed = share > 0.01 or located < 0.95 * options.tries
    sys.exit(1 if failed else 0)
finally:
    shutil.rmtree(work, ignore_errors=True)
