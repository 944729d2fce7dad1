#!/usr/bin/env python3
"""Why does a prediction miss? One run of an experiment with one or several inputs changed, over the same run as it is.

    python3 benchmarks/experiments/sensitivity.py romgens2014/tip37 --set skin.change.stratum_corneum.strength="45 MPa"
    python3 benchmarks/experiments/sensitivity.py romgens2014/tip37 --file changes.yaml

--file holds {name: {parameter: value}}, one variant each. Appends nothing: prints a table, and writes it with --csv. For understanding only; no
experiment's own case may change a tissue (tests/evidence).
"""
import argparse
import csv
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from evidence import experiment as experiments_of  # noqa: E402
from evidence.runs import Runner, reduce_run  # noqa: E402

SHOWN = ["insertion.puncture_force", "insertion.puncture_displacement", "insertion.penetration_depth", "insertion.force_at_end"]


def variants(options):
    found = {"as it is": {}}
    if options.file:
        found.update(yaml.safe_load(options.file.read_text()))
    for setting in options.set:
        found[setting] = dict([setting.split("=", 1)])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", help="EXPERIMENT/RUN")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--file", type=pathlib.Path)
    parser.add_argument("--csv", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--program", type=pathlib.Path, default=experiments_of.ROOT / "build/release/bin/acumen")
    parser.add_argument("--out", type=pathlib.Path, default=experiments_of.ROOT / "out/validation")
    options = parser.parse_args()
    name, _, run = options.run.partition("/")
    case, settings = experiments_of.load(name).run_settings(run)
    runner = Runner(options.program, options.out.resolve() / "runs")

    def one(item):
        variant, change = item
        slug = "".join(c if c.isalnum() else "_" for c in variant)
        return reduce_run(runner.run(f"sensitivity/{name}_{run}_{slug}", case, {**settings, **change}))["quantities"]

    chosen = variants(options)
    with ThreadPoolExecutor(options.jobs) as pool:
        results = dict(zip(chosen, pool.map(one, chosen.items())))
    base, rows = results["as it is"], []
    for variant, found in results.items():
        rows.append([options.run, variant] + [cell for q in SHOWN for cell in (f"{found[q]:.4g}" if q in found else "",
                                                                              f"{found[q] / base[q]:.2f}" if q in found and q in base else "")])
    header = ["run", "variant"] + [cell for q in SHOWN for cell in (q + " [SI]", "over base")]
    for row in [header, *rows]:
        print(", ".join(row))
    if options.csv:
        with open(options.csv, "w", newline="") as file:
            csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    main()
