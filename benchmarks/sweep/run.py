#!/usr/bin/python3
"""What the study engine costs: overhead a case, and parallel efficiency on two cores. Writes table.csv beside this file.

    python3 benchmarks/sweep/run.py               some minutes on an idle machine; --rounds N for more
"""
import argparse
import csv
import datetime
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.dont_write_bytecode = True
from scenarios.sweep.evaluator import Evaluator  # noqa: E402
from scenarios.sweep.settings import ONE_THREAD  # noqa: E402
from scenarios.sweep.sweep import Options, run  # noqa: E402

STUB = ROOT / "tests/sweep/stub_program.py"


def points(count, work):
    return [{"needle.tip_radius": f"{radius} um", "stub.work": f"{work} s"} for radius in range(1, count + 1)]


def bare(base, cases, folder):
    """Wall time of the same programs, started one after another by nothing but a loop [s]."""
    start = time.perf_counter()
    for number, case in enumerate(cases):
        line = [str(STUB), "run", str(base), "--quiet", "--output", f"{folder}/{number}"]
        for name, value in case.items():
            line += ["--set", f"{name}={value}"]
        subprocess.run(line, check=True, env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def engine(base, cases, store):
    """(wall time, processor time of the engine itself) for the same cases with one worker [s]."""
    evaluator = Evaluator(base, store, STUB, workers=1)
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    assert all(result.completed for result in evaluator.evaluate(cases))
    after = resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - start, processor


def overhead(base, scratch, rounds, count=40):
    """Rows of the overhead a case [ms]: wall time beyond a bare loop, interleaved with it, and processor time of the engine."""
    wall, processor = [], []
    for number in range(rounds):
        cases = points(count, 0)
        plain = bare(base, cases, scratch / f"bare{number}")
        with_engine, own = engine(base, cases, scratch / f"store{number}")
        wall.append(1e3 * (with_engine - plain) / count)
        processor.append(1e3 * own / count)
    return [("overhead a case, wall time beyond a bare loop", "ms", wall), ("overhead a case, processor time of the engine", "ms", processor)]


def study(base, folder, workers, count, work):
    """(wall time, share of it in which the workers had a case running) of a whole study, tables included."""
    file = folder / "study.yaml"
    radii = ", ".join(f"{radius} um" for radius in range(1, count + 1))
    file.write_text(f"case: {base}\nset: {{stub.work: {work} s}}\nparameters: {{needle.tip_radius: [{radii}]}}\n")
    start = time.perf_counter()
    assert run(file, Options(STUB, folder / "store", folder / "result", workers=workers, quiet=True)) == 0
    wall = time.perf_counter() - start
    with open(folder / "result/timing.csv", newline="", encoding="utf-8") as table:
        busy = sum(float(row["wall_time [s]"]) for row in csv.DictReader(table))
    return wall, busy / (workers * wall)


def efficiency(base, scratch, rounds, count, work):
    """Rows of the parallel efficiency T1 / (2 T2) of a study of `count` cases of `work` seconds, one and two workers in turn, and of
    the workers' occupation."""
    ratios, occupied = [], []
    for number in range(rounds):
        walls = []
        for workers in ((1, 2) if number % 2 == 0 else (2, 1)):
            folder = scratch / f"round{number}_{workers}_{work}"
            folder.mkdir()
            wall, share = study(base, folder, workers, count, work)
            walls.append((workers, wall))
            if workers == 2:
                occupied.append(100 * share)
        times = dict(walls)
        ratios.append(100 * times[1] / (2 * times[2]))
    cases = f"{count} cases of {work} s"
    return [(f"parallel efficiency on two cores, T1 / (2 T2), {cases}", "%", ratios),
            (f"share of the time in which both workers have a case, {cases}", "%", occupied)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        base = scratch / "base.yaml"
        base.write_text('{"title": "base"}')
        os.environ.pop("STUB_LOG", None)
        rows = [*overhead(base, scratch, options.rounds), *efficiency(base, scratch, options.rounds, 12, 0.5),
                *efficiency(base, scratch, options.rounds, 16, 3)]
    load = (load + os.getloadavg()[0]) / 2
    with open(Path(__file__).with_name("table.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "unit", "median", "lowest", "highest", "rounds", "other load of the machine", "date"])
        for what, unit, values in rows:
            row = [what, unit, f"{statistics.median(values):.1f}", f"{min(values):.1f}", f"{max(values):.1f}", len(values), f"{load:.1f}", datetime.date.today()]
            writer.writerow(row)
            print(*row, sep="; ")


if __name__ == "__main__":
    main()
