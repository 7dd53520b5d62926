#!/usr/bin/env python3
"""Recomputes a run's statistics with SciPy and prints the largest differences.

usage: scripts/check-statistics.py [run folder or suite.json ...]   (default: convex and stochastic)

Reads trials.csv and targets.csv alone and compares with summary.csv (medians, quartiles, expected
costs and their intervals, Wilson's intervals) and comparisons.csv (rates chosen anew, paired costs,
geometric means, Wilcoxon's p, Holm's correction, bootstrap ends). Exits 1 above a tolerance, and where
a quantity that the trials call for was not compared once. Needs
`pip install scipy`, or Debian's python3-scipy; without it says so and exits 0.
"""
import collections, csv, itertools, math, os, subprocess, sys, tempfile
from fractions import Fraction

try:
    import numpy as np
    import scipy
    from scipy import stats
except ImportError as error:
    print(f"skipped: {error}; install it with 'pip install scipy'")
    sys.exit(0)

LEVEL = 0.9
EXACT = 1e-12  # sums and logarithms in another order
# P of a signed-rank distribution, added in another order.
P_TOLERANCE = 1e-10
# Five standard errors of a 5 % share, theirs of so many draws, ours of 4000.
DRAWS = 4000
SMALLEST_SPLIT = 4


def level_tolerance(draws):
    return 5 * math.sqrt(0.05 * 0.95 * (1 / draws + 1 / DRAWS))


