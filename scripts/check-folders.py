#!/usr/bin/env python3
"""Run folders that are damaged or made up never trap, hang or print nothing: `report` and `compare` say what is wrong
(65, 66) or read them (0, 2).

usage: scripts/check-folders.py [cases] [seed]      (default: 400 cases, seed 1)
"""
import json, os, random, shutil, subprocess, sys, tempfile

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
cases = int(sys.argv[1]) if len(sys.argv) > 1 else 400
random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
subprocess.run(["swift", "build", "-c", "release", "--product", "gradbench"], cwd=root, check=True,
               stdout=subprocess.DEVNULL)
path = subprocess.run(["swift", "build", "-c", "release", "--show-bin-path"], cwd=root, check=True,
                      capture_output=True, text=True).stdout.strip()
tool = os.path.join(path, "gradbench")
SUITE = """{"name": "bowl", "sweeps": [{
  "problems": [{"id": "quadratic", "dimension": 2, "rotation": [false, true]}, "least-squares", "sphere"],
  "optimizers": ["gradient-descent", {"id": "momentum", "momentum": [0.5, 0.9]}], "batchSizes": [8, "full"],
  "backends": ["analytic", "dual"], "learningRates": [0.05, 0.2], "starts": {"around": 0.3}, "seeds": 3}],
  "budget": {"iterations": 60}}"""
NUMBERS = [0, -1, 1, 2**31, 2**62, 2**63 - 1, 1e308, -1e308, 1e-308, "inf", "nan", None, "", "x" * 1000, [], {}, True]
FIELDS = ["", "-1", "0", "1", "nan", "inf", "-inf", "1e308", "9223372036854775807", "999999999999999999999", "\"", "'=1",
          "a:b=c;d", "full", "1-2147483647", "5-1", "\u202e", ",", "targetHit", "x" * 5000]


def leaves(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, child in items:
        yield path + (key,)
        yield from leaves(child, path + (key,))


def change_json(folder):
    name = os.path.join(folder, "run.json")
    tree = json.load(open(name))
    for _ in range(random.choice([1, 1, 1, 3])):
        where = random.choice(list(leaves(tree)))
        node = tree
        for key in where[:-1]:
            node = node[key]
        if random.random() < 0.2:
            del node[where[-1]]
        else:
            node[where[-1]] = random.choice(NUMBERS)
    if random.random() < 0.7:
        tree.pop("tables", None) if random.random() < 0.3 else None
    json.dump(tree, open(name, "w"))


def change_table(folder, name):
    file = os.path.join(folder, name)
    lines = open(file, encoding="utf-8").read().split("\n")
    for _ in range(random.choice([1, 1, 5])):
        row = random.randrange(max(len(lines) - 1, 1))
        fields = lines[row].split(",")
        action = random.random()
        if action < 0.6:
            fields[random.randrange(len(fields))] = random.choice(FIELDS)
            lines[row] = ",".join(fields)
        elif action < 0.75:
            lines.insert(row, lines[random.randrange(len(lines))])
        elif action < 0.9 and len(lines) > 3:
            del lines[row]
        else:
            lines = lines[: row + 1]
            if random.random() < 0.5 and lines[-1]:
                lines[-1] = lines[-1][: random.randrange(len(lines[-1]) + 1)]
    open(file, "w", encoding="utf-8").write("\n".join(lines))


def forget_digests(folder):
    """As somebody would who makes a folder up: the tables count as written so."""
    import hashlib
    name = os.path.join(folder, "run.json")
    tree = json.load(open(name))
    for table in tree.get("tables", []):
        data = os.path.join(folder, table["name"])
        if os.path.exists(data):
            table["digest"]["sha256"] = hashlib.sha256(open(data, "rb").read()).hexdigest()
    json.dump(tree, open(name, "w"))


with tempfile.TemporaryDirectory() as work:
    suite = os.path.join(work, "a.json")
    open(suite, "w").write(SUITE)
    whole = os.path.join(work, "whole")
    subprocess.run([tool, "run", suite, "--output", whole, "-q"], check=True, stdout=subprocess.DEVNULL)
    tables = ["trials.csv", "targets.csv", "cells.csv", "timings.csv", "summary.csv", "comparisons.csv"]
    codes, bad = {}, 0
    for case in range(cases):
        folder = os.path.join(work, "case")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        kind = random.random()
        if kind < 0.35:
            change_json(folder)
        else:
            for _ in range(random.choice([1, 1, 2])):
                change_table(folder, random.choice(tables))
            if random.random() < 0.7:
                forget_digests(folder)
        for command in (["report", folder, "--format", random.choice(["markdown", "json"])],
                        ["compare", whole, folder], ["report", whole, folder, "--format", "markdown"]):
            try:
                done = subprocess.run([tool] + command, capture_output=True, timeout=20)
                code = done.returncode
            except subprocess.TimeoutExpired:
                code = "hangs"
            codes[code] = codes.get(code, 0) + 1
            if code not in (0, 2, 65, 66) or (code and code != 2 and not done.stderr):
                bad += 1
                keep = os.path.join(tempfile.gettempdir(), f"folder-{case}")
                shutil.rmtree(keep, ignore_errors=True)
                shutil.copytree(folder, keep)
                print(f"{code}: gradbench {' '.join(command)} (kept as {keep})")
    print(f"{cases} folders: " + ", ".join(f"{n} times {code}" for code, n in sorted(codes.items(), key=str)))
sys.exit(1 if bad else 0)