def expected_cost_draws(trials):
    """500 up to 8,192 trials of a cell, fewer down to 200 for more."""
    return min(max(8192 * 500 // trials, 200), 500)


CELL = ["problem", "instance", "dimension", "optimizer", "hyperparameters", "learning_rate",
        "schedule", "batch_size", "backend"]
TASK = ["problem", "instance", "dimension", "batch_size"]
ENTRANT = ["optimizer", "hyperparameters", "schedule"]


def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else math.nan


def as_worst(value):
    return math.inf if math.isnan(value) else value


def quantile(values, p):
    """Type 7 by NumPy; next to an infinite neighbour the upper one, as the extended reals need."""
    values = np.sort(np.array([as_worst(v) for v in values]))
    with np.errstate(invalid="ignore"):
        linear = np.quantile(values, p)
    if np.isfinite(linear):
        return linear
    position = (len(values) - 1) * p
    return values[math.floor(position) if position == math.floor(position) else math.ceil(position)]


class Differences:
    """The largest difference of each quantity, and whether one is above its tolerance."""

    def __init__(self):
        self.largest = collections.OrderedDict()
        self.required = collections.OrderedDict()
        self.failed = False

    def add(self, name, ours, theirs, tolerance, where):
        if math.isnan(ours) and math.isnan(theirs) or ours == theirs:
            difference = 0.0
        elif math.isfinite(ours) and math.isfinite(theirs):
            difference = abs(ours - theirs) / max(abs(theirs), 1e-300 if theirs else 1)
        else:
            difference = math.inf
        self.note(name, difference, tolerance, f"{where}: {ours!r} here, {theirs!r} by SciPy")

    def note(self, name, difference, tolerance, text):
        count, worst, _, _ = self.largest.get(name, (0, -1.0, 0, ""))
        if difference > worst:
            self.largest[name] = (count + 1, difference, tolerance, text)
        else:
            self.largest[name] = (count + 1,) + self.largest[name][1:]
        self.failed |= difference > tolerance

    def require(self, *names):
        """What the trials call for: without a value of it nothing was checked."""
        self.required.update(dict.fromkeys(names))

    def missing(self):
        return [name for name in self.required if name not in self.largest]

    def print(self):
        for name, (count, worst, tolerance, text) in self.largest.items():
            verdict = "" if worst <= tolerance else f"   TOO LARGE, {text}"
            print(f"  {name:34} {count:7} values, largest difference {worst:.1e}"
                  f" (tolerance {tolerance:.0e}){verdict}")
        for name in self.missing():
            print(f"  {name:34} {0:7} values: NOT COMPARED, though the trials call for it")


def all_draws(count, known={}):
    if count not in known:
        known[count] = np.array(list(itertools.product(range(count), repeat=count)))
    return known[count]


def cost_draws(costs, hits, generator):
    count = len(costs)
    if count <= 5:
        positions = all_draws(count)
    else:
        positions = generator.integers(0, count, size=(DRAWS, count))
    hit_counts = np.array(hits, dtype=float)[positions].sum(axis=1)
    totals = np.array(costs)[positions].sum(axis=1)
    with np.errstate(divide="ignore"):
        return np.where(hit_counts > 0, totals / np.maximum(hit_counts, 1), np.inf)


def level_excess(draws, end, p):
    """How far p lies outside the levels that `end` has among the draws."""
    tolerance = 1e-9 * abs(end) if math.isfinite(end) else 0
    below = np.mean(draws < end - tolerance)
    upto = np.mean((draws <= end + tolerance) | (draws == end))
    return max(below - p, p - upto, 0.0)


def counted(row):
    """A row of targets.csv with what counts: of noisy trials the look from which on the target is held."""
    if row["hit"] != "":
        row["hit"], row["cost"] = "1" if row["held_cost"] else "0", row["held_cost"]
    return row


def check_summary(differences, summary, by_cell, hit_of, generator):
    defined = {trial for (trial, _), hit in hit_of.items() if hit["hit"] != ""}
    looked_at = [[t for t in trials if t["outcome"] != "cancelled"] for trials in by_cell.values()]
    looked_at = [trials for trials in looked_at if trials and trials[0]["trial"] in defined]
    if looked_at:
        differences.require("cost_median", "cost_q25", "cost_q75", "expected_cost")
    if any(trials[0]["minimum"] for trials in looked_at):
        differences.require("final_gap_median", "final_gap_q25", "final_gap_q75")
    for name, low, high in [("exact", 2, 5), ("drawn", 6, math.inf)]:
        if any(low <= len(trials) <= high for trials in looked_at):
            differences.require("success_low", "success_high", f"expected_cost_low ({name}, level)",
                                f"expected_cost_high ({name}, level)")
    for row in summary:
        cell = tuple(row[c] for c in CELL)
        target = row["target"]
        trials = [t for t in by_cell.get(cell, []) if t["outcome"] != "cancelled"]
        if not trials or not row["hits"]:
            continue
        looked = [hit_of[t["trial"], target] for t in trials]
        hits = [h["hit"] == "1" for h in looked]
        costs = [float(h["cost"]) if hit else float(t["cost"])
                 for t, h, hit in zip(trials, looked, hits)]
        reached = [c if hit else math.inf for c, hit in zip(costs, hits)]
        where = f"{' '.join(cell)} at {target}"
        for name, p in [("cost_median", 0.5), ("cost_q25", 0.25), ("cost_q75", 0.75)]:
            differences.add(name, number(row[name]), quantile(reached, p), EXACT, where)
        if trials[0]["minimum"]:
            gaps = [number(t["gap"]) for t in trials]
            for name, p in [("final_gap_median", 0.5), ("final_gap_q25", 0.25),
                            ("final_gap_q75", 0.75)]:
                differences.add(name, number(row[name]), quantile(gaps, p), EXACT, where)
        expected = sum(costs) / sum(hits) if any(hits) else math.inf
        differences.add("expected_cost", number(row["expected_cost"]), expected, EXACT, where)
        if len(trials) < 2:
            differences.note("intervals of one trial", float(row["success_low"] != ""), 0, where)
            continue
        wilson = stats.binomtest(sum(hits), len(hits)).proportion_ci(LEVEL, method="wilson")
        # Relative to 1: an end near 0 is a difference of numbers near 1.
        for name, value in [("success_low", wilson.low), ("success_high", wilson.high)]:
            differences.add(name, 1 + number(row[name]), 1 + value, EXACT, where)
        draws = cost_draws(costs, hits, generator)
        tail = (1 - LEVEL) / 2
        for name, p in [("expected_cost_low", tail), ("expected_cost_high", 1 - tail)]:
            excess = level_excess(draws, number(row[name]), p)
            if len(trials) <= 5:
                differences.note(name + " (exact, level)", excess, 1e-9, where)
            else:
                differences.note(name + " (drawn, level)", excess,
                                 level_tolerance(expected_cost_draws(len(trials))), where)


def seed_order(trial):
    return int(trial["seed"]) if trial["seed"] else -1


def split(trials):
    """Tuning seeds 1 … ⌈S/2⌉ and the others; fewer than four are both."""
    trials = sorted(trials, key=seed_order)
    if len(trials) < SMALLEST_SPLIT:
        return trials, trials
    half = (len(trials) + 1) // 2
    return trials[:half], trials[half:]


def chosen_costs(trials, by_cell, hit_of, target):
    """(task, entrant) → {seed: (cost, hit)} at the rate chosen on the tuning seeds."""
    families = collections.OrderedDict()
    for cell, members in by_cell.items():
        named = dict(zip(CELL, cell))
        task = tuple(named[c] for c in TASK)
        entrant = tuple(named[c] for c in ENTRANT)
        families.setdefault(task, collections.OrderedDict()).setdefault(
            named["backend"], collections.OrderedDict()).setdefault(entrant, []).append(cell)
    result = {}
    for task, backends in families.items():
        backend = max(backends.values(), key=len)  # the first of equals
        for entrant, cells in backend.items():
            candidates = []
            for cell in cells:
                tuning, reported = split(by_cell[cell])
                looked = [hit_of.get((t["trial"], target)) for t in tuning]
                if any(h is None or h["hit"] == "" for h in looked):
                    break
                hits = sum(h["hit"] == "1" for h in looked)
                total = sum(float(h["cost"] if h["hit"] == "1" else t["cost"])
                            for t, h in zip(tuning, looked))
                field = "gap" if tuning[0]["minimum"] else "final_objective"
                gap = quantile([number(t[field]) for t in tuning], 0.5)
                rate = number(dict(zip(CELL, cell))["learning_rate"])
                candidates.append((total / hits if hits else math.inf, gap,
                                   0 if math.isnan(rate) else rate, len(candidates), reported))
            if not candidates:
                continue
            reported = min(candidates, key=lambda c: c[:4])[4]
            result[task, entrant] = {
                seed_order(t): (float(h["cost"] if h["hit"] == "1" else t["cost"]), h["hit"] == "1")
                for t in reported for h in [hit_of[t["trial"], target]]}
    return list(families), result


def two_level_weights(seeds, generator):
    """How often each place is drawn: a row a draw of tasks and of seeds within them."""
    offsets = np.cumsum([0] + [len(s) for s in seeds])
    weights = np.zeros((DRAWS, offsets[-1]))
    for row in weights:
        for task in generator.integers(0, len(seeds), len(seeds)):
            size = len(seeds[task])
            np.add.at(row, offsets[task] + generator.integers(0, size, size), 1)
    return weights


def weighted_means(weights, values):
    """The mean of each draw; those of nothing but NaN are left out."""
    known = ~np.isnan(values)
    counts = weights[:, known].sum(axis=1)
    sums = weights[:, known] @ values[known]
    return sums[counts > 0] / counts[counts > 0]


def ranked(tasks, costs):
    """The tasks that every entrant ran which ran at least half of all; all where there is none."""
    entrants = {entrant for _, entrant in costs}
    wide = [e for e in entrants if 2 * sum((t, e) in costs for t in tasks) >= len(tasks)]
    return [t for t in tasks if all((t, e) in costs for e in wide)] or tasks


def signed_ranks(pairs):
    """Whole numbers that order as ±max ÷ min of the costs do, exactly; a miss is the largest."""
    def size(a, b):
        return math.inf if math.inf in (a, b) else Fraction(max(a, b)) / Fraction(min(a, b))
    differing = [(a, b) for a, b in pairs if a != b]
    order = {s: rank for rank, s in enumerate(sorted({size(a, b) for a, b in differing}), start=1)}
    return [-order[size(a, b)] if a < b else order[size(a, b)] for a, b in differing]


def check_comparisons(differences, compared, trials, by_cell, hit_of, generator):
    entrants = {tuple(dict(zip(CELL, cell))[c] for c in ENTRANT) for cell in by_cell}
    if len(entrants) > 1 and any(hit["hit"] != "" for hit in hit_of.values()):
        differences.require("pairs, wins and ties")
    if not compared:
        return
    target = compared[0]["target"]
    tasks, costs = chosen_costs(trials, by_cell, hit_of, target)
    tasks = [t for t in tasks if any(key[0] == t for key in costs)]
    tasks = ranked(tasks, costs)
    seeds = [sorted({s for (task, _), by_seed in costs.items() if task == t for s in by_seed})
             for t in tasks]
    weights = two_level_weights(seeds, generator)
    tested = []
    for row in compared:
        a = tuple(row[c + "_a"] for c in ENTRANT)
        b = tuple(row[c + "_b"] for c in ENTRANT)
        where = f"{' '.join(a)} and {' '.join(b)}"
        steps, ratios, paid = [], [], []
        for task, of_task in zip(tasks, seeds):
            for seed in of_task:
                first = costs.get((task, a), {}).get(seed)
                second = costs.get((task, b), {}).get(seed)
                ratios.append(math.nan)
                if first is None or second is None:
                    continue
                if first[1] or second[1]:
                    paid.append((first[0] if first[1] else math.inf,
                                 second[0] if second[1] else math.inf))
                if first[1] and second[1]:
                    steps.append(math.log(first[0] / second[0]))
                    ratios[-1] = steps[-1]
                elif first[1] == second[1]:
                    steps.append(0.0)
                else:
                    steps.append(-math.inf if first[1] else math.inf)
        counts = [len(steps), sum(s < 0 for s in steps), sum(s > 0 for s in steps),
                  sum(s == 0 for s in steps)]
        for name, count in zip(["pairs", "wins_a", "wins_b", "ties"], counts):
            differences.add("pairs, wins and ties", number(row[name]), count, 0, where + " " + name)
        both = [s for s in ratios if not math.isnan(s)]
        ratio = stats.gmean(np.exp(both)) if both else math.nan
        if both:
            differences.require("ratio (gmean)")
        differences.add("ratio (gmean)", number(row["ratio"]), ratio, EXACT, where)
        if row["ratio_low"]:
            draws = weighted_means(weights, np.array(ratios))
            for name, p in [("ratio_low", 0.05), ("ratio_high", 0.95)]:
                excess = level_excess(draws, math.log(float(row[name])), p)
                differences.note(name + " (drawn, level)", excess, level_tolerance(1000), where)
        nonzero = signed_ranks(paid)
        if nonzero:
            differences.require("Wilcoxon statistic", "Wilcoxon p", "Holm's p")
            # Dropping zeros first is zero_method="wilcox", and lets SciPy be exact.
            test = stats.wilcoxon(nonzero, zero_method="wilcox", correction=False)
            differences.add("Wilcoxon statistic", number(row["statistic"]), test.statistic, 0, where)
            differences.add("Wilcoxon p", number(row["p"]), test.pvalue, P_TOLERANCE, where)
        elif steps:
            differences.add("Wilcoxon p", number(row["p"]), 1.0, 0, where)
        if row["p"]:
            tested.append((number(row["p"]), number(row["p_holm"]), where))
    tested.sort(key=lambda t: t[0])
    largest = 0.0
    for index, (p, corrected, where) in enumerate(tested):
        largest = max(largest, min(1.0, (len(tested) - index) * p))
        differences.add("Holm's p", corrected, largest, EXACT, where)


def check(folder):
    # Confirming trials are in no summary.
    trials = [row for row in rows(folder, "trials.csv") if row.get("role") != "confirm"]
    by_cell = collections.OrderedDict()
    for trial in trials:
        by_cell.setdefault(tuple(trial[c] for c in CELL), []).append(trial)
    hit_of = {(row["trial"], row["target"]): counted(row) for row in rows(folder, "targets.csv")}
    generator = np.random.default_rng(1)
    differences = Differences()
    check_summary(differences, rows(folder, "summary.csv"), by_cell, hit_of, generator)
    check_comparisons(
        differences, rows(folder, "comparisons.csv"), trials, by_cell, hit_of, generator)
    print(f"{folder}: {len(trials)} trials, SciPy {scipy.__version__}")
    differences.print()
    return differences.failed or bool(differences.missing())


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    names = sys.argv[1:] or [os.path.join(root, "suites", s + ".json")
                             for s in ("convex", "stochastic")]
    failed = False
    with tempfile.TemporaryDirectory() as work:
        for name in names:
            folder = name
            if not os.path.isdir(name):
                tool = os.path.join(root, ".build", "release", "gradbench")
                if not os.path.exists(tool):
                    sys.exit("build the tool first: swift build -c release --product gradbench")
                folder = os.path.join(work, os.path.basename(name))
                code = subprocess.run([tool, "run", name, "--output", folder, "--quiet"],
                                      stdout=subprocess.DEVNULL).returncode
                if code > 1:  # 1: an expectation of the suite is unmet
                    sys.exit(f"gradbench run {name} failed with {code}")
            failed |= check(folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
